import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import {
  asksToCancel,
  cancellationOf,
  casesOf,
  eventsAbout,
  mailsOf,
  newestMail,
  nowIn,
  openWorld,
  refundsOfOrder,
  tellsOf,
} from '#test/support/cancellation.ts';
import { booksOf } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, days, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

interface Moment {
  readonly moment: string;
  /** What happens to an order for two mugs of which one is on the shelf, until the customer cancels. */
  readonly until: (world: World) => Promise<unknown>;
  readonly stood: string;
  /** Mails of the shortage that went out before. */
  readonly mails: number;
  /** The shortage's case afterwards, and what it had given back by then. */
  readonly ends?: string;
  readonly before?: number;
}

const moments: readonly Moment[] = [
  { moment: 'while the shortage settles', until: (world) => world.pass(minutes(1)), stood: 'detected', mails: 0 },
  { moment: 'while its question is open', until: (world) => world.pass(minutes(3)), stood: 'asking', mails: 1 },
  { moment: 'after its reminder', until: (world) => world.pass(hours(25)), stood: 'asking', mails: 2 },
  {
    moment: 'while an answer can be taken back',
    until: async (world) => {
      await world.pass(minutes(3));
      await answers(world, { 'unit.line-1': 'refund-line' });
      await world.pass(minutes(2));
    },
    stood: 'asking',
    mails: 1,
  },
  {
    moment: 'while an accepted wait runs',
    until: async (world) => {
      await world.pass(minutes(3));
      await answers(world, { 'unit.line-1': 'wait' });
      await world.pass(minutes(3));
    },
    stood: 'waiting',
    mails: 2,
  },
  {
    moment: 'while its refund of a part is on the way',
    until: async (world) => {
      await world.pass(minutes(3));
      await answers(world, { 'unit.line-1': 'ship-refund-rest' });
      await world.pass(minutes(13));
    },
    stood: 'refunding',
    mails: 2,
    ends: 'refunding',
    before: 1500,
  },
];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** An order of its own with a shelf of its own, for a world of many. */
const numbered = (n: number) => ({ orderId: `o-${n}`, orderNumber: `WEB-${n}-0234` });
const mugs = (n: number) => aLine({ sku: `MUG-${n}` });
const tea = (n: number) => aLine({ lineId: 'line-2', sku: `TEA-${n}`, title: 'Tea' });

describe('a cancellation ends the shortage of its order, and all the money goes back once,', () => {
  test.each(moments.map((given, i) => ({ ...given, n: i + 1 })))('$moment', async ({ n, ...given }) => {
    const order = anOrder({ ...numbered(n), lines: [mugs(n)], createdAt: nowIn(world) });
    const { orderId } = order;
    const incoming = [{ purchaseOrderId: 'po-1', quantity: 10, expectedAt: inDays(20) }];
    await world.put('Inventory', stockOf(`MUG-${n}`, 1, { incoming }));
    await world.put('Payments', aPayment(3500, { orderId }));
    await world.put('Orders', order);
    await given.until(world);
    const shortage = async () => (await casesOf(world, orderId)).find(({ type }) => type === 'out-of-stock');
    expect(await shortage()).toMatchObject({ state: given.stood });
    expect(mailsOf(world, order)).toHaveLength(given.mails);

    await asksToCancel(world, orderId);
    expect(await world.order(orderId)).toMatchObject({ orderState: 'Open' });
    await tellsOf(world, orderId, 'WarehouseHoldConfirmed');
    expect(await shortage()).toMatchObject({ state: given.ends ?? 'superseded' });
    expect(await world.order(orderId)).toMatchObject({ orderState: 'Cancelled', holds: [], lines: [{ quantity: 0 }] });
    expect(await world.stock(`MUG-${n}`)).toMatchObject({ onHand: 1, committed: 0, available: 1 });

    const refunds = await refundsOfOrder(world, orderId);
    const mine = refunds.filter(({ type }) => type === 'customer-cancellation');
    expect(mine.map(({ amount }) => amount)).toEqual([3500 - (given.before ?? 0)]);
    expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(3500);
    expect(newestMail(world, order)).toContain('no answer is needed any more');
    expect(mailsOf(world, order)).toHaveLength(given.mails + 2);
  });

  test('and nothing more is written, opened or paid for a month', async () => {
    const mails = world.runtime.mailbox.length;
    await world.pass(days(30));
    expect(world.runtime.mailbox).toHaveLength(mails);
    const cases = await Promise.all(moments.map((_, i) => casesOf(world, `o-${i + 1}`)));
    expect(cases.map(({ length }) => length)).toEqual(moments.map(() => 2));
    const books = await booksOf(world);
    expect(books.map(({ payable, missing }) => ({ payable, missing }))).toEqual(
      moments.map(() => ({ payable: 3500, missing: [] })),
    );
  });
});

/** Two lines, of which the second cannot be had. */
async function anOrderWithoutItsTea(n: number): Promise<Order> {
  const order = anOrder({ ...numbered(n), lines: [mugs(n), tea(n)], createdAt: nowIn(world) });
  await world.put('Inventory', stockOf(`MUG-${n}`, 9));
  await world.put('Inventory', stockOf(`TEA-${n}`, 0));
  await world.put('Payments', aPayment(order.totalPriceMinor, { orderId: order.orderId }));
  await world.put('Orders', order);
  return order;
}

test('a question of another case waits while the warehouse is asked, and is not asked after the cancellation', async () => {
  const order = await anOrderWithoutItsTea(20);
  await asksToCancel(world, 'o-20');
  await world.pass(minutes(30));
  await tellsOf(world, 'o-20', 'WarehouseHoldConfirmed');
  await world.pass(days(5));
  const states = Object.fromEntries((await casesOf(world, 'o-20')).map(({ type, state }) => [type, state]));
  expect(states).toEqual({ 'customer-cancellation': 'refunding', 'out-of-stock': 'superseded' });
  expect(mailsOf(world, order).filter((subject) => subject.includes('out of stock'))).toEqual([]);
  expect(await refundsOfOrder(world, 'o-20')).toMatchObject([{ amount: order.totalPriceMinor }]);
});

test('a part that is cancelled frees the shortage of the rest for a question of its own', async () => {
  await anOrderWithoutItsTea(21);
  await world.pass(minutes(3));
  await asksToCancel(world, 'o-21', { scope: 'lines', lines: [{ lineId: 'line-1', quantity: 2 }] });
  await tellsOf(world, 'o-21', 'WarehouseHoldConfirmed');
  await world.pass(minutes(10));
  const found = await casesOf(world, 'o-21');
  expect(found.map(({ type, state }) => `${type} ${state}`).sort()).toEqual([
    'customer-cancellation refunding',
    'out-of-stock asking',
    'out-of-stock superseded',
  ]);
  expect(await cancellationOf(world, 'o-21')).toMatchObject({ refundMinor: 3000 });
  // A warehouse that goes by the events holds what the order says is held, the hold of the superseded case not among it.
  const ids = (detailType: string) => eventsAbout(world, 'o-21', detailType).map(({ holdId }) => String(holdId));
  const released = ids('OrderReleased');
  expect(ids('OrderHeld').filter((id) => !released.includes(id))).toEqual(
    (await world.order('o-21')).holds.map(({ holdId }) => holdId),
  );
});

test('a case that was decided in the night and only has to say so in the morning does not hold a cancellation up', async () => {
  await using night = await openWorld();
  const order = anOrder({ createdAt: nowIn(night) });
  await night.put('Inventory', stockOf('MUG-BLUE', 0));
  await night.put('Payments', aPayment(3500));
  await night.put('Orders', order);
  await night.pass(hours(16));
  await night.changeStock('MUG-BLUE', ({ onHand }) => ({ onHand: onHand + 5 }));
  await night.pass(minutes(3));
  const mails = mailsOf(night, order).length;
  await asksToCancel(night, 'o-1');
  await tellsOf(night, 'o-1', 'WarehouseHoldConfirmed');
  await night.pass(days(2));
  const states = Object.fromEntries((await casesOf(night, 'o-1')).map(({ type, state }) => [type, state]));
  expect(states).toEqual({ 'customer-cancellation': 'refunding', 'out-of-stock': 'superseded' });
  expect(await night.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  expect(mailsOf(night, order)).toHaveLength(mails + 2);
  expect(night.runtime.alerts.filter(({ subject }) => subject?.includes('a run ended'))).toEqual([]);
});
