import { flag, object, optionalObject, text, texts } from '../json-fields.ts';
import { TemplateError } from '../template/intrinsics.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { SesService } from './ses-service.ts';

export const mailResources = (ses: SesService): ResourceTypes => ({
  'AWS::SES::ConfigurationSet': {
    nameProperty: 'Name',
    uses: ['Name'],
    ignores: [
      'ArchivingOptions',
      'DeliveryOptions',
      'ReputationOptions',
      'SendingOptions',
      'SuppressionOptions',
      'TrackingOptions',
      'VdmOptions',
    ],
    create: ({ name }) => {
      ses.defineConfigurationSet(name);
      return { ref: name };
    },
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    uses: ['ConfigurationSetName', 'EventDestination'],
    create: ({ name, logicalId, properties }) => {
      const destination = object(properties, 'EventDestination');
      if (!optionalObject(destination, 'EventBridgeDestination')) {
        throw new TemplateError(`${logicalId}: only an EventBridge destination is emulated for mail events`);
      }
      if (flag(destination, 'Enabled')) {
        ses.sendEventsToBus(text(properties, 'ConfigurationSetName'), texts(destination, 'MatchingEventTypes'));
      }
      return { ref: name };
    },
  },
  'AWS::SES::EmailIdentity': {
    nameProperty: 'EmailIdentity',
    uses: ['EmailIdentity'],
    ignores: [
      'ConfigurationSetAttributes',
      'DkimAttributes',
      'DkimSigningAttributes',
      'FeedbackAttributes',
      'MailFromAttributes',
    ],
    create: ({ name }) => {
      const tokens = [1, 2, 3].flatMap((token) => [
        [`DkimDNSTokenName${token}`, `local${token}._domainkey.${name}`],
        [`DkimDNSTokenValue${token}`, `local${token}.dkim.amazonses.com`],
      ]);
      return { ref: name, attributes: Object.fromEntries(tokens) };
    },
  },
});
