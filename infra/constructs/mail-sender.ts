import { Stack } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import type { Bindable } from './project-function.ts';

export interface MailSenderProps {
  readonly mail: DeploymentConfig['mail'];
  readonly configurationSetName: string;
}

/** What sends mail: a configuration set that reports bounces and complaints to the default bus, and its identity. */
export class MailSender extends Construct {
  readonly binding: Bindable;

  constructor(scope: Construct, id: string, { mail, configurationSetName }: MailSenderProps) {
    super(scope, id);
    const configurationSet = new ses.ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName,
      reputationMetrics: true,
      suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const stack = Stack.of(this);
    new ses.CfnConfigurationSetEventDestination(this, 'Undeliverable', {
      configurationSetName: configurationSet.configurationSetName,
      eventDestination: {
        name: 'undeliverable',
        enabled: true,
        matchingEventTypes: ['bounce', 'complaint', 'reject'],
        eventBridgeDestination: {
          eventBusArn: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        },
      },
    });
    if (mail.identityDomain) {
      new ses.EmailIdentity(this, 'Identity', {
        identity: ses.Identity.domain(mail.identityDomain),
        configurationSet,
        feedbackForwarding: false,
      });
    }
    const domain = mail.identityDomain ?? mail.from.slice(mail.from.indexOf('@') + 1);
    const arn = (resource: string, resourceName: string) => stack.formatArn({ service: 'ses', resource, resourceName });
    this.binding = {
      variables: { MAIL_FROM: mail.from, MAIL_CONFIGURATION_SET: configurationSet.configurationSetName },
      arnsOf: () => [
        arn('identity', domain),
        arn('identity', mail.from),
        arn('configuration-set', configurationSet.configurationSetName),
      ],
    };
  }
}
