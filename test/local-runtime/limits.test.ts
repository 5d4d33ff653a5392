import { expect, test } from 'vitest';
import { Account } from '#infra/local-runtime/account.ts';
import { Clock } from '#infra/local-runtime/clock.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import type { JsonObject, ServiceName } from '#infra/local-runtime/service.ts';

/** An account without resources, and how to call its services. */
function emptyAccount() {
  const about = { account: '000000000000', region: 'us-east-1', faults: {}, keep: {} };
  const account = new Account({ clock: new Clock(0), random: seededRandom(1), ...about });
  const call = (service: ServiceName, operation: string, input: JsonObject) =>
    account.site.call({ service, operation, input });
  return { account, call };
}

const times = <T>(count: number, one: (i: number) => T) => Array.from({ length: count }, (_, i) => one(i));

test('EventBridge takes 1 to 10 entries at once', async () => {
  const { call } = emptyAccount();
  const put = (count: number) =>
    call('events', 'PutEvents', { Entries: times(count, () => ({ Source: 's', DetailType: 'T', Detail: '{}' })) });
  expect(await put(10)).toMatchObject({ FailedEntryCount: 0 });
  await expect(put(11)).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(put(0)).rejects.toMatchObject({ code: 'ValidationException' });
});

test('SQS takes 1 to 10 entries at once, and messages of at most 1 MiB', async () => {
  const { account, call } = emptyAccount();
  const QueueUrl = account.sqs.define('q', {}).url;
  const send = (count: number) =>
    call('sqs', 'SendMessageBatch', { QueueUrl, Entries: times(count, (i) => ({ Id: `m${i}`, MessageBody: 'x' })) });
  expect((await send(10)).Successful).toHaveLength(10);
  await expect(send(11)).rejects.toMatchObject({ code: 'TooManyEntriesInBatchRequest' });
  await expect(send(0)).rejects.toMatchObject({ code: 'EmptyBatchRequest' });
  const MessageBody = 'x'.repeat(1_048_577);
  await expect(call('sqs', 'SendMessage', { QueueUrl, MessageBody })).rejects.toMatchObject({
    code: 'InvalidParameterValue',
  });
});

test('SNS takes messages of at most 256 KiB', async () => {
  const { account, call } = emptyAccount();
  const TopicArn = account.sns.define('t');
  expect(await call('sns', 'Publish', { TopicArn, Message: 'x'.repeat(262_144) })).toHaveProperty('MessageId');
  await expect(call('sns', 'Publish', { TopicArn, Message: 'x'.repeat(262_145) })).rejects.toThrow('Message too long');
});

test('a standard parameter holds 4096 characters, an advanced one 8192', async () => {
  const { call } = emptyAccount();
  const put = (length: number, Tier?: string) =>
    call('ssm', 'PutParameter', { Name: '/p', Value: 'x'.repeat(length), Overwrite: true, ...(Tier && { Tier }) });
  expect(await put(4096)).toMatchObject({ Tier: 'Standard', Version: 1 });
  await expect(put(4097)).rejects.toThrow('Standard tier parameters support a maximum parameter value of 4096');
  expect(await put(4097, 'Intelligent-Tiering')).toMatchObject({ Tier: 'Advanced' });
  expect(await put(8192)).toMatchObject({ Tier: 'Advanced', Version: 3 });
  await expect(put(8193)).rejects.toMatchObject({ code: 'ValidationException' });
});

test('a FIFO queue takes a message once within five minutes, and again afterwards', async () => {
  const { account, call } = emptyAccount();
  const QueueUrl = account.sqs.define('q.fifo', { FifoQueue: true, ContentBasedDeduplication: true }).url;
  const send = async (MessageBody: string) =>
    (await call('sqs', 'SendMessage', { QueueUrl, MessageGroupId: 'g', MessageBody })).MessageId;
  const first = await send('same');
  const { clock } = account.site;
  await clock.drive(() => false, 4 * 60_000);
  expect(await send('same')).toBe(first);
  await send('other');
  await clock.drive(() => false, 6 * 60_000);
  expect(await send('same')).not.toBe(first);
  expect(account.sqs.queue('q.fifo').messages.length).toBe(3);
});
