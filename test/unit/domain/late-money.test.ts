import { describe, expect, test } from 'vitest';
import { lateAuthorizations, lateMoney } from '#shared/domain/late-money.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { anOrder, aPayment, inDays } from '#test/support/shop.ts';

const at = (time: string) => `2026-03-02T${time}.000Z`;
const cancelled = (changes: Partial<Order> = {}) =>
  anOrder({ orderState: 'Cancelled', createdAt: at('08:00:00'), updatedAt: at('10:00:00'), ...changes });
const money = (changes: Partial<Payment> = {}) => aPayment(3500, { createdAt: at('08:00:00'), ...changes });
const judged = (order: Order, row: Payment) =>
  lateMoney(order, [row]).map(({ amountMinor, sure, shown }) => ({ amountMinor, sure, shown }));

describe('money of an order that its shop has cancelled', () => {
  test('came late where its first capture, or its attempt, lies after the cancellation by more than two clocks differ', () => {
    const sure = [{ amountMinor: 3500, sure: true, shown: 'by-its-row' }];
    expect(judged(cancelled({ cancelledAt: at('09:00:00') }), money({ capturedAt: at('09:10:01') }))).toEqual(sure);
    expect(judged(cancelled(), money({ createdAt: at('10:10:01') }))).toEqual(sure);
    expect(judged(cancelled(), money({ capturedAt: at('10:10:01') }))).toEqual(sure);
  });

  test('is for staff where a capture and the cancellation are in the same second, or no further apart than two clocks', () => {
    const unsure = [{ amountMinor: 3500, sure: false, shown: 'by-its-row' }];
    const order = cancelled({ cancelledAt: at('09:00:00') });
    expect(judged(order, money({ capturedAt: at('09:00:00') }))).toEqual(unsure);
    expect(judged(order, money({ capturedAt: at('09:10:00') }))).toEqual(unsure);
    expect(judged(order, money({ createdAt: at('09:05:00'), updatedAt: at('09:05:00') }))).toEqual(unsure);
  });

  test('is for staff where its row was written since the cancellation and does not say what for', () => {
    const unsure = [{ amountMinor: 3500, sure: false, shown: 'by-its-row' }];
    expect(judged(cancelled(), money({ updatedAt: at('11:00:00') }))).toEqual(unsure);
    // Captured in parts: the first was in time, of the others its row says nothing.
    expect(judged(cancelled(), money({ capturedAt: at('08:30:00'), updatedAt: at('11:00:00') }))).toEqual(unsure);
  });

  test('was there in time where its row was written last before the cancellation', () => {
    const order = cancelled({ cancelledAt: at('09:00:00') });
    expect(judged(order, money({ updatedAt: at('08:59:59') }))).toEqual([]);
    expect(judged(order, money({ capturedAt: at('08:59:59') }))).toEqual([]);
  });

  test('is looked for by no row that says nothing of when it was written: only a record of it does', () => {
    expect(judged(cancelled(), money())).toEqual([{ amountMinor: 3500, sure: false, shown: 'by-its-record' }]);
  });

  test('opens nothing, and ends nothing, where only the order’s last write lies after it', () => {
    const since = { capturedAt: at('09:30:00'), updatedAt: at('09:30:00') };
    expect(judged(cancelled(), money(since))).toEqual([{ amountMinor: 3500, sure: false, shown: 'nowhere' }]);
  });

  test('is the shop’s own affair once a refund of it stands or stood', () => {
    const late = { capturedAt: at('23:00:00') };
    expect(judged(cancelled(), money({ ...late, refundedMinor: 1000, refundableMinor: 2500 }))).toEqual([]);
    expect(judged(cancelled(), money({ ...late, refundSequence: 1 }))).toEqual([]);
  });
});

describe('money of an order that we have cancelled', () => {
  const ours = (capturedMinor: Record<string, number>, changes: Partial<Order> = {}) =>
    cancelled({ cancelledAt: at('09:00:00'), ourCancellation: { at: at('09:00:00'), capturedMinor }, ...changes });

  test('is late by what was captured beyond what stood there then, whatever its times and refunds', () => {
    const sure = (amountMinor: number) => [{ amountMinor, sure: true, shown: 'by-its-row' }];
    expect(judged(ours({}), money())).toEqual(sure(3500));
    expect(judged(ours({ 'pay-1': 1000 }), money({ refundableMinor: 2500, refundedMinor: 1000 }))).toEqual(sure(2500));
    // The refund of the first part has failed.
    expect(judged(ours({ 'pay-1': 1000 }), money({ refundSequence: 1 }))).toEqual(sure(2500));
  });

  test('was in time where nothing was captured since', () => {
    expect(judged(ours({ 'pay-1': 3500 }), money({ updatedAt: at('23:00:00') }))).toEqual([]);
    expect(judged(ours({ 'pay-1': 1000 }), money({ refundableMinor: 0, refundedMinor: 3500 }))).toEqual([]);
  });

  test('is judged by its times again where the shop has opened the order and cancelled it anew', () => {
    const again = ours({}, { cancelledAt: inDays(2), updatedAt: inDays(2) });
    expect(judged(again, money({ capturedAt: inDays(1) }))).toEqual([]);
  });
});

test('what is authorised is late by its row’s own times, else by its record', () => {
  const order = cancelled({ cancelledAt: at('09:00:00') });
  const authorized = (changes: Partial<Payment>) =>
    money({ status: 'authorized', capturedMinor: 0, refundableMinor: 0, ...changes });
  const shown = (changes: Partial<Payment>) => lateAuthorizations(order, [authorized(changes)])[0]?.shown;
  expect(shown({ createdAt: at('09:00:00') })).toBe('by-its-row');
  expect(shown({ updatedAt: at('09:00:00') })).toBe('by-its-row');
  expect(shown({ updatedAt: at('08:59:59') })).toBe('nowhere');
  expect(shown({})).toBe('by-its-record');
  expect(shown({ status: 'voided' })).toBeUndefined();
});
