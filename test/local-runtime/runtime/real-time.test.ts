import { beforeAll, expect, test } from 'vitest';
import { boot, type LocalRuntime } from '#infra/local-runtime/boot.ts';
import { synthesizeParcelApp } from '../fixtures/parcel-app.ts';

let assembly: string;

beforeAll(() => {
  assembly = synthesizeParcelApp();
}, 60_000);

const lose = (runtime: LocalRuntime, parcelId: string) =>
  runtime.call({
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName: runtime.resourceName('Parcels'), Item: { parcelId: { S: parcelId }, state: { S: 'lost' } } },
  });

const list = async <T = object>(runtime: LocalRuntime, section: string): Promise<T[]> => {
  const answer = await fetch(`${runtime.url}/_local/${section}.json`);
  return (await answer.json()) as T[];
};

/** Asks the endpoint until it answers something true, as a person who reloads a page does. */
async function reload<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 2_000; tries++) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error('it never came');
}

test('while the clock follows the wall, a person goes from the mail by its link to the answer, over sockets', async () => {
  await using runtime = await boot({ assembly, port: 0 });
  const stop = new AbortController();
  const following = runtime.follow(stop.signal);
  await lose(runtime, 'p1');
  const link = await reload(async () => {
    const [mail] = await list<{ links: string[] }>(runtime, 'mails');
    return mail?.links[0];
  });
  expect(await (await fetch(link)).text()).toContain('What shall we do with p1?');
  const answer = await fetch(link, { method: 'POST', body: 'refund', redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thanks']);
  await reload(async () => (await list(runtime, 'alerts'))[0]);
  expect(runtime.alerts[0]?.message).toBe('"Parcel p1 decided"');
  stop.abort();
  await following;
});

test('time is skipped, sockets are served meanwhile, and the clock follows the wall afterwards', async () => {
  await using runtime = await boot({ assembly, port: 0 });
  await lose(runtime, 'p1');
  const [, shown] = await Promise.all([
    runtime.until(() => runtime.mailbox.length === 1, 60_000),
    fetch(`${runtime.url}/_local/`).then((answer) => answer.status),
  ]);
  expect(shown).toBe(200);
  const start = runtime.clock.now();
  const [, question] = await Promise.all([
    runtime.pass(2 * 86_400_000),
    fetch(`${runtime.url}/v1/r/p1`).then((answer) => answer.text()),
  ]);
  expect(question).toContain('What shall we do with p1?');
  expect(runtime.clock.now()).toBe(start + 2 * 86_400_000);
  const stop = new AbortController();
  const following = runtime.follow(stop.signal);
  await runtime.pass(2 * 86_400_000);
  const { executions } = await runtime.call({
    service: 'states',
    operation: 'ListExecutions',
    input: { stateMachineArn: runtime.resourceName('Decide') },
  });
  expect(executions).toMatchObject([{ status: 'SUCCEEDED' }]);
  stop.abort();
  await following;
});

test('a long poll over a socket does not hold the clock, and is answered when its time is over', async () => {
  await using runtime = await boot({ assembly, port: 0 });
  const { host } = new URL(runtime.url ?? '');
  const polled = fetch(`http://${host}/`, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSQS.ReceiveMessage', 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({ QueueUrl: runtime.resourceName('Ledger'), WaitTimeSeconds: 20 }),
  });
  let answered: unknown;
  void polled.then(async (answer) => {
    answered = await answer.json();
  });
  for (let seconds = 0; answered === undefined && seconds < 3_600; seconds++) await runtime.pass(1_000);
  expect(answered).toEqual({});
});

test('closing stops the clock that follows, and refuses further requests', async () => {
  const runtime = await boot({ assembly, port: 0 });
  const following = runtime.follow(new AbortController().signal);
  await runtime[Symbol.asyncDispose]();
  await following;
  await expect(fetch(`${runtime.url}/_local/`)).rejects.toThrow();
});

test('the application sees its own host and origin, and its absolute redirects lead to this machine', async () => {
  await using runtime = await boot({ assembly, port: 0 });
  const echo = await fetch(`${runtime.url}/v1/echo`, {
    headers: { origin: runtime.url ?? '', referer: `${runtime.url}/v1/r/p1` },
    redirect: 'manual',
  });
  const api = new URL(runtime.outputs.ReplyUrl ?? '');
  expect(await echo.json()).toEqual({ host: api.host, origin: api.origin, referer: `${api.origin}/v1/r/p1` });
  expect(echo.headers.get('location')).toBe(`${runtime.url}/v1/r/elsewhere`);
});
