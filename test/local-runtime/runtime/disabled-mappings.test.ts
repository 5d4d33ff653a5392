import { beforeAll, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;
beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

const hours = (n: number) => n * 3_600_000;

/** Turns what brings a source's records to a function on or off, as the AWS command line would. */
async function turn(runtime: LocalRuntime, functionName: string, Enabled: boolean): Promise<void> {
  const FunctionName = runtime.resourceName(functionName);
  const { EventSourceMappings } = await runtime.call({
    service: 'lambda',
    operation: 'ListEventSourceMappings',
    input: { FunctionName },
  });
  const [{ UUID }] = EventSourceMappings as [JsonObject];
  const input = { UUID: UUID!, FunctionName, Enabled };
  const answer = await runtime.call({ service: 'lambda', operation: 'UpdateEventSourceMapping', input });
  expect(answer).toMatchObject({ State: Enabled ? 'Enabled' : 'Disabled' });
}

async function lose(runtime: LocalRuntime, parcelId: string): Promise<void> {
  const input = {
    TableName: runtime.resourceName('Parcels'),
    Item: { parcelId: { S: parcelId }, state: { S: 'lost' } },
  };
  await runtime.call({ service: 'dynamodb', operation: 'PutItem', input });
}

const recordsOf = (runtime: LocalRuntime) =>
  runtime.logs.map(({ text }) => text).filter((text) => text.startsWith('record '));

test('a stream mapping that is off leaves records where they are, and works what the stream still keeps once it is on', async () => {
  await using runtime = await boot({ assembly });
  await turn(runtime, 'OnParcel', false);
  await lose(runtime, 'p-1');
  await runtime.pass(hours(10));
  await lose(runtime, 'p-2');
  await runtime.pass(hours(20));
  expect(recordsOf(runtime)).toEqual([]);
  await turn(runtime, 'OnParcel', true);
  await runtime.pass(hours(1));
  expect(recordsOf(runtime)).toEqual(['record p-2']);
});

test('what a stream has forgotten meanwhile reaches no failure destination either', async () => {
  await using runtime = await boot({ assembly });
  await turn(runtime, 'OnParcel', false);
  await lose(runtime, 'p-1');
  await runtime.pass(hours(25));
  await turn(runtime, 'OnParcel', true);
  await runtime.pass(hours(1));
  const input = { QueueUrl: runtime.resourceName('Unread'), MaxNumberOfMessages: 10 };
  expect(await runtime.call({ service: 'sqs', operation: 'ReceiveMessage', input })).not.toHaveProperty('Messages');
});

test('a queue mapping that is off leaves its messages in the queue', async () => {
  await using runtime = await boot({ assembly });
  const collected = () => runtime.logs.filter(({ text }) => text.startsWith('collected a job')).length;
  await turn(runtime, 'Collect', false);
  const input = { QueueUrl: runtime.resourceName('Jobs'), MessageBody: 'a job', MessageGroupId: 'g' };
  await runtime.call({ service: 'sqs', operation: 'SendMessage', input });
  await runtime.pass(hours(1));
  expect(collected()).toBe(0);
  await turn(runtime, 'Collect', true);
  await runtime.pass(1000);
  expect(collected()).toBe(1);
});

test('a mapping that does not exist cannot be turned off, and nothing else of one can be changed', async () => {
  await using runtime = await boot({ assembly });
  const update = (input: JsonObject) =>
    runtime.call({ service: 'lambda', operation: 'UpdateEventSourceMapping', input });
  await expect(update({ UUID: 'none', Enabled: false })).rejects.toThrow('does not exist');
  await expect(update({ UUID: 'none', BatchSize: 5 })).rejects.toThrow('BatchSize is not emulated');
});
