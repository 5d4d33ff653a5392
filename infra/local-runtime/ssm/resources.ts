import { optionalText, text } from '../json-fields.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { SsmService } from './ssm-service.ts';

export const parameterResources = (ssm: SsmService): ResourceTypes => ({
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    uses: ['Name', 'Tier', 'Type', 'Value'],
    ignores: ['AllowedPattern', 'DataType', 'Description', 'Policies'],
    create: ({ name, properties }) => {
      const value = text(properties, 'Value');
      const type = text(properties, 'Type');
      ssm.put(name, value, { type, tier: optionalText(properties, 'Tier') });
      return { ref: name, attributes: { Type: type, Value: value } };
    },
  },
});
