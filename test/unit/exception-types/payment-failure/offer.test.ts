import { expect, test } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { errandFor, nextLookOf } from '#functions/exception-types/payment-failure/errands.ts';
import { mend } from '#functions/exception-types/payment-failure/mend.ts';
import {
  movesMoney,
  offeredMethods,
  offerFor,
  onwardOf,
  presetOf,
} from '#functions/exception-types/payment-failure/offer.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { aCaseRecord, anInventoryRow, anOrderLine } from '#test/support/rows.ts';
import { anUnpaidOrder, aShop, captured, later, pending, refused } from './payments.ts';

const shop = aShop();
const factsOf = (payments: Payment[], order: Partial<Order> = {}, more: Partial<Facts> = {}): Facts => ({
  order: anUnpaidOrder(order),
  payments,
  stock: [],
  shipments: [],
  siblings: [],
  transit: [],
  ...more,
});
const theCase = (fields: Partial<CaseRecord> = {}) =>
  aCaseRecord({ type: 'payment-failure', causeKey: 'a', subject: 'a', ...fields });
const offerOf = (facts: Facts, hours = 1, record = theCase()) => offerFor(facts, record, shop, later(hours));
const methodsOf = (facts: Facts, record = theCase()) => offeredMethods(facts, record, shop).map(({ code }) => code);
const unheld = [anOrderLine({ reservations: [] })];

test('the methods of the market and of the customer are offered, without the one that failed', () => {
  expect(methodsOf(factsOf([refused('a')]))).toEqual(['line-pay', 'convenience-store', 'cash-on-delivery']);
  expect(methodsOf(factsOf([refused('a')], { market: 'US' }))).toEqual(['cash-on-delivery']);
  const business = { ...anUnpaidOrder().customer, kind: 'business' } as const;
  expect(methodsOf(factsOf([refused('a')], { customer: business }))).toContain('invoice');
});

test('a slip of the pen leaves the method, as the last; so does an outage that is over', () => {
  expect(methodsOf(factsOf([refused('a', 0, { declineCode: 'incorrect_cvc' })])).at(-1)).toBe('card');
  expect(methodsOf(factsOf([refused('a')]), theCase({ incidentId: 'incident-1' })).at(-1)).toBe('card');
});

test('where nothing else is left, the failed method is offered: another card may do', () => {
  const cardsOnly = aShop({ methods: [{ code: 'card' }] });
  const offered = offeredMethods(factsOf([refused('a')]), theCase(), cardsOnly);
  expect(offered.map(({ code }) => code)).toEqual(['card']);
});

test('a shop that names no place to pay offers nothing, and its staff are told why', () => {
  const nowhere = aShop({ payUrl: undefined });
  const facts = factsOf([refused('a')]);
  expect(offerFor(facts, theCase(), nowhere, later(1))).toBeUndefined();
  expect(errandFor(facts, theCase(), nowhere, later(1))).toMatchObject({ staff: { reasonCode: 'NO_METHOD_TO_OFFER' } });
});

test('each method leads to the same order, its codes safe in the URL', () => {
  const facts = factsOf([refused('a')], { orderNumber: 'WEB 1/2' });
  const offer = offerOf(facts)!;
  const answer = { choices: { payment: 'method:line-pay' } };
  expect(onwardOf(facts.order, answer, offer, shop)).toBe('https://shop.example/pay/WEB%201%2F2?by=line-pay');
  expect(onwardOf(facts.order, { cancelOrder: true }, offer, shop)).toBeUndefined();
  expect(movesMoney(offer, answer)).toBe(false);
  expect(movesMoney(offer, { cancelOrder: true })).toBe(true);
});

test('nothing is asked while an attempt is pending, the goods lack, or the same goods are paid by another order', () => {
  expect(offerOf(factsOf([refused('a')]))).toBeDefined();
  expect(offerOf(factsOf([refused('a'), pending('b', 0.5)]))).toBeUndefined();
  expect(offerOf(factsOf([refused('a')], { lines: unheld }))).toBeUndefined();
  expect(offerOf(factsOf([refused('a')], { lines: unheld }, { stock: [anInventoryRow()] }))).toBeDefined();
  const paid = anUnpaidOrder({ orderId: 'A-2', paymentState: 'Paid' });
  expect(offerOf(factsOf([refused('a')], {}, { siblings: [paid] }))).toBeUndefined();
});

test('goods that went back to the shelf are asked for by whoever pays, so that methods are shown without them', () => {
  const holds: Order['holds'] = [
    { holdId: 'h', reason: 'AWAITING_PAYMENT', since: later(24).toISOString(), caseId: 'c-1', stockReleased: true },
  ];
  expect(offerOf(factsOf([refused('a')], { lines: unheld, holds }), 60)).toBeDefined();
});

test('at the end of its time an unpaid order is given up by policy, one that is paid in part by nobody', () => {
  expect(presetOf(offerOf(factsOf([refused('a')]), 167)!)).toBeUndefined();
  expect(presetOf(offerOf(factsOf([refused('a')]), 168)!)).toEqual({ answer: { cancelOrder: true }, by: 'policy' });
  const partly = factsOf([refused('a'), captured('b', 1, 1_000)]);
  expect(offerOf(partly, 168)).toBeUndefined();
  expect(errandFor(partly, theCase(), shop, later(168))).toMatchObject({ staff: { reasonCode: 'PARTLY_PAID' } });
});

test('what is due beside the question, each once: the hold, then the goods, and again after a pay link set them aside', () => {
  const bare = factsOf([refused('a')]);
  expect(errandFor(bare, theCase(), shop, later(23))).toBeUndefined();
  expect(errandFor(bare, theCase(), shop, later(24))).toEqual({ key: 'hold', hold: 'AWAITING_PAYMENT' });
  const own = { holdId: 'h', reason: 'AWAITING_PAYMENT', since: later(24).toISOString(), caseId: 'c-1' } as const;
  const heldFor = (hold: Order['holds'][number]) => factsOf([refused('a')], { holds: [hold] });
  const done = { hold: later(24).toISOString() };
  expect(errandFor(heldFor(own), theCase({ done }), shop, later(47))).toBeUndefined();
  expect(errandFor(heldFor(own), theCase({ done }), shop, later(48))).toEqual({
    key: 'release-stock-1',
    orderChanges: { holds: [{ ...own, stockReleased: true }] },
  });
  const again = { ...own, reservedUntil: later(62).toISOString() };
  const twice = theCase({ done: { ...done, 'release-stock-1': later(48).toISOString() } });
  expect(errandFor(heldFor(again), twice, shop, later(61))).toBeUndefined();
  expect(errandFor(heldFor(again), twice, shop, later(62))?.key).toBe('release-stock-2');
});

test('the next look is the next thing that falls due', () => {
  const lookOf = (facts: Facts, hours: number) => nextLookOf(facts, theCase(), shop, later(hours));
  expect(lookOf(factsOf([refused('a')]), 1)).toBe(later(24).toISOString());
  expect(lookOf(factsOf([refused('a')]), 30)).toBe(later(48).toISOString());
  expect(lookOf(factsOf([refused('a')]), 100)).toBe(later(168).toISOString());
  expect(lookOf(factsOf([refused('a'), pending('b', 1)]), 1.5)).toBe(later(2).toISOString());
});

test('an answer gives the order up or money back; a method is no answer', () => {
  const facts = factsOf([refused('a')]);
  const offer = offerOf(facts)!;
  const cancelled = mend(facts, 'a', offer, { cancelOrder: true });
  expect(cancelled).toMatchObject({ cancelsOrder: true, refund: { amountMinor: 3_500, shippingMinor: 500 } });
  expect(cancelled.lines.every(({ quantity }) => quantity === 0)).toBe(true);
  expect(() => mend(facts, 'a', offer, { choices: { payment: 'method:line-pay' } })).toThrow('paid by its customer');
  const twice = factsOf([captured('a'), captured('b', 1)]);
  const record = theCase({ causeKey: 'paid-twice:b', subject: 'b' });
  const back = offerOf(twice, 2, record)!;
  expect(presetOf(back)).toEqual({ answer: { choices: { payment: 'refund' } }, by: 'policy' });
  expect(mend(twice, 'b', back, { choices: { payment: 'refund' } })).toMatchObject({
    cancelsOrder: false,
    lines: twice.order.lines,
    refund: { amountMinor: 3_500, lines: [], unappliedOn: 'b' },
  });
});
