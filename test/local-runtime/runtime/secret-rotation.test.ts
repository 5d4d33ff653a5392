import { beforeAll, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;

beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

const days = (n: number) => n * 86_400_000;
const ask = (runtime: LocalRuntime, operation: string, more: JsonObject = {}) =>
  runtime.call({
    service: 'secretsmanager',
    operation,
    input: { SecretId: runtime.resourceName('ApiKey'), ...more },
  });

const secretOf = async (runtime: LocalRuntime, VersionStage = 'AWSCURRENT') =>
  (await ask(runtime, 'GetSecretValue', { VersionStage })).SecretString;
const steps = (runtime: LocalRuntime) =>
  runtime.logs.map(({ text }) => text).filter((text) => text.startsWith('rotation '));

test('the function does the four steps at each date of the schedule, and the key before stays readable', async () => {
  await using runtime = await boot({ assembly });
  const first = await secretOf(runtime);
  await runtime.pass(days(29));
  expect(await secretOf(runtime)).toBe(first);
  await runtime.pass(days(2));
  const second = await secretOf(runtime);
  expect(second).not.toBe(first);
  expect(await secretOf(runtime, 'AWSPREVIOUS')).toBe(first);
  expect(steps(runtime)).toEqual(
    ['createSecret', 'setSecret', 'testSecret', 'finishSecret'].map((s) => `rotation ${s}`),
  );
  await runtime.pass(days(30));
  expect(await secretOf(runtime, 'AWSPREVIOUS')).toBe(second);
  expect(await ask(runtime, 'DescribeSecret')).toMatchObject({ RotationEnabled: true });
});

test('RotateSecret rotates now, under the version that the caller names', async () => {
  await using runtime = await boot({ assembly });
  const ClientRequestToken = '00000000-0000-4000-8000-000000000001';
  expect(await ask(runtime, 'RotateSecret', { ClientRequestToken })).toMatchObject({ VersionId: ClientRequestToken });
  await runtime.idle();
  expect(await ask(runtime, 'GetSecretValue')).toMatchObject({ VersionId: ClientRequestToken });
  expect((await ask(runtime, 'DescribeSecret')).LastRotatedDate).toBe(runtime.clock.now() / 1000);
});

test('a rotation that fails leaves the current key, refuses another, and is tried again until it succeeds', async () => {
  await using runtime = await boot({ assembly });
  await ask(runtime, 'PutSecretValue', { SecretString: 'no rotation' });
  await ask(runtime, 'RotateSecret');
  await runtime.pass(60_000);
  expect(await secretOf(runtime)).toBe('no rotation');
  expect(runtime.logs.some(({ level, text }) => level === 'error' && text.includes('this key stays'))).toBe(true);
  await expect(ask(runtime, 'RotateSecret')).rejects.toMatchObject({ code: 'InvalidRequestException' });
  await ask(runtime, 'PutSecretValue', { SecretString: 'a key that may be replaced' });
  await runtime.pass(2 * 3_600_000);
  expect(await secretOf(runtime)).toHaveLength(40);
});

test('a secret without a rotation function cannot be rotated, and an empty version cannot be read', async () => {
  await using runtime = await boot({ assembly });
  const SecretId = runtime.resourceName('LinkSecret');
  await expect(ask(runtime, 'RotateSecret', { SecretId })).rejects.toThrow('No Lambda rotation function ARN');
  await ask(runtime, 'RotateSecret');
  await expect(secretOf(runtime, 'AWSPENDING')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});
