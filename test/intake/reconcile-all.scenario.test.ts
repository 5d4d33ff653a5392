import { expect, test } from 'vitest';
import { anAttempt } from '#test/support/attempts.ts';
import { aParcel } from '#test/support/parcels.ts';
import { aLine, anOrder, aPayment, hours, minutes, stockOf } from '#test/support/shop.ts';
import { aShortOrder, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const now = ({ runtime }: World) => new Date(runtime.clock.now()).toISOString();

/** After so long what was written has been read through. */
const aPass = hours(6) + minutes(10);

const detectors = ['DetectOrders', 'DetectPayments', 'DetectInventory', 'DetectShipments'];

async function turnDetectors(world: World, on: boolean): Promise<void> {
  for (const name of detectors) await world.turnMapping(name, on);
}

/** A reservation of both mugs of a line. */
const held = [{ locationId: 'main', quantity: 2, state: 'held', roundId: 'round-0' }] as const;

/** An order of its own customer, placed now, with nothing wrong with it but what is named. */
const placedNow = (world: World, orderId: string, sku: string, changes: object = {}) =>
  anOrder({ orderId, createdAt: now(world), updatedAt: now(world), lines: [aLine({ sku })], ...changes });

async function paidFor(world: World, orderId: string): Promise<void> {
  await world.put('Payments', aPayment(3500, { orderId, createdAt: now(world) }));
}

test('with every mapping of the shop’s tables off for thirty hours, an order of each type, a restock, a shortage and a count are found', async () => {
  await using world = await World.open();
  const waiting = await aShortOrder(world, { order: { orderId: 'waits' } });
  await world.put('Inventory', stockOf('MUG-TEAL', 2));
  await world.put('Inventory', stockOf('MUG-GREY', 50));
  await world.put('Inventory', stockOf('MUG-RED', 0));
  await paidFor(world, 'loses');
  await world.put('Orders', placedNow(world, 'loses', 'MUG-TEAL'));
  await world.pass(minutes(5));
  expect(await world.stock('MUG-TEAL')).toMatchObject({ committed: 2, available: 0 });
  const { caseId } = await theCase(world, waiting.orderId);

  await turnDetectors(world, false);
  await world.pass(hours(1));
  for (const orderId of ['short', 'torn', 'shipped', 'gone']) await paidFor(world, orderId);
  await world.put('Orders', placedNow(world, 'short', 'MUG-RED'));
  await world.put('Orders', placedNow(world, 'unpaid', 'MUG-GREY', { paymentState: 'Pending' }));
  await world.put('Payments', anAttempt(world, 'unpaid', 'a-1'));
  const customer = { ...anOrder().customer, customerId: 'c-torn', email: 'kim@customer' };
  await world.put('Orders', placedNow(world, 'torn', 'MUG-GREY', { customer }));
  const left = { orderState: 'Complete', shipmentState: 'Shipped' };
  const lines = [aLine({ sku: 'MUG-GREY', reservations: [{ ...held[0], state: 'consumed' }] })];
  await world.put('Orders', placedNow(world, 'shipped', 'MUG-GREY', { ...left, lines }));
  await world.put('Shipments', aParcel({ orderId: 'shipped', createdAt: now(world), tag: 'Exception' }));
  const cancelRequest = { requestId: 'req-1', requestedAt: now(world), scope: 'order' };
  await world.put('Orders', placedNow(world, 'gone', 'MUG-GREY', { cancelRequest }));
  const updatedAt = now(world);
  await world.changeStock('MUG-BLUE', () => ({ onHand: 2, updatedAt }) as object);
  await world.changeStock('MUG-TEAL', () => ({ onHand: 0, updatedAt }) as object);
  const counts = ['wms', 'scan'].map((source) => ({ source, quantity: 40, countedAt: updatedAt }));
  await world.changeStock('MUG-GREY', () => ({ counts, updatedAt }) as object);
  // What runs by itself goes on; what a pass would find is not looked for before the thirty hours are over.
  await world.pass(hours(29));
  await world.pass(aPass);

  const typesOf = async (orderId: string) => (await world.cases(orderId)).map(({ type }) => type);
  expect(await typesOf('short')).toContain('out-of-stock');
  expect(await typesOf('unpaid')).toContain('payment-failure');
  expect(await typesOf('torn')).toContain('order-information-error');
  expect(await typesOf('shipped')).toContain('logistics-delay');
  expect(await typesOf('gone')).toContain('customer-cancellation');
  expect((await world.cases('waits')).find((each) => each.caseId === caseId)?.closedAt).toBeDefined();
  expect((await world.order('waits')).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
  expect(await typesOf('loses')).toContain('out-of-stock');
  expect(await world.stock('MUG-GREY')).toMatchObject({ onHand: 40 });

  const found = (await world.rows('Cases')).filter(({ entity }) => entity === 'case').map(({ caseId: id }) => id);
  await turnDetectors(world, true);
  await world.pass(2 * aPass);
  const after = (await world.rows('Cases')).filter(({ entity }) => entity === 'case').map(({ caseId: id }) => id);
  expect(after.sort()).toEqual(found.sort());
}, 120_000);
