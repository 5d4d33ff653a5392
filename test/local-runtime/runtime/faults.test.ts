import { beforeAll, describe, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { FaultPlan } from '#infra/local-runtime/faults.ts';
import { type JsonObject, ServiceError } from '#infra/local-runtime/service.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;

beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

const minutes = (n: number) => n * 60_000;
const parcels = Array.from({ length: 12 }, (_, i) => `p${i}`);

/** Loses the parcels and lets half an hour pass; the writes of the test itself do not go wrong. */
async function runLosing(lost: readonly string[], faults: FaultPlan, seed = 1): Promise<LocalRuntime> {
  const runtime = await boot({ assembly, faults, seed });
  runtime.faults.active = false;
  for (const parcelId of lost) {
    const Item = { parcelId: { S: parcelId }, state: { S: 'lost' } };
    const input = { TableName: runtime.resourceName('Parcels'), Item };
    await runtime.call({ service: 'dynamodb', operation: 'PutItem', input });
  }
  runtime.faults.active = true;
  await runtime.pass(minutes(30));
  runtime.faults.active = false;
  return runtime;
}

const subjects = (runtime: LocalRuntime) => runtime.mailbox.map(({ subject }) => subject);
const written = (runtime: LocalRuntime, start: string) =>
  runtime.logs.map(({ text }) => text).filter((text) => text.startsWith(start));

async function executions(runtime: LocalRuntime): Promise<{ name: string; status: string; executionArn: string }[]> {
  const input = { stateMachineArn: runtime.resourceName('Decide') };
  const answer = await runtime.call({ service: 'states', operation: 'ListExecutions', input });
  return answer.executions as { name: string; status: string; executionArn: string }[];
}

async function waiting(runtime: LocalRuntime, queue: string): Promise<JsonObject[]> {
  const input = { QueueUrl: runtime.resourceName(queue), MaxNumberOfMessages: 10 };
  const { Messages = [] } = await runtime.call({ service: 'sqs', operation: 'ReceiveMessage', input });
  return (Messages as JsonObject[]).map(({ Body }) => JSON.parse(String(Body)));
}

describe('a service call', () => {
  test('that fails before its effect is made again by the SDK, and happens once', async () => {
    const faults = { calls: [{ service: 'sesv2', before: 0.5 } as const] };
    await using runtime = await runLosing(['p0', 'p1'], faults);
    expect(subjects(runtime).sort()).toEqual(['Parcel p0', 'Parcel p1']);
  });

  test('whose answer is lost after its effect is made again, and happens twice', async () => {
    const faults = { calls: [{ service: 'sesv2', operation: 'SendEmail', after: 0.6 } as const] };
    await using runtime = await runLosing(parcels, faults);
    const sent = subjects(runtime);
    expect(new Set(sent).size).toBe(parcels.length);
    expect(sent.length).toBeGreaterThan(parcels.length);
  });

  test('that is throttled backs off in virtual time', async () => {
    const faults = { calls: [{ service: 'dynamodb', caller: 'Ask', throttled: 0.5 } as const] };
    await using runtime = await runLosing(parcels, faults);
    const times = runtime.mailbox.map(({ at }) => Date.parse(at));
    expect(times.length).toBeGreaterThanOrEqual(parcels.length - 4);
    expect(Math.max(...times)).toBeGreaterThan(Math.min(...times));
  });

  test('is told by its error what went wrong', async () => {
    const input = { Name: '/parcels/mode' };
    const failing = async (plan: 'before' | 'throttled') => {
      await using runtime = await boot({ assembly, faults: { calls: [{ service: 'ssm', [plan]: 1 }] } });
      return runtime.call({ service: 'ssm', operation: 'GetParameter', input }).catch((error: unknown) => error);
    };
    expect(await failing('before')).toMatchObject({ code: 'ServiceUnavailable', statusCode: 503 });
    expect(await failing('throttled')).toMatchObject({ code: 'TooManyRequestsException', statusCode: 429 });
    expect(await failing('before')).toBeInstanceOf(ServiceError);
  });
});

describe('a stream', () => {
  test('may deliver each record twice: the executions are the same', async () => {
    await using runtime = await runLosing(parcels, { records: { duplicate: 1 } });
    expect(written(runtime, 'record ').sort()).toEqual([...parcels, ...parcels].map((id) => `record ${id}`).sort());
    expect((await executions(runtime)).map(({ name }) => name).sort()).toEqual([...parcels].sort());
    expect(subjects(runtime).length).toBe(parcels.length);
  });

  test('may deliver a batch again after it succeeded', async () => {
    await using runtime = await runLosing(parcels, { records: { redeliver: 1 } });
    expect(written(runtime, 'record ').length).toBe(2 * parcels.length);
    expect(subjects(runtime).length).toBe(parcels.length);
  });

  test('may change the sequence across items, and loses none', async () => {
    await using runtime = await runLosing(parcels, { records: { reorder: 1 } });
    const delivered = written(runtime, 'record ');
    expect(delivered).not.toEqual(parcels.map((id) => `record ${id}`));
    expect([...delivered].sort()).toEqual(parcels.map((id) => `record ${id}`).sort());
  });
});

describe('a function', () => {
  test('that crashes after a side effect leaves the effect, and its batch is delivered again', async () => {
    await using runtime = await runLosing(parcels, { functions: [{ name: 'OnParcel', crash: 0.8 }] });
    const unread = await waiting(runtime, 'Unread');
    const given = unread.reduce(
      (sum, { DDBStreamBatchInfo }) => sum + Number((DDBStreamBatchInfo as JsonObject).batchSize),
      0,
    );
    const started = (await executions(runtime)).length;
    expect(written(runtime, 'record ').length).toBeGreaterThan(parcels.length);
    expect(started + given).toBeGreaterThanOrEqual(parcels.length);
    expect(subjects(runtime).length).toBe(started);
  });

  test('that never ends is ended at its time-out, by its own name', async () => {
    await using runtime = await runLosing(['p0'], { functions: [{ name: 'Announce', timeOut: 1 }] });
    runtime.faults.active = true;
    const answered = runtime.clock.now();
    await runtime.http({ method: 'POST', path: '/r/p0', body: 'refund' });
    await runtime.pass(minutes(1));
    const [execution] = await executions(runtime);
    const input = { executionArn: execution?.executionArn };
    const described = await runtime.call({ service: 'states', operation: 'DescribeExecution', input });
    expect(described).toMatchObject({ status: 'FAILED', error: 'Sandbox.Timedout' });
    expect(Number(described.stopDate) * 1000 - answered).toBe(10_000);
    expect(await waiting(runtime, 'Uncollected')).toMatchObject([{ detail: { status: 'FAILED' } }]);
  });
});

describe('one seed', () => {
  const everything: FaultPlan = {
    calls: [{ before: 0.05, after: 0.05, throttled: 0.05 }],
    records: { duplicate: 0.2, reorder: 0.5, redeliver: 0.2 },
    functions: [{ crash: 0.05, timeOut: 0.02 }],
  };

  async function storyOf(seed: number): Promise<string> {
    await using runtime = await runLosing(parcels, everything, seed);
    const histories: JsonObject[] = [];
    for (const { executionArn } of await executions(runtime)) {
      const call = { service: 'states', operation: 'GetExecutionHistory', input: { executionArn } } as const;
      histories.push(await runtime.call(call));
    }
    return JSON.stringify({ histories, mails: runtime.mailbox, events: runtime.events, logs: runtime.logs });
  }

  test('tells the same story each time, with everything going wrong; another seed tells another', async () => {
    const [first, again, other] = [await storyOf(7), await storyOf(7), await storyOf(8)];
    expect(again === first).toBe(true);
    expect(other === first).toBe(false);
  });
});
