import { objects, optionalText, text } from '../json-fields.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { SnsService } from './sns-service.ts';

const protocols = ['lambda', 'sqs', 'email', 'email-json', 'sms', 'http', 'https'];

export const topicResources = (sns: SnsService): ResourceTypes => ({
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    uses: ['TopicName', 'Subscription', 'FifoTopic'],
    ignores: [
      'ArchivePolicy',
      'ContentBasedDeduplication',
      'DataProtectionPolicy',
      'DeliveryStatusLogging',
      'DisplayName',
      'FifoThroughputScope',
      'KmsMasterKeyId',
      'SignatureVersion',
      'TracingConfig',
    ],
    create: ({ name, properties }) => {
      const arn = sns.define(name);
      for (const subscription of objects(properties, 'Subscription')) sns.subscribe(arn, subscription);
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
  },
  'AWS::SNS::Subscription': {
    uses: ['TopicArn', 'Protocol', 'Endpoint', 'FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery'],
    ignores: ['DeliveryPolicy', 'RedrivePolicy', 'Region', 'SubscriptionRoleArn', 'ReplayPolicy'],
    create: ({ logicalId, properties }) => {
      const protocol = text(properties, 'Protocol');
      if (!protocols.includes(protocol)) {
        const endpoint = optionalText(properties, 'Endpoint') ?? '';
        throw new TemplateError(
          `${logicalId}: the protocol ${protocol} (${endpoint}) is not one of ${protocols.join(', ')}`,
        );
      }
      return { ref: sns.subscribe(text(properties, 'TopicArn'), properties) };
    },
  },
});
