import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseIdOf } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { days, hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { answers, aWorldThatMends, casesOf, dallas, placed, subjectsOf } from './details.ts';

let world: World;
beforeAll(async () => {
  world = await aWorldThatMends();
  // What is found here is found by the order that was paid, not by going over the orders again.
  await theSweepRests(world);
});
afterAll(() => world[Symbol.asyncDispose]());

const type = 'order-information-error';
const idOf = (orderId: string, other: string) => caseIdOf(type, orderId, `duplicate:${other}`);
/** What has been asked about an order as one of two. */
const askedTwice = async (orderId: string) =>
  (await casesOf(world, orderId))
    .filter((found) => found.type === type)
    .map(({ caseId, state }) => ({ caseId, state }));
const again = (orderId: string, { customer }: Order, fields: Partial<Order> = {}) =>
  placed(world, orderId, { shippingAddress: dallas, customer, ...fields });
const isPaid = (orderId: string) => world.change(orderId, () => ({ paymentState: 'Paid' }));

test('a duplicate whose earlier order is paid last is asked about when that one is paid', async () => {
  const first = await placed(world, 'late-1', { shippingAddress: dallas, paymentState: 'Failed' });
  await again('late-2', first);
  await world.pass(days(6));
  expect(await askedTwice('late-2')).toEqual([]);
  await isPaid('late-1');
  await world.pass(minutes(5));
  expect(await askedTwice('late-2')).toEqual([{ caseId: idOf('late-2', 'late-1'), state: 'asking' }]);
  expect(await askedTwice('late-1')).toEqual([]);
  expect(subjectsOf(world).at(-1)).toBe('Order WEB-late-2-0234: did you mean to order this twice?');
  const found = (await casesOf(world, 'late-2')).find((each) => each.type === type);
  expect(found?.reports[0]?.impact).toMatchObject({ otherOrders: 1, customers: 1 });
  await world.change('late-1', () => ({}));
  await world.change('late-2', () => ({}));
  await world.pass(hours(1));
  expect(await askedTwice('late-2')).toHaveLength(1);
});

test('what the customer has answered, and what has left, is not asked about when the earlier order changes again', async () => {
  const first = await placed(world, 'kept-1', { shippingAddress: dallas, paymentState: 'Pending' });
  await again('kept-2', first);
  await again('kept-3', first, { shipmentState: 'Shipped' });
  await isPaid('kept-1');
  await world.pass(minutes(5));
  await answers(world, { 'unit.duplicate': 'keep' });
  await world.pass(minutes(15));
  await world.change('kept-1', () => ({}));
  await world.pass(hours(1));
  expect(await askedTwice('kept-2')).toEqual([{ caseId: idOf('kept-2', 'kept-1'), state: 'resolved' }]);
  expect(await askedTwice('kept-3')).toEqual([]);
});

test('of three orders the third is asked about once, whichever of the others is paid last', async () => {
  for (const last of ['1', '2']) {
    const name = (n: string) => `of-${last}-${n}`;
    const unpaid = { paymentState: 'Pending' } as const;
    const first = await placed(world, name('1'), { shippingAddress: dallas, ...(last === '1' && unpaid) });
    await again(name('2'), first, last === '2' ? unpaid : {});
    await again(name('3'), first);
    await world.pass(minutes(5));
    const asked = await askedTwice(name('3'));
    expect(asked).toMatchObject([{ state: 'asking' }]);
    await isPaid(name(last));
    await world.pass(minutes(5));
    expect(await askedTwice(name('3'))).toEqual(asked);
    expect(await askedTwice(name('2'))).toMatchObject([{ caseId: idOf(name('2'), name('1')) }]);
    await answers(world, { 'unit.duplicate': 'keep' });
    await world.pass(days(2));
    for (const n of ['1', '2', '3']) await world.change(name(n), () => ({}));
    await world.pass(hours(1));
    expect(await askedTwice(name('3'))).toMatchObject([{ state: 'resolved' }]);
  }
});
