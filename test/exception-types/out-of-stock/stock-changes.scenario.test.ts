import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, days, hours, inDays, minutes, start, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { standingOrders } from '#test/support/standing-orders.ts';
import { World } from '#test/support/world.ts';

const seconds = (n: number) => n * 1000;

test('a shelf that turns out to hold less takes stock from the newest order, which is then asked', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 5));
  for (const [i, orderId] of ['o-1', 'o-2'].entries()) {
    await world.put('Payments', aPayment(3500, { orderId }));
    await world.put('Orders', anOrder({ orderId, createdAt: new Date(start.getTime() + i * 1000).toISOString() }));
    await world.pass(minutes(1));
  }
  await world.changeStock('MUG-BLUE', () => ({ onHand: 3 }));
  await world.pass(minutes(5));
  expect((await world.order('o-1')).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
  expect((await world.order('o-2')).lines[0]?.reservations).toMatchObject([{ quantity: 1, state: 'held' }]);
  expect(await world.cases('o-1')).toEqual([]);
  expect(await theCase(world, 'o-2')).toMatchObject({ state: 'asking' });
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 3, available: 0 });
});

test('a count that two sources contradict is corrected, staff are told, and the open orders are looked at again', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 120));
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder({ lines: [aLine({ quantity: 20 })] }));
  await world.pass(minutes(1));
  const countedAt = start.toISOString();
  await world.changeStock('MUG-BLUE', () => ({
    counts: [
      { source: 'wms', quantity: 12, countedAt },
      { source: 'scan', quantity: 12, countedAt },
    ],
  }));
  await world.pass(minutes(5));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ onHand: 12, committed: 12, available: 0 });
  expect(detailsOf(world, 'StockCountCorrected')).toMatchObject([{ from: 120, to: 12, sources: ['wms', 'scan'] }]);
  expect(world.runtime.alerts.map(({ subject }) => subject)).toContain('stock count of MUG-BLUE corrected');
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
});

test('a count that was right when it was taken does not correct the shelf after goods have been shipped', async () => {
  await using world = await World.open();
  const counts = ['wms', 'scan'].map((source) => ({ source, quantity: 12, countedAt: start.toISOString() }));
  await world.put('Inventory', stockOf('MUG-BLUE', 12, { counts }));
  await world.pass(minutes(1));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 2 }));
  await world.pass(minutes(1));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ onHand: 2 });
  expect(detailsOf(world, 'StockCountCorrected')).toEqual([]);
});

test('counts that disagree change nothing and ask for a count by hand, once', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 120));
  await world.pass(minutes(1));
  const counts = [
    { source: 'wms', quantity: 12, countedAt: start.toISOString() },
    { source: 'scan', quantity: 80, countedAt: start.toISOString() },
  ];
  for (let i = 0; i < 3; i++) {
    await world.changeStock('MUG-BLUE', () => ({ counts }));
    await world.pass(minutes(1));
  }
  expect(await world.stock('MUG-BLUE')).toMatchObject({ onHand: 120 });
  expect(detailsOf(world, 'StockCountRequested')).toHaveLength(1);
  expect(detailsOf(world, 'StockCountCorrected')).toEqual([]);
});

test('stock that arrives while the question is open answers it: reserved, closed within a minute, good news by mail', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  const link = world.link();
  expect((await world.order('o-1')).holds).toHaveLength(1);
  await world.changeStock('MUG-BLUE', () => ({ onHand: 5 }));
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'resolved-upstream', messages: 2 });
  expect(await theDecision(world)).toMatchObject({ by: 'events', phase: 'final' });
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 2, available: 3 });
  expect(await world.order('o-1')).toMatchObject({ allocationRound: 1, holds: [] });
  expect(subjects(world)).toHaveLength(2);
  expect(world.runtime.mailbox[1]?.text).toContain('has arrived');
  expect((await world.get(link)).status).toBe(410);
  await world.pass(days(4));
  expect(subjects(world)).toHaveLength(2);
});

test('a shortage that is gone before it has lasted closes silently', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Orders', anOrder());
  await world.pass(minutes(1));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 5 }));
  await world.pass(minutes(5));
  expect(await theCase(world)).toMatchObject({ state: 'resolved-upstream' });
  expect(subjects(world)).toEqual([]);
});

test('two orders race for the last unit: one has it, the other is asked', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 1));
  const lines = [aLine({ quantity: 1 })];
  await Promise.all(
    ['o-1', 'o-2'].map(async (orderId) => {
      await world.put('Payments', aPayment(2000, { orderId }));
      await world.put('Orders', anOrder({ orderId, lines }));
    }),
  );
  await world.pass(minutes(4));
  const asked = (await Promise.all(['o-1', 'o-2'].map((id) => world.cases(id)))).flat();
  expect(asked).toMatchObject([{ state: 'asking' }]);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 1, available: 0 });
});

test('stock given back by one order goes to the oldest that waits', async () => {
  await using world = await World.open();
  await aShortOrder(world, { available: 1 });
  await world.put('Payments', aPayment(2000, { orderId: 'o-2' }));
  const later = { orderId: 'o-2', lines: [aLine({ quantity: 1 })], createdAt: inDays(0.01) };
  await world.put('Orders', anOrder(later));
  const link = world.link();
  await world.pass(minutes(4));
  await answers(world, { 'unit.line-1': 'refund-line' }, link);
  await world.pass(minutes(12));
  expect((await world.order('o-2')).lines[0]?.reservations).toMatchObject([{ quantity: 1, state: 'held' }]);
  expect(await theCase(world, 'o-2')).toMatchObject({ state: 'resolved-upstream' });
});

test('what is missing is requested once, and the difference once more after incoming stock shows', async () => {
  await using world = await World.open();
  await aShortOrder(world, { shelf: { safetyStock: 0 } });
  expect(detailsOf(world, 'ReplenishmentRequested')).toMatchObject([{ sku: 'MUG-BLUE', quantity: 2, backlog: 2 }]);
  const another = async (orderId: string) => {
    await world.put('Orders', anOrder({ orderId }));
    await world.pass(minutes(3));
  };
  await another('o-2');
  expect(detailsOf(world, 'ReplenishmentRequested')).toHaveLength(1);
  await world.changeStock('MUG-BLUE', () => ({
    incoming: [{ purchaseOrderId: 'po-1', quantity: 2, expectedAt: inDays(20) }],
  }));
  await another('o-3');
  expect(detailsOf(world, 'ReplenishmentRequested')).toMatchObject([{ quantity: 2 }, { quantity: 4, incoming: 2 }]);
  await world.pass(hours(1));
});

/** Two more mugs are ordered that are not there. */
async function anotherShortOrder(world: World, orderId: string): Promise<void> {
  const at = new Date(world.runtime.clock.now()).toISOString();
  await world.put('Orders', anOrder({ orderId, createdAt: at, updatedAt: at }));
  await world.pass(minutes(3));
}

const requestedUnits = (world: World) => detailsOf(world, 'ReplenishmentRequested').map(({ quantity }) => quantity);

test('what comes to be missing within 24 hours of a request waits for them to pass; each later request is for the difference', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  // Silence decides nothing for a business: it still waits when the last of these orders is placed.
  const customer = { ...anOrder().customer, kind: 'business' as const };
  await aShortOrder(world, { shelf: { safetyStock: 3, available: -3 }, order: { customer } });
  expect(requestedUnits(world)).toEqual([2 + 3]);
  await world.pass(hours(23));
  await anotherShortOrder(world, 'o-2');
  expect(requestedUnits(world)).toEqual([5]);
  await world.pass(hours(1));
  await anotherShortOrder(world, 'o-3');
  expect(detailsOf(world, 'ReplenishmentRequested')[1]).toMatchObject({ quantity: 4, backlog: 6, incoming: 0 });
  await world.pass(hours(25) - minutes(3));
  await anotherShortOrder(world, 'o-4');
  expect(requestedUnits(world)).toEqual([5, 4, 2]);
});

test('a request whose goods have come and gone is taken off no later one', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  await world.changeStock('MUG-BLUE', () => ({
    incoming: [{ purchaseOrderId: 'po-1', quantity: 2, expectedAt: inDays(20) }],
  }));
  await world.pass(days(1));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 2, incoming: [] }));
  await world.pass(days(1));
  expect(await theCase(world)).toMatchObject({ state: 'resolved-upstream' });
  await anotherShortOrder(world, 'o-2');
  expect(requestedUnits(world)).toEqual([2, 2]);
});

test('lines that are not from stock are never short', async () => {
  await using world = await World.open();
  const supplies = ['preorder', 'made-to-order', 'dropship', 'digital'] as const;
  const lines = supplies.map((supply, i) => aLine({ lineId: `line-${i}`, sku: `SKU-${i}`, supply }));
  await world.put('Orders', anOrder({ lines }));
  await world.pass(minutes(5));
  expect(await world.cases('o-1')).toEqual([]);
});

test('an order of 541 lines gets all its stock, transaction by transaction', async () => {
  await using world = await World.open();
  const lines = Array.from({ length: 541 }, (_, i) =>
    aLine({ lineId: `line-${i}`, sku: `SKU-${i % 500}`, quantity: 1 }),
  );
  await world.putAll(
    'Inventory',
    [...Array(500).keys()].map((i) => stockOf(`SKU-${i}`, 2)),
  );
  await world.put('Orders', anOrder({ lines }));
  await world.pass(minutes(1));
  const order = await world.order('o-1');
  expect(order.lines.filter(({ reservations }) => reservations.length === 1)).toHaveLength(541);
  expect(await world.cases('o-1')).toEqual([]);
});

test('an order that is shipped is counted off, and nothing is walked for it any more', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 5));
  await world.put('Orders', anOrder());
  await world.pass(minutes(1));
  const of = async (entity: string) => (await world.rows('Cases')).filter((row) => row.entity === entity);
  expect([await of('demand'), await of('open')].map(({ length }) => length)).toEqual([1, 1]);
  await world.change('o-1', ({ lines }) => ({
    orderState: 'Complete',
    shipmentState: 'Shipped',
    lines: lines.map((line) => ({
      ...line,
      reservations: line.reservations.map((r) => ({ ...r, state: 'consumed' })),
    })),
  }));
  await world.pass(minutes(1));
  expect([await of('demand'), await of('open')].map(({ length }) => length)).toEqual([0, 0]);
});

test('of 10,000 open orders on one SKU, the newest give stock up and the oldest that wait get it', async () => {
  await using world = await World.open();
  const count = 10_000;
  const held = { locationId: 'main', quantity: 1, state: 'held', roundId: 'round-0' } as const;
  const orders = Array.from({ length: count }, (_, i) => {
    const createdAt = new Date(start.getTime() - (count - i) * 1000).toISOString();
    const lines = [aLine({ quantity: 1, reservations: [held] })];
    return anOrder({ orderId: `o-${i}`, createdAt, updatedAt: createdAt, lines });
  });
  await standingOrders(world, orders, [stockOf('MUG-BLUE', count, { committed: count, available: 0 })]);
  await world.changeStock('MUG-BLUE', () => ({ onHand: count - 30 }));
  await world.pass(seconds(90));
  const short = async () =>
    ((await world.rows('Orders')) as unknown as Order[])
      .filter(({ lines }) => lines[0]!.reservations.length === 0)
      .map(({ orderId }) => Number(orderId.slice(2)))
      .sort((a, b) => a - b);
  const newest = Array.from({ length: 30 }, (_, i) => count - 30 + i);
  expect(await short()).toEqual(newest);
  await world.changeStock('MUG-BLUE', ({ onHand }) => ({ onHand: onHand + 10 }));
  await world.pass(seconds(10));
  expect(await short()).toEqual(newest.slice(10));
}, 300_000);
