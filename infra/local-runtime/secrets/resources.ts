import { object, text } from '../json-fields.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { SecretsService } from './secrets-service.ts';

export const secretResources = (secrets: SecretsService): ResourceTypes => ({
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    uses: ['Name', 'GenerateSecretString', 'SecretString'],
    ignores: ['Description', 'KmsKeyId', 'ReplicaRegions', 'Type'],
    create: ({ name, properties }) => {
      const { arn } = secrets.define(name, properties);
      return { ref: arn, attributes: { Id: arn } };
    },
  },
  'AWS::SecretsManager::RotationSchedule': {
    uses: ['SecretId', 'RotationLambdaARN', 'RotationRules', 'RotateImmediatelyOnUpdate'],
    ignores: ['ExternalSecretRotationMetadata', 'ExternalSecretRotationRoleArn'],
    create: ({ name, properties }) => {
      secrets.scheduleRotation(text(properties, 'SecretId'), {
        functionArn: text(properties, 'RotationLambdaARN'),
        rules: object(properties, 'RotationRules'),
        immediately: properties.RotateImmediatelyOnUpdate !== false,
      });
      return { ref: name };
    },
  },
});
