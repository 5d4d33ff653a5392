import { expect, test } from 'vitest';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const automatic = { types: { 'payment-failure': { mode: 'automatic' } } } as const;

const requestsIn = (world: World) => detailsOf(world, 'RefundRequested');

test('an order paid twice: the second payment goes back, the order goes on at its price', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder());
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(minutes(1));
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2'));
  await world.pass(minutes(1));
  await world.put('Payments', aCapture(world, 'o-1', 'pay-3', { method: 'alipay' }));
  await world.pass(minutes(30));
  expect(requestsIn(world)).toMatchObject([{ amount: 3500, paymentAttemptId: 'pay-3', unapplied: 3500 }]);
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Open', totalPriceMinor: 3500 });
  expect(world.eventTypes()).not.toContain('OrderAmended');
  expect(world.runtime.mailbox.at(-1)?.text).toContain('was paid twice');
  await world.pass(hours(3));
  expect(requestsIn(world)).toHaveLength(1);
}, 120_000);

test('an odd amount too much goes to staff; a refund by the shop ends it', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder());
  await world.put('Payments', aCapture(world, 'o-1', 'pay-1', { amount: 3600 }));
  await world.pass(minutes(25));
  expect(await world.cases('o-1')).toMatchObject([
    { causeCode: 'overpaid', state: 'needs-staff', reasonCode: 'OVERPAID' },
  ]);
  expect(requestsIn(world)).toEqual([]);
  const row = await world.payment('o-1');
  await world.put('Payments', { ...row, refundedMinor: 100, refundableMinor: 3500, version: 2 });
  await world.pass(minutes(5));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(world.runtime.mailbox).toEqual([]);
}, 120_000);

test('too little paid: the rest is asked for by any method, and a part that stays is for staff', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  for (const orderId of ['o-1', 'o-2']) {
    await world.put(
      'Orders',
      anOrder({ orderId, orderNumber: `WEB-10${orderId}`, customer: { ...anOrder().customer, customerId: orderId } }),
    );
    await world.put('Payments', aCapture(world, orderId, 'pay-1', { amount: 3000, method: 'bank-transfer' }));
  }
  await world.pass(minutes(25));
  expect(world.runtime.mailbox).toHaveLength(2);
  expect(world.runtime.mailbox[0]?.text).toContain('$5 is still to be paid');
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2', { amount: 500 }));
  await world.pass(minutes(5));
  expect(await world.cases('o-1')).toMatchObject([{ causeCode: 'underpaid', state: 'resolved-upstream' }]);
  await world.pass(days(7) + hours(2));
  expect(await world.cases('o-2')).toMatchObject([{ state: 'needs-staff', reasonCode: 'PARTLY_PAID' }]);
  expect(await world.order('o-2')).toMatchObject({ orderState: 'Open' });
}, 120_000);

test('the customer who cancels an order paid in part gets that part back; what was authorised is released', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder());
  await world.put('Payments', aCapture(world, 'o-1', 'voucher-1', { amount: 1000, method: 'voucher' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-2', { amountMinor: 2500 }));
  await world.pass(minutes(25));
  const { body } = await world.get(world.link());
  expect(body).toContain('$10');
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await world.post(world.link(), { offer, cancel: 'order', confirm: '0234' });
  await world.pass(minutes(15));
  expect(requestsIn(world)).toMatchObject([{ amount: 1000, paymentAttemptId: 'voucher-1' }]);
}, 120_000);
