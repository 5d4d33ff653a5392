import { describe, expect, test } from 'vitest';
import type { FaultPlan } from '#infra/local-runtime/faults.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { aLine, anOrder, aPayment, hours, minutes, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const open = (faults: FaultPlan, seed = 1) => World.open({}, { seed, faults });

/** Six orders short of their line, three of which said beforehand that they want their money back. */
async function sixShortOrders(world: World): Promise<void> {
  await world.put('Inventory', stockOf('MUG-BLUE', 1));
  for (let i = 0; i < 6; i++) {
    const lines = [aLine(i % 2 ? { ifUnavailable: 'refund' } : {})];
    await world.put('Payments', aPayment(3500, { orderId: `o-${i}` }));
    await world.put('Orders', anOrder({ orderId: `o-${i}`, orderNumber: `WEB-${1000 + i}`, lines }));
  }
}

/** Whatever went wrong on the way: each order has one case, one decision and one refund of what was paid, told once. */
async function expectAllPaidBackOnce(world: World, { mailsMayDouble = false } = {}): Promise<void> {
  const rows = await world.rows('Cases');
  const of = (entity: string) => rows.filter((row) => row.entity === entity);
  expect(of('case').map(({ state }) => state)).toEqual(Array(6).fill('refunding'));
  expect(of('decision')).toHaveLength(6);
  expect(of('refund')).toHaveLength(6);
  const payments = (await world.rows('Payments')) as unknown as Payment[];
  expect(payments.map(({ pendingRefundMinor }) => pendingRefundMinor)).toEqual(Array(6).fill(3000));
  const ids = new Set(detailsOf(world, 'RefundRequested').map(({ refundId }) => refundId));
  expect(ids.size).toBe(6);
  const mails = subjects(world);
  if (!mailsMayDouble) expect(mails).toHaveLength(new Set(mails).size);
  expect(new Set(mails).size).toBe(6 + 2 * 3);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 0, available: 1 });
}

describe('nothing is lost or done twice', () => {
  const plans: Record<string, { faults: FaultPlan; mailsMayDouble?: boolean }> = {
    'when streams deliver twice, out of sequence and again': {
      faults: { records: { duplicate: 0.3, reorder: 0.5, redeliver: 0.3 } },
    },
    'when calls fail before or after their effect, or are throttled': {
      faults: { calls: [{ caller: 'ordermend', before: 0.02, after: 0.02, throttled: 0.02 }] },
      mailsMayDouble: true,
    },
    'when functions crash in the middle or never end': {
      faults: { functions: [{ crash: 0.05, timeOut: 0.02 }] },
      mailsMayDouble: true,
    },
  };
  test.each(Object.entries(plans))(
    '%s',
    async (_, { faults, mailsMayDouble = false }) => {
      await using world = await open(faults, 7);
      await sixShortOrders(world);
      await world.pass(hours(60));
      await expectAllPaidBackOnce(world, { mailsMayDouble });
    },
    90_000,
  );
});

test.each(['before', 'after'] as const)('a crash %s the start of a run leaves one case with one run', async (when) => {
  await using world = await open({ calls: [{ service: 'states', operation: 'StartExecution', [when]: 1 }] });
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Orders', anOrder());
  await world.pass(minutes(1));
  expect((await theCase(world)).startedAt).toBeUndefined();
  world.runtime.faults.active = false;
  await world.pass(minutes(6));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'asking' }]);
  expect(subjects(world)).toHaveLength(1);
});

test('a case whose record was given up after six hours is started by the sweep', async () => {
  await using world = await open({ calls: [{ service: 'states', operation: 'StartExecution', before: 1 }] });
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Orders', anOrder());
  await world.pass(hours(7));
  expect(subjects(world)).toEqual([]);
  world.runtime.faults.active = false;
  await world.pass(hours(1) + minutes(5));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'asking' }]);
});

test('a relay that is down for six hours loses no answer: customers see their choice taken, runs follow later', async () => {
  await using world = await open({ calls: [{ service: 'states', operation: 'SendTaskSuccess', before: 1 }] });
  await aShortOrder(world);
  expect((await answers(world, { cancel: 'order' })).status).toBe(200);
  await world.pass(hours(6));
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  world.runtime.faults.active = false;
  await world.pass(minutes(65));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  expect(await theDecision(world)).toMatchObject({ by: 'customer', phase: 'final' });
});

test('events that the bus refused go out when it is back, under the same id', async () => {
  await using world = await open({ calls: [{ service: 'events', operation: 'PutEvents', before: 1 }] });
  await aShortOrder(world);
  await world.pass(hours(7));
  expect(detailsOf(world, 'CustomerAsked')).toEqual([]);
  world.runtime.faults.active = false;
  await world.pass(hours(2));
  const ids = detailsOf(world, 'CustomerAsked').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(1);
});

test('a poison record among a hundred is set aside at once, and the others are worked', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 1000));
  for (let i = 0; i < 100; i++) {
    const row = anOrder({ orderId: `o-${i}`, lines: [aLine({ quantity: 1 })] });
    await world.put('Orders', i === 42 ? { ...row, lines: 'none' } : row);
  }
  await world.pass(minutes(1));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 99 });
  const aside = (await world.rows('Cases')).filter(({ entity }) => entity === 'quarantine');
  expect(aside).toMatchObject([
    { pk: 'QUARANTINE#orders', code: 'TYPE_MISMATCH', keys: '{"orderId":"o-42"}', expiresAt: expect.any(Number) },
  ]);
});

test('a batch of a hundred records with poison at its first, a middle and its last place is worked through in one call', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 1000));
  await world.turnMapping('DetectOrders', false);
  const ids = Array.from({ length: 100 }, (_, i) => `o-${i}`);
  const poisoned = [0, 42, 99].map((place) => ids[place]!);
  await world.putAll(
    'Orders',
    ids.map((orderId) => {
      const row = anOrder({ orderId, lines: [aLine({ quantity: 1 })] });
      return poisoned.includes(orderId) ? { ...row, lines: 'none' } : row;
    }),
  );
  const Records = ids.map((orderId, i) => ({
    eventName: 'INSERT',
    dynamodb: {
      Keys: { orderId: { S: orderId } },
      NewImage: { orderId: { S: orderId } },
      SequenceNumber: `${1000 + i}`,
    },
  }));
  const answer = await world.runtime.invoke(world.runtime.resourceName('DetectOrders'), { Records });
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 97 });
  const aside = (await world.rows('Cases')).filter(({ entity }) => entity === 'quarantine');
  expect(aside.map(({ code, keys }) => [code, JSON.parse(String(keys)).orderId])).toEqual(
    poisoned.map((orderId) => ['TYPE_MISMATCH', orderId]),
  );
});

test('a shelf that cannot be read sets the orders aside that want it, and when it is mended they get their stock', async () => {
  await using world = await World.open();
  await world.put('Inventory', { ...stockOf('MUG-BLUE', 5), onHand: 'five' });
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder());
  await world.pass(minutes(5));
  const aside = (await world.rows('Cases')).filter(({ entity }) => entity === 'quarantine');
  expect(aside).toMatchObject([
    { pk: 'QUARANTINE#orders', code: 'TYPE_MISMATCH', field: expect.stringContaining('onHand') },
  ]);
  await world.put('Inventory', stockOf('MUG-BLUE', 5, { version: 2 }));
  await world.pass(hours(7));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 2, available: 3 });
  expect(await world.cases('o-1')).toEqual([]);
});

test('a run that is aborted leaves its case to staff with an alert', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  const { executions } = await world.runtime.call({
    service: 'states',
    operation: 'ListExecutions',
    input: { stateMachineArn: world.runtime.resourceName('OutOfStock') },
  });
  const [{ executionArn }] = executions as [{ executionArn: string }];
  await world.runtime.call({ service: 'states', operation: 'StopExecution', input: { executionArn } });
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'RUN_ABORTED' });
  expect(world.runtime.alerts.at(-1)?.message).toContain(`npm run case -- retry ${(await theCase(world)).caseId}`);
});
