import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '#functions/staff/diagnosis.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

let world: World;
beforeAll(async () => {
  world = await World.open({}, { port: 0 });
});
afterAll(() => world[Symbol.asyncDispose]());

const about = async (wanted: string): Promise<Finding[]> => {
  const findings: Finding[] = JSON.parse((await typed(world, 'doctor --json')).out);
  return findings.filter((finding) => finding.about === wanted);
};

test('a stage that was just deployed is looked at whole: everything runs, and nobody gets its alerts yet', async () => {
  const { code, out } = await typed(world, 'doctor');
  const lines = out.split('\n');
  for (const table of ['orders', 'payments', 'inventory', 'shipments', 'cases']) {
    const line = new RegExp(`^✓ ${table} stream +\\S+ is read by ordermend-dev-`);
    expect(lines).toContainEqual(expect.stringMatching(line));
  }
  expect(lines).toContainEqual(expect.stringMatching(/^✓ mail +\S+@\S+ may send to everybody$/));
  expect(lines).toContainEqual(expect.stringMatching(/^✓ link secret +the key \S{8} signs$/));
  expect(lines).toContainEqual(expect.stringMatching(/^✓ signed link +https:\S+ answers, and knows the key$/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^! alerts +nobody gets the alerts of operations, customer-cancellation-critical, /),
  );
  expect(out).toContain('aws sns subscribe --topic-arn arn:aws:sns:');
  expect(lines).toContainEqual(expect.stringMatching(/^✓ switched on +out-of-stock automatic$/));
  expect(code).toBe(0);
});

test('rules that find nothing by default are named, with what they would find and how they are switched on', async () => {
  const off = await about('rules that are off');
  expect(off.map(({ state, says }) => [state, says])).toEqual([
    ['look', 'an order that is shipped and has neither address nor pickup store is no mistake'],
    ['look', 'a line whose SKU has no row in Inventory is no mistake'],
  ]);
  expect(off.map(({ todo }) => todo)).toEqual([
    expect.stringMatching(/^cdk.json, types.order-information-error.addressRequired: true, if the shop writes /),
    expect.stringMatching(/^cdk.json, types.order-information-error.catalogueComplete: true, if every SKU /),
  ]);
});

test('a reader of a stream that was switched off keeps the stage from its work', async () => {
  await world.turnMapping('DetectOrders', false);
  expect(await about('orders stream')).toEqual([
    {
      about: 'orders stream',
      state: 'broken',
      says: 'ordermend-dev-detect-orders does not read: Disabled',
      todo: expect.stringMatching(/^aws lambda update-event-source-mapping --uuid \S+ --enabled/),
    },
  ]);
  expect(await typed(world, 'doctor')).toMatchObject({
    code: 1,
    out: expect.stringContaining('✗ orders stream'),
    err: expect.stringMatching(/error: 1 of \d+ findings keep the stage from its work/),
  });
  await world.turnMapping('DetectOrders', true);
  expect(await about('orders stream')).toMatchObject([{ state: 'fine' }]);
});

test('a key that the pages do not have yet makes no link that they know', async () => {
  await world.runtime.call({
    service: 'secretsmanager',
    operation: 'PutSecretValue',
    input: { SecretId: await secretId(), SecretString: 'short' },
  });
  expect(await about('link secret')).toMatchObject([
    { state: 'broken', says: expect.stringMatching(/has 5 bytes, 32 are needed/) },
  ]);
  expect(await about('signed link')).toMatchObject([{ state: 'broken', says: expect.stringContaining('WeakLinkKey') }]);
});

test('what is switched on is told, and what makes it idle', async () => {
  await world.switch({
    types: { 'out-of-stock': { mode: 'approve' }, parcels: { mode: 'automatic' } },
    channels: {},
    pauses: [{ from: '2026-03-01T00:00:00.000Z' }],
  });
  expect((await about('switched on')).map(({ state, says }) => [state, says])).toEqual([
    ['look', expect.stringContaining('types that are not installed: parcels')],
    ['look', expect.stringContaining('everything is paused')],
    ['look', expect.stringContaining('no channel is named')],
    ['fine', 'out-of-stock approve'],
  ]);
  await world.switch({ types: {} });
  expect(await about('switched on')).toMatchObject([{ state: 'fine', says: 'nothing: all types observe only' }]);
});

async function secretId(): Promise<string> {
  const found = await world.runtime.call({ service: 'secretsmanager', operation: 'ListSecrets', input: {} });
  return (found.SecretList as { ARN: string }[])[0]!.ARN;
}
