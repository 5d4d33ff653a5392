import type { Clock } from '../clock.ts';
import { readSchedule } from '../events/schedule.ts';
import { object, optionalNumber, optionalText, text } from '../json-fields.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { SecretsService } from './secrets-service.ts';

export const secretResources = (secrets: SecretsService, clock: Clock): ResourceTypes => ({
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
      const secretId = text(properties, 'SecretId');
      const rules = object(properties, 'RotationRules');
      const days = optionalNumber(rules, 'AutomaticallyAfterDays');
      const expression =
        optionalText(rules, 'ScheduleExpression') ?? (days === undefined ? undefined : `rate(${days} days)`);
      secrets.setRotation(secretId, text(properties, 'RotationLambdaARN'));
      if (properties.RotateImmediatelyOnUpdate !== false) clock.after(0, () => secrets.rotate(secretId));
      if (expression !== undefined) repeat(clock, expression, () => secrets.rotate(secretId));
      return { ref: name };
    },
  },
});

function repeat(clock: Clock, expression: string, run: () => void): void {
  const next = readSchedule(expression);
  const began = clock.now();
  const wait = () =>
    clock.after(next(clock.now(), began) - clock.now(), () => {
      run();
      wait();
    });
  wait();
}
