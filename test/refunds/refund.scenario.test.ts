import { expect, test } from 'vitest';
import { expectEventsToFit } from '#test/support/published-events.ts';
import {
  aRefundOnItsWay,
  booksOf,
  idsOf,
  paymentsOf,
  refundsOf,
  reports,
  settled,
  theRefund,
} from '#test/support/refund-story.ts';
import { aPayment, days, hours, minutes } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const alertsOf = (world: World, word: string) => world.runtime.alerts.filter(({ subject }) => subject?.includes(word));
const theCase = async (world: World) => (await world.cases('o-1'))[0];

/** Invariants 1 and 3 at any moment: payments add up, finance's books say the same, every event fits its schema. */
async function expectMoneyToAddUp(world: World): Promise<void> {
  const payments = await paymentsOf(world);
  for (const { refundedMinor, pendingRefundMinor, refundableMinor, capturedMinor } of payments) {
    expect(refundedMinor + pendingRefundMinor + refundableMinor).toBe(capturedMinor);
    expect(Math.min(refundedMinor, pendingRefundMinor, refundableMinor)).toBeGreaterThanOrEqual(0);
  }
  const refunded = payments.filter(({ refundSequence }) => refundSequence > 0);
  expect(await booksOf(world)).toMatchObject(
    refunded.map(({ attemptId, pendingRefundMinor, refundedMinor }) => ({
      paymentAttemptId: attemptId,
      payable: pendingRefundMinor,
      paid: refundedMinor,
      missing: [],
    })),
  );
  expectEventsToFit(world.runtime);
}

test('a refund that finance accepts and settles closes its case, and the books equal the payment', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  expect(await world.order('o-1'), 'it costs less by what is refunded').toMatchObject({ totalPriceMinor: 500 });
  expect(detailsOf(world, 'RefundRequested')).toMatchObject([
    {
      id: row.refundId,
      orderNumber: 'WEB-100234',
      channel: 'web',
      paymentAttemptId: 'pay-1',
      providerReference: 'ch_1',
      method: 'card',
      currency: 'USD',
      amount: 3000,
      lines: [{ lineId: 'line-1', sku: 'MUG-BLUE', quantity: 2, net: 2727, tax: 273, taxRate: 0.1, discountShare: 0 }],
      shipping: { net: 0, tax: 0 },
      reasonCode: 'not-allocated',
      decidedBy: 'customer',
      executor: 'finance',
      documentNeeded: false,
      sequence: 1,
    },
  ]);
  expect(Date.parse(row.dueBy) - Date.parse(row.requestedAt), '7 working days from a Monday').toBe(days(9));
  await expectMoneyToAddUp(world);
  await reports(world, 'RefundAccepted', idsOf(row));
  expect(await theRefund(world)).toMatchObject({ state: 'accepted' });
  await world.pass(days(2));
  await reports(world, 'RefundSettled', settled(row));
  expect(await paymentsOf(world)).toMatchObject([{ refundedMinor: 3000, pendingRefundMinor: 0, refundableMinor: 500 }]);
  expect(await theCase(world)).toMatchObject({ state: 'refunded', reports: [{}, { refundedMinor: 3000 }] });
  expect(detailsOf(world, 'RefundCompleted')).toMatchObject([{ amount: 3000, reference: 're-1' }]);
  expect(detailsOf(world, 'ExceptionResolved')).toMatchObject([{ outcome: 'refunded' }]);
  await world.pass(days(20));
  expect(alertsOf(world, row.refundId)).toEqual([]);
  await expectMoneyToAddUp(world);
});

test('a cancelled order gets shipping back with its lines', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world, { choice: 'cancel-order' });
  expect(detailsOf(world, 'RefundRequested')).toMatchObject([{ amount: 3500, shipping: { net: 500, tax: 0 } }]);
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled', totalPriceMinor: 0 });
  await expectMoneyToAddUp(world);
});

test('a request that nobody accepts is alarmed after four hours and sent again to the letter', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  await world.pass(hours(4));
  const row = await theRefund(world);
  expect(alertsOf(world, `${row.refundId}: NOT_ACKNOWLEDGED`)).toHaveLength(1);
  const [first, second, ...more] = detailsOf(world, 'RefundRequested');
  expect(second).toEqual(first);
  expect(more).toEqual([]);
  await reports(world, 'RefundAccepted', idsOf(row));
  await world.pass(days(5));
  expect(alertsOf(world, `${row.refundId}: NEARLY_DUE`), 'at 60 % of nine days').toHaveLength(0);
  await world.pass(hours(10));
  expect(alertsOf(world, `${row.refundId}: NEARLY_DUE`)).toHaveLength(1);
  expect(detailsOf(world, 'RefundRequested')).toHaveLength(2);
  await expectMoneyToAddUp(world);
});

test('a crash while a refund is looked at does not end its run and call staff', async () => {
  const faults = { functions: [{ name: 'watch-refund', crash: 0.6 }] };
  await using world = await World.open({}, { seed: 2, faults });
  await aRefundOnItsWay(world);
  await world.pass(hours(5));
  expect(alertsOf(world, 'a run ended')).toEqual([]);
  expect(alertsOf(world, `${(await theRefund(world)).refundId}: NOT_ACKNOWLEDGED`)).toHaveLength(1);
});

test('a refund that is accepted in time is not alarmed before most of its time has passed', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  await reports(world, 'RefundAccepted', idsOf(await theRefund(world)));
  await world.pass(days(5));
  expect(alertsOf(world, 'refund-')).toEqual([]);
  expect(detailsOf(world, 'RefundRequested')).toHaveLength(1);
});

test('a refund that is overdue goes to staff and to finance, and closes by itself when it settles after all', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundAccepted', idsOf(row));
  await world.pass(days(9));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', owner: 'staff', reasonCode: 'REFUND_OVERDUE' });
  expect(alertsOf(world, `${row.refundId}: OVERDUE`)).toHaveLength(1);
  expect(detailsOf(world, 'RefundOverdue')).toMatchObject([{ refundId: row.refundId, amount: 3000, dueBy: row.dueBy }]);
  await reports(world, 'RefundSettled', settled(row));
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
  expect(await paymentsOf(world)).toMatchObject([{ refundedMinor: 3000, pendingRefundMinor: 0 }]);
  await expectMoneyToAddUp(world);
});

test('a refund that fails at once is refundable again, and its case is with staff', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundFailed', { ...idsOf(row), code: 'account-closed' });
  expect(await paymentsOf(world)).toMatchObject([{ pendingRefundMinor: 0, refundedMinor: 0, refundableMinor: 3500 }]);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_FAILED' });
  expect(alertsOf(world, 'REFUND_FAILED (account-closed)')).toHaveLength(1);
  expect(detailsOf(world, 'ExceptionEscalated')).toMatchObject([{ reasonCode: 'REFUND_FAILED' }]);
  await world.pass(days(20));
  expect(detailsOf(world, 'RefundOverdue')).toEqual([]);
  await expectMoneyToAddUp(world);
});

test('RefundFailed on day 6, after it had settled, opens the case again and makes the money refundable again', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundSettled', settled(row));
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
  await world.pass(days(6));
  await reports(world, 'RefundFailed', { ...idsOf(row), code: 'returned-by-bank' }, 3);
  expect(await paymentsOf(world)).toMatchObject([{ refundedMinor: 0, pendingRefundMinor: 0, refundableMinor: 3500 }]);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', owner: 'staff', reasonCode: 'REFUND_FAILED' });
  expect(alertsOf(world, 'REFUND_FAILED')).toHaveLength(1);
  await reports(world, 'RefundSettled', settled(row));
  expect(await paymentsOf(world), 'the old report again').toMatchObject([{ refundableMinor: 3500 }]);
  await expectMoneyToAddUp(world);
});

test('a settlement of another amount or currency moves nothing and goes to staff, each once', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundSettled', settled(row, { amount: 2999 }), 3);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_AMOUNT_DIFFERS' });
  expect(alertsOf(world, 'REFUND_AMOUNT_DIFFERS')).toHaveLength(1);
  await reports(world, 'RefundSettled', settled(row, { currency: 'EUR' }), 3);
  expect(alertsOf(world, 'REFUND_AMOUNT_DIFFERS')).toHaveLength(2);
  expect(await paymentsOf(world)).toMatchObject([{ pendingRefundMinor: 3000, refundedMinor: 0 }]);
  expect(detailsOf(world, 'RefundCompleted')).toEqual([]);
  await expectMoneyToAddUp(world);
});

test('every report five times, and the acceptance after the settlement, move the money once', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundSettled', settled(row), 5);
  await reports(world, 'RefundAccepted', idsOf(row), 5);
  expect(await theRefund(world)).toMatchObject({ state: 'settled' });
  expect(await paymentsOf(world)).toMatchObject([{ refundedMinor: 3000, pendingRefundMinor: 0, refundableMinor: 500 }]);
  expect(detailsOf(world, 'RefundCompleted')).toHaveLength(1);
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
  await expectMoneyToAddUp(world);
});

test('settled twice under two references may have been paid twice: staff look', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundSettled', settled(row));
  await reports(world, 'RefundSettled', settled(row, { reference: 're-other' }), 2);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_SETTLED_TWICE' });
  expect(alertsOf(world, 'REFUND_SETTLED_TWICE')).toHaveLength(1);
  expect(await paymentsOf(world)).toMatchObject([{ refundedMinor: 3000 }]);
});

test('settled after it had failed moves nothing: its amount may have been paid on another way', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await reports(world, 'RefundFailed', { ...idsOf(row), code: 'account-closed' });
  await reports(world, 'RefundSettled', settled(row), 2);
  expect(alertsOf(world, 'REFUND_SETTLED_AFTER_FAILED')).toHaveLength(1);
  expect(await paymentsOf(world)).toMatchObject([{ refundableMinor: 3500, refundedMinor: 0 }]);
});

test('a report that cannot be ours is set aside once with an alert to operations, and moves nothing', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world);
  const good = settled(await theRefund(world));
  const { amount: _, ...withoutAmount } = good;
  await reports(world, 'RefundSettled', { ...good, refundId: 'refund-of-somebody' });
  await reports(world, 'RefundSettled', { ...good, orderId: 'o-2' });
  await reports(world, 'RefundSettled', { ...good, amount: 30.5 });
  await reports(world, 'RefundSettled', withoutAmount);
  const aside = (await world.rows('Cases')).filter(({ entity }) => entity === 'quarantine');
  const codes = ['REFUND_UNKNOWN', 'REFUND_UNKNOWN', 'EVENT_INVALID', 'EVENT_INVALID'];
  expect(aside.map(({ code }) => code).sort()).toEqual([...codes].sort());
  const alerts = alertsOf(world, 'set aside (events)');
  expect(alerts.map(({ subject }) => subject?.split(': ')[1])).toEqual(codes);
  expect(alerts.every(({ topic }) => topic.endsWith('operations'))).toBe(true);
  expect(await paymentsOf(world)).toMatchObject([{ pendingRefundMinor: 3000, version: 2 }]);
});

test('two payments each get back their share, in lines that sum to it, and both may settle in the same instant', async () => {
  await using world = await World.open();
  const payments = [
    aPayment(1500),
    aPayment(2000, { attemptId: 'pay-2', providerReference: 'ch_2', method: 'wallet' }),
  ];
  await aRefundOnItsWay(world, { payments });
  const [first, second] = await refundsOf(world);
  expect([first?.amount, second?.amount]).toEqual([1286, 1714]);
  for (const { lines, shipping, amount } of [first!, second!]) {
    expect(lines.reduce((sum, { net, tax }) => sum + net + tax, shipping.net + shipping.tax)).toBe(amount);
  }
  await Promise.all([first!, second!].map((row) => reports(world, 'RefundSettled', settled(row))));
  await world.pass(minutes(10));
  expect(await theCase(world)).toMatchObject({ state: 'refunded' });
  expect(detailsOf(world, 'ExceptionResolved')).toHaveLength(1);
  await expectMoneyToAddUp(world);
});

test('money that was only authorised is released, not refunded', async () => {
  await using world = await World.open();
  const authorised = aPayment(0, { status: 'authorized', authorizedMinor: 3500, amountMinor: 3500 });
  await aRefundOnItsWay(world, { payments: [authorised] });
  expect(await refundsOf(world)).toEqual([]);
  expect(detailsOf(world, 'OrderAmended')).toMatchObject([
    { authorizationsToRelease: [{ paymentAttemptId: 'pay-1', amount: 3000, currency: 'USD' }] },
  ]);
  expect(await theCase(world)).toMatchObject({ state: 'resolved' });
  expectEventsToFit(world.runtime);
});

test('an order that nobody paid is amended and nothing is refunded', async () => {
  await using world = await World.open();
  await aRefundOnItsWay(world, { payments: [aPayment(0, { status: 'failed' })] });
  expect(await refundsOf(world)).toEqual([]);
  expect(await world.order('o-1')).toMatchObject({ totalPriceMinor: 500, lines: [{ quantity: 0 }] });
});

test.each([
  ['a disputed payment', aPayment(3500, { disputed: true }), 'PAYMENT_DISPUTED'],
  ['a payment in another currency than its order', aPayment(3500, { currencyCode: 'EUR' }), 'CURRENCY_MISMATCH'],
  [
    'a payment that can be refunded whole only',
    aPayment(3500, { partialRefund: false }),
    'PARTIAL_REFUND_NOT_POSSIBLE',
  ],
])('of %s nothing is refunded by us: the case goes to staff and no amount moves', async (_, payment, reasonCode) => {
  await using world = await World.open();
  await aRefundOnItsWay(world, { payments: [payment] });
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', owner: 'staff', reasonCode });
  expect(await refundsOf(world)).toEqual([]);
  expect(await paymentsOf(world)).toMatchObject([{ version: 1 }]);
  expect(await world.order('o-1')).toMatchObject({ totalPriceMinor: 3500, lines: [{ quantity: 2 }] });
});

test('a marketplace that took the money pays it back', async () => {
  await using world = await World.open({
    channels: { web: { contact: 'direct', amend: true, refundBy: 'marketplace' } },
  });
  await aRefundOnItsWay(world);
  expect(detailsOf(world, 'RefundRequested')).toMatchObject([{ executor: 'marketplace' }]);
});
