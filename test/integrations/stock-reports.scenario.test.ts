import { expect, test } from 'vitest';
import { reports } from '#test/support/refund-story.ts';
import { anOrder, aPayment, inDays, minutes, start, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const shelf = { sku: 'MUG-BLUE', locationId: 'main' };
const at = (minutesOn: number) => new Date(start.getTime() + minutes(minutesOn)).toISOString();
const count = (quantity: number, minutesOn: number, source = 'wms') => ({
  ...shelf,
  source,
  quantity,
  countedAt: at(minutesOn),
});

test('a count is written onto its shelf as the shop would: the latest of each source, a version on', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 12));
  await reports(world, 'StockCounted', count(12, 1), 3);
  await reports(world, 'StockCounted', count(13, 1, 'scan'));
  await reports(world, 'StockCounted', count(11, 5));
  const { counts, version, ordermendVersion } = await world.stock('MUG-BLUE');
  expect(counts).toEqual([
    { source: 'scan', quantity: 13, countedAt: at(1) },
    { source: 'wms', quantity: 11, countedAt: at(5) },
  ]);
  expect(version).toBe(4);
  expect(ordermendVersion, 'it is not passed over as a write of our own').not.toBe(version);
});

test('a count that is older than what is known changes nothing', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 12));
  await reports(world, 'StockCounted', count(12, 5));
  await reports(world, 'StockCounted', count(99, 1));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ version: 2, counts: [{ quantity: 12 }] });
});

test('an expected delivery is announced once, and the same purchase order moves it', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 12));
  const delivery = { ...shelf, purchaseOrderId: 'PO-1', quantity: 40, expectedAt: inDays(7) };
  await reports(world, 'ReplenishmentScheduled', delivery, 3);
  await reports(world, 'ReplenishmentScheduled', { ...delivery, expectedAt: inDays(9) });
  const { incoming, version } = await world.stock('MUG-BLUE');
  expect(incoming).toEqual([{ purchaseOrderId: 'PO-1', quantity: 40, expectedAt: inDays(9) }]);
  expect(version).toBe(3);
});

test('a delivery that is announced while an order is short is offered to its customer as a wait', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Payments', aPayment(3500));
  await reports(world, 'ReplenishmentScheduled', {
    ...shelf,
    purchaseOrderId: 'PO-1',
    quantity: 40,
    expectedAt: inDays(20),
  });
  await world.put('Orders', anOrder());
  await world.pass(minutes(3));
  const [asked] = await world.cases('o-1');
  expect(JSON.stringify(asked?.offer)).toContain(inDays(20));
});

test('a report of a shelf that is not ours, or that makes no sense, is set aside with an alert to operations', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 12));
  await reports(world, 'StockCounted', { ...count(12, 1), locationId: 'elsewhere' });
  await reports(world, 'StockCounted', count(-1, 1));
  const aside = (await world.rows('Cases')).filter(({ entity }) => entity === 'quarantine');
  expect(aside.map(({ code }) => code).sort()).toEqual(['EVENT_INVALID', 'SHELF_UNKNOWN']);
  expect(world.runtime.alerts.map(({ topic }) => topic)).toEqual([
    expect.stringMatching(/operations$/),
    expect.stringMatching(/operations$/),
  ]);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ version: 1 });
});
