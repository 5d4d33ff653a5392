import { describe, expect, test } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { failuresOf, lapseOf } from '#functions/exception-types/payment-failure/detect.ts';
import { deadlinesOf, paidElsewhere, troublesOf } from '#functions/exception-types/payment-failure/trouble.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { anUnpaidOrder, aShop, authorized, captured, later, pending, refused } from './payments.ts';

const shop = aShop();
const factsOf = (payments: Payment[], order: Partial<Order> = {}, siblings: Order[] = []): Facts => ({
  order: anUnpaidOrder(order),
  payments,
  stock: [],
  shipments: [],
  siblings,
  transit: [],
});

/** What is found: about which attempt, and as what. */
const found = (payments: Payment[], hours = 1, order: Partial<Order> = {}) =>
  failuresOf(factsOf(payments, order), shop, later(hours)).map(({ subject, causeCode }) => [subject, causeCode]);

/** What stands whether or not an attempt is pending. */
const stands = (payments: Payment[], hours = 1, order: Partial<Order> = {}) =>
  troublesOf(factsOf(payments, order), shop, later(hours)).map(({ attempt, code }) => [attempt?.attemptId, code]);

describe('what is merely not due yet is no failure', () => {
  test('nothing was tried yet', () => expect(found([])).toEqual([]));
  test('captured in full', () => expect(found([captured('a')])).toEqual([]));
  test('authorised, to be captured when it ships', () => expect(found([authorized('a')])).toEqual([]));
  test('a card that is being confirmed', () => expect(found([pending('a')], 0.5)).toEqual([]));
  test('a code for the store’s till, within its three days', () =>
    expect(found([pending('a', 0, { method: 'convenience-store' })], 71)).toEqual([]));
  test('a transfer whose provider gave it longer than usual', () =>
    expect(found([pending('a', 0, { method: 'bank-transfer', payBy: later(200).toISOString() })], 190)).toEqual([]));
  test('cash on delivery, whenever it is looked at', () =>
    expect(found([pending('a', 0, { method: 'cash-on-delivery' })], 500)).toEqual([]));
  test('an invoice', () => expect(found([pending('a', 0, { method: 'invoice' })], 500)).toEqual([]));
  test('an order that has gone out, is complete or cancelled', () => {
    for (const order of [
      { shipmentState: 'Shipped' },
      { orderState: 'Complete' },
      { orderState: 'Cancelled' },
    ] as const) {
      expect(found([refused('a')], 1, order)).toEqual([]);
    }
  });
  test('an attempt that failed before another one paid', () =>
    expect(found([refused('a'), captured('b', 1)], 2)).toEqual([]));
  test('an attempt that failed after another one had paid', () =>
    expect(found([captured('a'), refused('b', 1)], 2)).toEqual([]));
  test('goods given back in part: what is held is what the order now costs', () =>
    expect(
      found([captured('a', 0, 3_500, { refundableMinor: 2_500, pendingRefundMinor: 1_000, refundSequence: 1 })], 2, {
        totalPriceMinor: 2_500,
      }),
    ).toEqual([]));
  test('a gift of money back from the shop, which left the price as it was', () =>
    expect(found([captured('a', 0, 3_500, { refundableMinor: 3_000, refundedMinor: 500 })], 2)).toEqual([]));
});

describe('what is a failure', () => {
  test('a refused card, by the class of its code', () => {
    expect(found([refused('a')])).toEqual([['a', 'buyer-can-fix']]);
    expect(found([refused('a', 0, { declineCode: 'stolen_card' })])).toEqual([['a', 'never-retry']]);
    expect(found([refused('a', 0, { declineCode: '51' })])).toEqual([['a', 'try-later']]);
    expect(found([refused('a', 0, { declineCode: 'processing_error' })])).toEqual([['a', 'provider-fault']]);
  });
  test('a card payment that was begun and left', () =>
    expect(found([pending('a')], 1.1)).toEqual([['a', 'not-finished']]));
  test('a code that was not paid in time', () =>
    expect(found([pending('a', 0, { method: 'convenience-store' })], 73)).toEqual([['a', 'not-paid-in-time']]));
  test('an approval that ran out before the parcel went', () =>
    expect(found([authorized('a', 0, { status: 'voided' })])).toEqual([['a', 'authorization-lapsed']]));
  test('less than the order costs', () => expect(found([captured('a', 0, 3_000)])).toEqual([['a', 'underpaid']]));
  test('a part paid by voucher whose rest was refused', () =>
    expect(found([captured('voucher', 0, 1_000), refused('card', 0.1)])).toEqual([['card', 'buyer-can-fix']]));
  test('what a shop tolerates is not lacking', () => {
    const tolerant = aShop({ underpaidTolerance: 0.02 });
    expect(failuresOf(factsOf([captured('a', 0, 3_440)]), tolerant, later(1))).toEqual([]);
    expect(failuresOf(factsOf([captured('a', 0, 3_400)]), tolerant, later(1))).toHaveLength(1);
  });
});

describe('one cause while the order stays unpaid', () => {
  test('the first attempt that failed is the cause, however many fail after it', () =>
    expect(found([refused('b', 1), refused('a', 0), refused('c', 2)], 3)).toEqual([['a', 'buyer-can-fix']]));
  test('an attempt that is pending opens nothing, and does not end what is open', () => {
    const payments = [refused('a'), pending('b', 1, { method: 'convenience-store' })];
    expect(found(payments, 2)).toEqual([]);
    expect(stands(payments, 2)).toEqual([['a', 'buyer-can-fix']]);
  });
  test('a part that was paid after the refusal leaves the cause as it is', () =>
    expect(found([refused('a'), captured('voucher', 1, 1_000)], 2)).toEqual([['a', 'buyer-can-fix']]));
  test('an order that was paid and became dearer is another matter than the refusal before', () =>
    expect(found([refused('a'), captured('b', 1)], 2, { totalPriceMinor: 4_000 })).toEqual([['b', 'underpaid']]));
  test('an approval that was lost after an earlier refusal is a new cause', () =>
    expect(found([refused('a'), authorized('b', 1, { status: 'voided' })], 2)).toEqual([
      ['b', 'authorization-lapsed'],
    ]));
  test('its words are those of the newest attempt', () => {
    const [trouble] = troublesOf(
      factsOf([refused('a'), refused('b', 1, { declineCode: 'expired_card' })]),
      shop,
      later(2),
    );
    expect(trouble?.reason).toEqual({ code: 'buyer-can-fix', hint: 'expired' });
  });
});

describe('an authorisation that is about to lapse', () => {
  const at = (hours: number) => later(hours).toISOString();
  const lapsing = [['a', 'authorization-lapsing']];
  test('is found two days before its seven are over, and the order is looked at then', () => {
    expect(found([authorized('a')], 119)).toEqual([]);
    expect(lapseOf(factsOf([authorized('a')]), shop, later(1))).toBe(at(120));
    expect(found([authorized('a')], 120)).toEqual(lapsing);
    expect(lapseOf(factsOf([authorized('a')]), shop, later(120))).toBeUndefined();
  });
  test('goes by what its row says of its end, else by what the shop configured', () => {
    expect(found([authorized('a', 0, { authorizedUntil: at(60) })], 12)).toEqual(lapsing);
    expect(found([authorized('a', 0, { authorizedUntil: at(500) })], 400)).toEqual([]);
    const patient = aShop({ authorizationDays: 28, authorizationWarningDays: 3 });
    expect(lapseOf(factsOf([authorized('a')]), patient, later(1))).toBe(at(25 * 24));
  });
  test('is none once it is captured or voided, has gone out, or is paid by invoice', () => {
    expect(found([captured('a')], 150)).toEqual([]);
    expect(found([authorized('a')], 150, { shipmentState: 'Shipped' })).toEqual([]);
    expect(found([authorized('a', 0, { method: 'invoice' })], 150)).toEqual([]);
    expect(found([authorized('a', 0, { status: 'voided' })], 150)).toEqual([['a', 'authorization-lapsed']]);
  });
  test('has a case of its own', () =>
    expect(failuresOf(factsOf([authorized('a')]), shop, later(130))).toMatchObject([
      { causeKey: 'authorization-lapsing:a', severity: 'warning', impact: { moneyMinor: 3_500 } },
    ]));
});

describe('more than the order costs', () => {
  test('paid twice: the newer payment is one too many', () =>
    expect(found([captured('a'), captured('b', 1)], 2)).toEqual([['b', 'paid-twice']]));
  test('an odd amount too much', () => expect(found([captured('a', 0, 3_600)], 2)).toEqual([['a', 'overpaid']]));
  test('a refund that is under way, or came back, is no overpayment', () => {
    const underWay = { pendingRefundMinor: 1_000, refundableMinor: 2_500, refundSequence: 1 };
    expect(found([captured('a', 0, 3_500, underWay)], 2, { totalPriceMinor: 2_000 })).toEqual([]);
    expect(found([captured('a', 0, 3_500, { refundSequence: 1 })], 2, { totalPriceMinor: 2_000 })).toEqual([]);
  });
  test('less than what the currency can give back is left', () =>
    expect(
      found([captured('a', 0, 350_050, { currencyCode: 'TWD' })], 2, { totalPriceMinor: 350_000, currencyCode: 'TWD' }),
    ).toEqual([]));
});

describe('money that comes after the order was cancelled', () => {
  const cancelled = { orderState: 'Cancelled', totalPriceMinor: 0 } as const;
  test('each attempt that succeeded is found by itself', () =>
    expect(found([captured('a', 1), captured('b', 2)], 3, cancelled)).toEqual([
      ['a', 'late-success'],
      ['b', 'late-success'],
    ]));
  test('a refund that stands, or stood, is not asked for again', () => {
    for (const refund of [
      { pendingRefundMinor: 3_500, refundableMinor: 0, refundSequence: 1 },
      { refundedMinor: 500, refundableMinor: 3_000 },
      { refundSequence: 1 },
    ]) {
      expect(found([captured('a', 1, 3_500, refund)], 2, cancelled)).toEqual([]);
    }
  });
  test('the cancellation itself finds nothing: its own refund comes with it', () =>
    expect(found([captured('a')], 1, { ...cancelled, updatedAt: later(1).toISOString() })).toEqual([]));
  test('a row without times calls for a look when a record announces it, and only then', () => {
    const facts = factsOf([captured('a')], { ...cancelled, updatedAt: later(1).toISOString() });
    expect(failuresOf(facts, shop, later(2), true)).toMatchObject([{ subject: 'a', causeCode: 'late-success' }]);
    expect(failuresOf(facts, shop, later(2))).toEqual([]);
  });
});

describe('the time of an unpaid order', () => {
  const of = (payments: Payment[], hours = 1) => {
    const rows = factsOf(payments);
    return deadlinesOf(rows, troublesOf(rows, shop, later(hours))[0]!, shop, later(hours));
  };
  const at = (hours: number) => later(hours).toISOString();

  test('held after a day, goods given back after two, cancelled after seven', () =>
    expect(of([refused('a')])).toEqual({ holdAt: at(24), releaseAt: at(48), cancelAt: at(168) }));
  test('a code that is begun meanwhile has its own time', () =>
    expect(of([refused('a'), pending('b', 10, { method: 'convenience-store' })], 11)).toEqual({
      holdAt: at(82),
      releaseAt: at(106),
      cancelAt: at(168),
    }));
  test('a code begun at the very end is waited for, and the night after it', () =>
    expect(of([refused('a'), pending('b', 167, { method: 'convenience-store' })], 167.5).cancelAt).toBe(at(240)));
  test('it begins when a code could no longer be paid', () =>
    expect(of([pending('a', 0, { method: 'convenience-store' })], 73)).toEqual({
      holdAt: at(96),
      releaseAt: at(120),
      cancelAt: at(240),
    }));
  test('nothing announces that a pending attempt has lapsed: the order is looked at then', () => {
    expect(lapseOf(factsOf([pending('a')]), shop, later(0.5))).toBe(at(1));
    expect(lapseOf(factsOf([refused('a')]), shop, later(0.5))).toBeUndefined();
  });
});

test('the case of a failed attempt bears its id; that its money came all the same is a case of its own', () => {
  const keys = (payments: Payment[], order: Partial<Order> = {}) =>
    failuresOf(factsOf(payments, order), shop, later(2)).map(({ causeKey }) => causeKey);
  expect(keys([refused('a')])).toEqual(['a']);
  expect(keys([captured('a', 1)], { orderState: 'Cancelled' })).toEqual(['late-success:a']);
  expect(keys([authorized('a', 0, { status: 'voided' })])).toEqual(['authorization-lapsed:a']);
});

test('the same goods paid by another order of the customer, however they are split into lines', () => {
  const order = anUnpaidOrder();
  const [line] = order.lines as [Order['lines'][number]];
  const split = [
    { ...line, lineId: 'x', quantity: 1 },
    { ...line, lineId: 'y', quantity: 2 },
  ];
  const other = (changes: Partial<Order>) => [anUnpaidOrder({ orderId: 'A-2', paymentState: 'Paid', ...changes })];
  expect(paidElsewhere(order, other({ lines: split }))).toBe(true);
  expect(paidElsewhere(order, other({ paymentState: 'Failed' }))).toBe(false);
  expect(paidElsewhere(order, other({ orderState: 'Cancelled' }))).toBe(false);
  expect(paidElsewhere(order, other({ lines: [{ ...line, quantity: 1 }] }))).toBe(false);
});
