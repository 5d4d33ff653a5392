import { expect, test } from 'vitest';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { detailsOf, subjects } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const automatic = { types: { 'payment-failure': { mode: 'automatic' } } } as const;

/** An order that waits for its payment, its goods on the shelf. */
async function anUnpaidOrder(world: World, changes: Parameters<typeof anOrder>[0] = {}) {
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Pending', ...changes }));
}

const casesOf = async (world: World, orderId = 'o-1') => (await world.cases(orderId)) as unknown as CaseRecord[];

test('an authorisation that lapses before anything was captured is asked about, and another method ends it', async () => {
  await using world = await World.open(automatic);
  await anUnpaidOrder(world);
  const authorized = anAttempt(world, 'o-1', 'pay-1', { status: 'authorized', authorizedMinor: 3500 });
  const { declineCode: _, ...row } = authorized;
  await world.put('Payments', row);
  await world.pass(hours(2));
  expect(await casesOf(world), 'to be captured when it ships').toEqual([]);
  await world.put('Payments', { ...row, status: 'voided', version: 2 });
  await world.pass(minutes(25));
  expect(await casesOf(world)).toMatchObject([
    { causeCode: 'authorization-lapsed', causeKey: 'authorization-lapsed:pay-1', state: 'asking' },
  ]);
  expect(subjects(world)).toEqual(['Order WEB-100234: the payment is not complete yet']);
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2', { method: 'alipay' }));
  await world.pass(minutes(2));
  expect(await casesOf(world)).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(detailsOf(world, 'RefundRequested')).toEqual([]);
});

test('an authorisation that is not captured two days before it lapses is told to staff, once, and to nobody else', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  const promisedDeliveryAt = new Date(world.runtime.clock.now() + days(20)).toISOString();
  for (const orderId of ['waits', 'goes']) {
    await world.put('Orders', anOrder({ orderId, paymentState: 'Pending', promisedDeliveryAt }));
    const { declineCode: _, ...row } = anAttempt(world, orderId, 'pay-1', { authorizedMinor: 3500 });
    await world.put('Payments', { ...row, status: 'authorized' });
  }
  await world.pass(days(3));
  const captured = { status: 'captured', capturedMinor: 3500, refundableMinor: 3500, version: 2 };
  await world.put('Payments', { ...(await world.payment('goes')), ...captured });
  await world.pass(days(2) - minutes(10));
  expect(await casesOf(world, 'waits')).toEqual([]);
  await world.pass(hours(1));
  expect(await casesOf(world, 'waits')).toMatchObject([
    { causeCode: 'authorization-lapsing', state: 'needs-staff', reasonCode: 'AUTHORIZATION_LAPSES', subject: 'pay-1' },
  ]);
  const alerts = () => world.runtime.alerts.filter(({ message }) => message.includes('payment-failure-waits'));
  const told = alerts().length;
  await world.pass(days(1));
  expect(alerts()).toHaveLength(told);
  expect(await casesOf(world, 'goes')).toEqual([]);
  expect(world.runtime.mailbox).toEqual([]);
  await world.put('Payments', { ...(await world.payment('waits')), ...captured });
  await world.pass(minutes(5));
  expect(await casesOf(world, 'waits')).toMatchObject([{ state: 'resolved-upstream' }]);
});

test('a payment that was begun at the checkout and left is found an hour later by the clock', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Pending' }));
  const { declineCode: _, ...begun } = anAttempt(world, 'o-1', 'pay-1', { status: 'pending' });
  await world.put('Payments', begun);
  await world.pass(minutes(59));
  expect(await casesOf(world)).toEqual([]);
  await world.pass(minutes(28));
  expect(await casesOf(world)).toMatchObject([{ causeCode: 'not-finished', state: 'asking', subject: 'pay-1' }]);
  expect(subjects(world)).toHaveLength(1);
});

/** A shop whose only method is taken in one market, and that charges a refused card twice more by itself. */
const oneMarket = () =>
  assemblyWithThresholds('payment-failure', {
    methods: [{ code: 'card', countries: ['US'] }],
    automaticRetries: 2,
    payByHours: 30,
  });

test('a customer to whom no method can be offered is for staff, and is not written to; a payment ends it all the same', async () => {
  using configured = oneMarket();
  await using world = await World.open(automatic, { product: configured.root });
  await anUnpaidOrder(world, { market: 'DE' });
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(minutes(25));
  expect(await casesOf(world)).toMatchObject([{ state: 'needs-staff', reasonCode: 'NO_METHOD_TO_OFFER' }]);
  expect(world.runtime.alerts.map(({ message }) => message).join('\n')).toContain('no declared method has a payUrl');
  expect(subjects(world)).toEqual([]);
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2'));
  await world.pass(minutes(2));
  expect(await casesOf(world)).toMatchObject([{ state: 'resolved-upstream' }]);
});

test('a refused card is charged again as often as the shop wants, after 20 minutes and an hour, and the second one pays', async () => {
  using configured = oneMarket();
  await using world = await World.open(automatic, { product: configured.root });
  await anUnpaidOrder(world);
  const later = { declineCode: 'try_again_later', cardNetwork: 'visa' } as const;
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', later));
  const retries = () => detailsOf(world, 'PaymentRetryRequested');
  await world.pass(minutes(19));
  expect(retries()).toEqual([]);
  await world.pass(minutes(6));
  expect(retries()).toMatchObject([{ paymentAttemptId: 'pay-1', amount: 3500, currency: 'USD', retry: 1 }]);
  await world.put('Payments', anAttempt(world, 'o-1', 'retry-1', later));
  await world.pass(minutes(34));
  expect(retries()).toHaveLength(1);
  await world.pass(minutes(5));
  expect(retries()).toMatchObject([{ retry: 1 }, { paymentAttemptId: 'retry-1', retry: 2 }]);
  await world.put('Payments', aCapture(world, 'o-1', 'retry-2'));
  await world.pass(minutes(2));
  const states = (await casesOf(world)).map(({ subject, state }) => [subject, state]);
  expect(states).toEqual([['pay-1', 'resolved-upstream']]);
  await world.pass(days(2));
  expect(retries()).toHaveLength(2);
});

test('a card that must not be charged again is not, however often the shop would', async () => {
  using configured = oneMarket();
  await using world = await World.open(automatic, { product: configured.root });
  await anUnpaidOrder(world);
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', { declineCode: 'stolen_card' }));
  await world.pass(hours(3));
  expect(await casesOf(world)).toMatchObject([{ causeCode: 'never-retry', state: 'asking' }]);
  expect(detailsOf(world, 'PaymentRetryRequested')).toEqual([]);
});

test('in approve mode the goods go back and the order is cancelled on day 7 when staff let each go, once', async () => {
  await using world = await World.open({ types: { 'payment-failure': { mode: 'approve' } } });
  await anUnpaidOrder(world, { paymentState: 'Failed' });
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(minutes(25));
  const theOne = async () => (await casesOf(world)).find(({ type }) => type === 'payment-failure')!;
  const release = async (step: string) => {
    expect(await theOne()).toMatchObject({ pending: { step, reason: 'approve' } });
    await world.release(await theOne(), step);
    await world.pass(minutes(2));
  };
  await release('ask');
  await world.pass(hours(25));
  await release('errand-hold');
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 2 });
  await world.pass(days(1));
  expect(await world.stock('MUG-BLUE'), 'before staff let them go').toMatchObject({ committed: 2 });
  await release('errand-release-stock-1');
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 0, available: 10 });
  await world.pass(days(5));
  const { pending } = await theOne();
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Open', holds: [{ reason: 'AWAITING_PAYMENT' }] });
  await release(String(pending?.step));
  await world.pass(hours(12));
  expect(await theOne()).toMatchObject({ state: 'cancelled' });
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled', holds: [] });
  expect(detailsOf(world, 'OrderCancelled')).toHaveLength(1);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 0, available: 10 });
});
