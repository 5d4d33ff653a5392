import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, expect, test } from 'vitest';
import { RotationRefused, rotate } from '#functions/links/rotation.ts';
import { secretVersions } from '#shared/adapters/secret-versions.ts';
import { WeakLinkKey } from '#shared/domain/link.ts';

const service = mockClient(SecretsManagerClient);
// Files share their modules: a mock that stays would answer for others.
afterAll(() => service.restore());
afterEach(() => service.reset());

const versions = secretVersions('arn:aws:secretsmanager:eu-central-1:123456789012:secret:links-AbCdEf');
const coming = 'aaaaaaaa-1111-4111-8111-111111111111';
const current = 'bbbbbbbb-2222-4222-8222-222222222222';

const whereStagesAre = (stages: Record<string, string[]>) =>
  service.on(DescribeSecretCommand).resolves({ VersionIdsToStages: stages });
const whereNothingIsPending = () =>
  service.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));

test('a key whose name another key in use has is not made: links could not tell them apart', async () => {
  const namesake = 'aaaaaaaa-3333-4333-8333-333333333333';
  for (const stage of ['AWSCURRENT', 'AWSPREVIOUS']) {
    whereStagesAre({ [coming]: ['AWSPENDING'], [namesake]: [stage] });
    await expect(rotate(versions, coming, 'createSecret')).rejects.toThrow(RotationRefused);
  }
  expect(service.commandCalls(PutSecretValueCommand)).toEqual([]);
});

test('a value that a broken-off rotation has put already is kept', async () => {
  whereStagesAre({ [coming]: ['AWSPENDING'], [current]: ['AWSCURRENT'] });
  service.on(GetSecretValueCommand).resolves({ SecretString: 'k'.repeat(64) });
  await rotate(versions, coming, 'createSecret');
  expect(service.commandCalls(PutSecretValueCommand)).toEqual([]);
});

test('a key that is too short to sign with does not become the current one', async () => {
  whereStagesAre({ [coming]: ['AWSPENDING'], [current]: ['AWSCURRENT'] });
  service.on(GetSecretValueCommand).resolves({ SecretString: 'short' });
  await expect(rotate(versions, coming, 'testSecret')).rejects.toThrow(WeakLinkKey);
  whereNothingIsPending();
  await expect(rotate(versions, coming, 'testSecret')).rejects.toThrow('has no value yet');
});

test('a fault of the service is not taken for a missing value', async () => {
  whereStagesAre({ [coming]: ['AWSPENDING'], [current]: ['AWSCURRENT'] });
  service.on(GetSecretValueCommand).rejects(Object.assign(new Error('down'), { name: 'InternalServiceError' }));
  await expect(rotate(versions, coming, 'createSecret')).rejects.toThrow('down');
  expect(service.commandCalls(GetRandomPasswordCommand)).toEqual([]);
});

test('a version that is current already is left alone in every step', async () => {
  whereStagesAre({ [coming]: ['AWSCURRENT'], [current]: ['AWSPREVIOUS'] });
  for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const) {
    await rotate(versions, coming, step);
  }
  expect(service.commandCalls(PutSecretValueCommand)).toEqual([]);
  expect(service.commandCalls(UpdateSecretVersionStageCommand)).toEqual([]);
});
