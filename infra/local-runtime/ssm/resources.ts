import { text } from '../json-fields.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { SsmService } from './ssm-service.ts';

export const parameterResources = (ssm: SsmService): ResourceTypes => ({
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    uses: ['Name', 'Type', 'Value'],
    ignores: ['AllowedPattern', 'DataType', 'Description', 'Policies', 'Tier'],
    create: ({ name, properties }) => {
      const value = text(properties, 'Value');
      const type = text(properties, 'Type');
      ssm.put(name, value, type);
      return { ref: name, attributes: { Type: type, Value: value } };
    },
  },
});
