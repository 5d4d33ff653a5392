import { expect, test } from 'vitest';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const automatic = {
  types: { 'payment-failure': { mode: 'automatic' }, 'out-of-stock': { mode: 'automatic' } },
} as const;

/** An order whose card was refused, 25 minutes later: its question is out. */
async function aRefusedOrder(world: World, orderId = 'o-1', changes: Parameters<typeof anOrder>[0] = {}) {
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ orderId, paymentState: 'Failed', ...changes }));
  await world.put('Payments', anAttempt(world, orderId, 'pay-1'));
  await world.pass(minutes(25));
}

const subjects = (world: World) => world.runtime.mailbox.map(({ subject }) => subject);
const held = async (world: World, orderId = 'o-1') => (await world.order(orderId)).holds.map(({ reason }) => reason);
const reserved = async (world: World, orderId = 'o-1') =>
  (await world.order(orderId)).lines.flatMap(({ reservations }) => reservations).length;

const casesByType = async (world: World) =>
  Object.fromEntries((await world.cases('o-1')).map(({ type, state }) => [type, state]));

async function offerHash(world: World): Promise<string> {
  const { body } = await world.get(world.link());
  return /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

test('unpaid to the end: two reminders, held after a day, goods given back after two, cancelled after seven', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusedOrder(world);
  await world.pass(hours(2));
  expect(subjects(world)).toHaveLength(2);
  await world.pass(hours(21));
  expect(await held(world)).toEqual([]);
  await world.pass(hours(2));
  expect(subjects(world)).toHaveLength(3);
  expect(await held(world)).toEqual(['AWAITING_PAYMENT']);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 8, committed: 2 });
  await world.pass(days(1));
  expect(await reserved(world)).toBe(0);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 10, committed: 0 });
  await world.pass(days(4));
  expect(await world.cases('o-1')).toMatchObject([{ type: 'payment-failure', state: 'asking' }]);
  await world.pass(days(1) + hours(1));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'cancelled' }]);
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled', totalPriceMinor: 0, holds: [] });
  expect(world.eventTypes()).toEqual(expect.arrayContaining(['OrderHeld', 'OrderReleased', 'OrderCancelled']));
  expect(world.eventTypes()).not.toContain('RefundRequested');
  expect(subjects(world)).toEqual([
    'Order WEB-100234: the payment is not complete yet',
    'Reminder: order WEB-100234 is not paid yet',
    'Reminder: order WEB-100234 is not paid yet',
    'Order WEB-100234: the payment has been taken care of',
  ]);
  expect(world.runtime.mailbox.at(-1)?.text).toContain('You have not been charged');
}, 120_000);

test('a payment that comes while the order is held, its goods given back, resumes it by itself', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusedOrder(world);
  await world.pass(days(3));
  expect(await held(world)).toEqual(['AWAITING_PAYMENT']);
  expect(await reserved(world)).toBe(0);
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2', { method: 'line-pay' }));
  await world.pass(minutes(2));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(await held(world)).toEqual([]);
  expect(await reserved(world)).toBe(1);
  expect(world.eventTypes()).toContain('OrderReleased');
  expect(world.runtime.mailbox.at(-1)?.text).toContain('the payment for your order WEB-100234 is complete');
}, 120_000);

test('the pay link sets the goods aside again before it shows where to pay, and for two hours', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusedOrder(world);
  await world.pass(days(3));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 0 });
  for (let i = 0; i < 5; i++) await world.get(world.link());
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 0 });
  const reply = await world.post(world.link(), { offer: await offerHash(world), 'unit.payment': 'method:apple-pay' });
  expect(reply.status).toBe(200);
  expect(reply.body).toContain('href="https://shop.example/pay/WEB-100234?by=apple-pay"');
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 8, committed: 2 });
  expect(await world.cases('o-1')).toMatchObject([{ state: 'asking' }]);
  expect(await held(world)).toEqual(['AWAITING_PAYMENT']);
  await world.pass(hours(3));
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 10, committed: 0 });
}, 120_000);

test('no goods, no payment: the customer is told so, and the shortage is asked about first', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusedOrder(world);
  await world.pass(days(3));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 0 }));
  await world.pass(minutes(1));
  const paymentLink = world.link();
  const reply = await world.post(world.link(), { offer: await offerHash(world), 'unit.payment': 'method:apple-pay' });
  expect(reply.status).toBe(409);
  expect(reply.body).toContain('GOODS_GONE');
  expect(reply.body).not.toContain('https://shop.example/pay');
  await world.pass(minutes(10));
  expect(await casesByType(world)).toMatchObject({ 'out-of-stock': 'asking', 'payment-failure': 'pursuing' });
  expect(world.runtime.mailbox.at(-1)?.subject).toContain('out of stock');
  const mails = world.runtime.mailbox.length;
  await world.changeStock('MUG-BLUE', () => ({ onHand: 5 }));
  await world.pass(minutes(10));
  expect(await casesByType(world)).toMatchObject({ 'out-of-stock': 'resolved-upstream', 'payment-failure': 'asking' });
  expect(world.runtime.mailbox.length).toBe(mails + 1);
  expect((await world.get(paymentLink)).body).toContain('method:apple-pay');
}, 120_000);

test('the card that was refused is not offered again, and whoever cancels is charged nothing', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusedOrder(world);
  const { body } = await world.get(world.link());
  expect(body).toContain('method:apple-pay');
  expect(body).not.toContain('method:card');
  expect(body).not.toContain('method:cash-on-delivery');
  expect(body).not.toContain('method:invoice');
  const fields = { offer: await offerHash(world), cancel: 'order' };
  await world.post(world.link(), fields);
  expect((await world.post(world.link(), { ...fields, confirm: '0234' })).status).toBe(200);
  await world.pass(minutes(12));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'cancelled' }]);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 10, committed: 0 });
  expect(world.runtime.mailbox.at(-1)?.text).toContain('has been cancelled, as you asked');
}, 120_000);

test('while another attempt is pending nothing is asked; when it fails too, the same case asks', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Pending' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(minutes(10));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-2', { status: 'pending', method: 'convenience-store' }));
  await world.pass(days(2));
  expect(await world.cases('o-1')).toMatchObject([{ subject: 'pay-1', state: 'pursuing' }]);
  expect(world.runtime.mailbox).toEqual([]);
  expect(await held(world)).toEqual([]);
  await world.put('Payments', { ...anAttempt(world, 'o-1', 'pay-2', { method: 'convenience-store' }), version: 2 });
  await world.pass(minutes(5));
  expect(await world.cases('o-1')).toMatchObject([{ subject: 'pay-1', state: 'asking' }]);
  expect(world.runtime.mailbox).toHaveLength(1);
}, 120_000);

test('a code that nobody pays is found by the clock alone', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Pending' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', { status: 'pending', method: 'bank-transfer' }));
  await world.pass(hours(71));
  expect(await world.cases('o-1')).toEqual([]);
  await world.pass(hours(2));
  expect(await world.cases('o-1')).toMatchObject([{ causeCode: 'not-paid-in-time', state: 'asking' }]);
}, 120_000);

test('the same goods paid by another order: this one asks nothing, and is given up when its time is over', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Orders', anOrder({ orderId: 'o-2', orderNumber: 'WEB-200', customer: anOrder().customer }));
  await world.put('Payments', aCapture(world, 'o-2', 'pay-9'));
  await aRefusedOrder(world);
  await world.pass(days(6));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'pursuing' }]);
  await world.pass(days(1) + hours(1));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'cancelled' }]);
  expect(world.runtime.mailbox).toEqual([]);
}, 120_000);

test('a shop that only watches is not written to, and nobody is mailed', async () => {
  await using world = await World.open({ types: {} });
  await aRefusedOrder(world);
  expect(await world.cases('o-1')).toMatchObject([{ state: 'observed' }]);
  expect((await world.order('o-1')).version).toBe(1);
  expect(world.runtime.mailbox).toEqual([]);
}, 120_000);

test('an order that is cancelled by the shop ends the case without a word', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusedOrder(world);
  await world.change('o-1', () => ({ orderState: 'Cancelled' }));
  await world.pass(minutes(2));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'superseded' }]);
  expect(world.runtime.mailbox).toHaveLength(1);
}, 120_000);

test('a hold that waits for approval calls staff once, however often the rows change meanwhile', async () => {
  await using world = await World.open({ types: { 'payment-failure': { mode: 'approve' } } });
  await theSweepRests(world);
  await aRefusedOrder(world);
  const [{ pk, caseId, orderId }] = (await world.cases('o-1')) as [{ pk: string; caseId: string; orderId: string }];
  await world.release({ pk, caseId, orderId }, 'ask');
  await world.pass(days(1) + hours(2));
  const calls = () => world.runtime.alerts.filter(({ subject }) => subject?.includes('waits for approval (errand'));
  expect(calls()).toHaveLength(1);
  for (let n = 0; n < 3; n++) {
    await world.change('o-1', () => ({}));
    await world.pass(minutes(5));
  }
  expect(calls()).toHaveLength(1);
  expect(await held(world)).toEqual([]);
});
