import { expect, test } from 'vitest';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { reports, settled, theRefund, theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

/** Money that comes, or is approved, when its order has been given up. */
const automatic = { types: { 'payment-failure': { mode: 'automatic' } } } as const;

const requestsIn = (world: World) => detailsOf(world, 'RefundRequested');
/** A request that finance does not acknowledge is sent again under its id. */
const requestedIn = (world: World) => [
  ...new Map(requestsIn(world).map((each) => [each.refundId, [each.amount, each.unapplied]])).values(),
];
const subjects = (world: World) => world.runtime.mailbox.map(({ subject }) => subject);

/** An order that is to be paid by a transfer, of which nothing has come yet. */
async function aTransferIsAwaited(world: World): Promise<void> {
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Pending' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', { status: 'pending', method: 'bank-transfer' }));
}

test('money that comes after the order was given up goes back whole, once, and the customer is told', async () => {
  await using world = await World.open(automatic);
  await aTransferIsAwaited(world);
  await world.pass(days(3) + days(7) + hours(2));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled', totalPriceMinor: 0 });
  expect(requestsIn(world)).toEqual([]);
  const late = aCapture(world, 'o-1', 'pay-1', { method: 'bank-transfer', version: 2 });
  await world.put('Payments', late);
  await world.pass(minutes(30));
  expect(requestsIn(world)).toMatchObject([
    {
      amount: 3500,
      paymentAttemptId: 'pay-1',
      unapplied: 3500,
      lines: [],
      reasonCode: 'late-success',
      decidedBy: 'policy',
    },
  ]);
  expect(subjects(world).at(-1)).toBe('Order WEB-100234: the payment has been taken care of');
  expect(world.runtime.mailbox.at(-1)?.text).toContain(
    'Your payment reached us after order WEB-100234 had been cancelled',
  );
  expect(world.runtime.mailbox.at(-1)?.text).toContain('$35');
  await reports(world, 'RefundSettled', settled(await theRefund(world)));
  await world.pass(days(1));
  expect(await world.payment('o-1')).toMatchObject({ refundedMinor: 3500, refundableMinor: 0, pendingRefundMinor: 0 });
  const states = (await world.cases('o-1')).map(({ causeCode, state }) => [causeCode, state]);
  expect(states).toEqual(
    expect.arrayContaining([
      ['not-paid-in-time', 'cancelled'],
      ['late-success', 'refunded'],
    ]),
  );
  // The shop's own writes on the row afterwards bring nothing more.
  await world.put('Payments', { ...(await world.payment('o-1')), disputed: false, version: 9 });
  await world.pass(hours(2));
  expect(requestsIn(world)).toHaveLength(1);
}, 120_000);

test('the shop’s own refund of an order that it cancelled is not made twice', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder());
  await world.put('Payments', aCapture(world, 'o-1', 'pay-1'));
  await world.pass(minutes(5));
  await world.change('o-1', () => ({ orderState: 'Cancelled' }));
  await world.pass(hours(1));
  const row = await world.payment('o-1');
  await world.put('Payments', { ...row, refundedMinor: 3500, refundableMinor: 0, version: row.version + 1 });
  await world.pass(hours(14));
  expect(await world.cases('o-1')).toEqual([]);
  expect(requestsIn(world)).toEqual([]);
}, 120_000);

test('a reconciliation refunds no order that the shop has cancelled by itself, whose refund is still to come', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  const orders = ['silent', 'timed', 'authorized'];
  for (const orderId of orders) {
    await world.put('Orders', anOrder({ orderId }));
    const updatedAt = new Date(world.runtime.clock.now()).toISOString();
    const times = orderId === 'timed' ? { updatedAt, capturedAt: updatedAt } : {};
    const money = orderId === 'authorized' ? anAuthorization(world, 'pay-1') : aCapture(world, orderId, 'pay-1', times);
    await world.put('Payments', { ...money, orderId });
  }
  await world.pass(minutes(5));
  for (const orderId of orders) await world.change(orderId, () => ({ orderState: 'Cancelled' }));
  // Two reconciliations.
  await world.pass(hours(13));
  for (const orderId of orders) expect(await world.cases(orderId), orderId).toEqual([]);
  expect(world.runtime.mailbox).toEqual([]);
}, 120_000);

test('where the rows do not tell whether money came before its order was cancelled or after, staff decide', async () => {
  await using world = await World.open(automatic);
  await aTransferIsAwaited(world);
  await world.pass(minutes(5));
  await world.change('o-1', () => ({ orderState: 'Cancelled' }));
  await world.pass(hours(1));
  const { createdAt } = await world.payment('o-1');
  await world.put('Payments', aCapture(world, 'o-1', 'pay-1', { method: 'bank-transfer', version: 2, createdAt }));
  await world.pass(hours(13));
  expect(requestsIn(world)).toEqual([]);
  expect(world.runtime.mailbox).toEqual([]);
  expect(await world.cases('o-1')).toMatchObject([
    { causeCode: 'late-success', state: 'needs-staff', reasonCode: 'LATE_OR_NOT' },
  ]);
  const row = await world.payment('o-1');
  await world.put('Payments', { ...row, refundedMinor: 3500, refundableMinor: 0, version: 3 });
  await world.pass(minutes(5));
  expect(await world.cases('o-1')).toMatchObject([{ causeCode: 'late-success', state: 'superseded' }]);
}, 120_000);

test('money that the rows say was captured after the shop had cancelled goes back by itself, also when its record was lost', async () => {
  await using world = await World.open(automatic);
  await aTransferIsAwaited(world);
  await world.pass(minutes(5));
  const cancelledAt = new Date(world.runtime.clock.now()).toISOString();
  await world.change('o-1', () => ({ orderState: 'Cancelled', cancelledAt }));
  await world.pass(hours(1));
  await world.turnMapping('DetectPayments', false);
  const capturedAt = new Date(world.runtime.clock.now()).toISOString();
  const { createdAt } = await world.payment('o-1');
  const came = { method: 'bank-transfer', version: 2, createdAt, capturedAt, updatedAt: capturedAt };
  await world.put('Payments', aCapture(world, 'o-1', 'pay-1', came));
  await world.pass(hours(1));
  // What the shop writes on the order later does not make the money any earlier.
  await world.change('o-1', () => ({}));
  await world.pass(hours(13));
  expect(requestedIn(world)).toEqual([[3500, 3500]]);
}, 120_000);

test('the rest of a payment that is captured after we have cancelled its order goes back once, as what was there before did', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'BalanceDue' }));
  await world.put('Payments', aCapture(world, 'o-1', 'voucher-1', { amount: 1000, method: 'voucher' }));
  await world.pass(minutes(25));
  const { body } = await world.get(world.link());
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await world.post(world.link(), { offer, cancel: 'order', confirm: '0234' });
  await world.pass(minutes(15));
  expect(requestsIn(world)).toMatchObject([{ amount: 1000, paymentAttemptId: 'voucher-1' }]);
  const row = await world.payment('o-1');
  const more = { amountMinor: 3500, authorizedMinor: 3500, capturedMinor: 3500 };
  await world.put('Payments', { ...row, ...more, refundableMinor: row.refundableMinor + 2500, version: 3 });
  await world.pass(hours(1));
  const both = [
    [1000, undefined],
    [2500, 2500],
  ];
  expect(requestedIn(world)).toEqual(both);
  await world.pass(days(1));
  expect(requestedIn(world)).toEqual(both);
}, 120_000);

/** Every wish that what is authorised be let go, by the event that it came in. */
const releasesOf = (world: World) =>
  world.runtime.events.flatMap(({ event }) => {
    const { authorizationsToRelease } = event.detail as { authorizationsToRelease?: object[] };
    return (authorizationsToRelease ?? []).map((each) => ({ ...each, by: event['detail-type'] }));
  });
const anAuthorization = (world: World, attemptId: string, changes: Parameters<typeof anAttempt>[3] = {}) =>
  anAttempt(world, 'o-1', attemptId, { status: 'authorized', authorizedMinor: 3500, ...changes });
const ofPay = (attemptId: string, amount: number, by: string) => ({
  paymentAttemptId: attemptId,
  amount,
  currency: 'USD',
  by,
});

test('what is authorised after the order was given up is released, once, without a refund', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Failed' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(days(7) + hours(2));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  await world.put('Payments', anAuthorization(world, 'pay-2'));
  await world.pass(minutes(30));
  expect(releasesOf(world)).toEqual([ofPay('pay-2', 3500, 'OrderAmended')]);
  expect(await world.order('o-1')).toMatchObject({ releasedAuthorizations: { 'pay-2': 3500 }, totalPriceMinor: 0 });
  expect(world.runtime.mailbox.at(-1)?.text).toContain('will not be taken');
  const mails = world.runtime.mailbox.length;
  await world.put('Payments', anAuthorization(world, 'pay-2', { version: 2 }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-3'));
  await world.pass(days(1));
  expect(releasesOf(world)).toHaveLength(1);
  expect(requestsIn(world)).toEqual([]);
  expect(world.runtime.mailbox).toHaveLength(mails);
  expect((await world.cases('o-1')).map(({ causeCode, state }) => [causeCode, state]).sort()).toEqual([
    ['buyer-can-fix', 'cancelled'],
    ['late-authorization', 'cancelled'],
  ]);
});

test('an order that its shop has cancelled lets a later authorisation go; one that is voided in time needs nobody', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Pending' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', { status: 'pending' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-2', { status: 'pending' }));
  await world.pass(minutes(5));
  await world.change('o-1', () => ({ orderState: 'Cancelled' }));
  await world.pass(minutes(5));
  await world.put('Payments', anAuthorization(world, 'pay-1', { version: 2 }));
  await world.put('Payments', anAuthorization(world, 'pay-2', { version: 2 }));
  await world.pass(minutes(10));
  await world.put('Payments', anAuthorization(world, 'pay-2', { version: 3, status: 'voided' }));
  await world.pass(minutes(30));
  expect(releasesOf(world)).toEqual([ofPay('pay-1', 3500, 'OrderAmended')]);
  expect(requestsIn(world)).toEqual([]);
});

test('what the cancellation itself has released is not released again when its row changes', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'BalanceDue' }));
  await world.put('Payments', anAuthorization(world, 'pay-1', { authorizedMinor: 1000, amountMinor: 1000 }));
  await world.pass(days(7) + hours(2));
  expect(releasesOf(world)).toEqual([ofPay('pay-1', 1000, 'OrderCancelled')]);
  await world.put(
    'Payments',
    anAuthorization(world, 'pay-1', { authorizedMinor: 1000, amountMinor: 1000, version: 2 }),
  );
  await world.pass(hours(2));
  expect(releasesOf(world)).toHaveLength(1);
  expect(await world.cases('o-1')).toMatchObject([{ causeCode: 'underpaid', state: 'cancelled' }]);
});
