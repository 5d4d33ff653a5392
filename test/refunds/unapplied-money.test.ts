import { expect, test } from 'vitest';
import { RefundNotAllowed, unappliedBack } from '#shared/domain/overpayment.ts';
import { anOrder, aPayment } from '#test/support/shop.ts';

const at = new Date('2026-03-02T08:00:00.000Z');

test('money that never stood for anything goes back to the very payment that it came by', () => {
  const late = aPayment(3500, { attemptId: 'late' });
  expect(unappliedBack(anOrder(), late, 3500, at)).toEqual({
    refunds: [{ payment: late, amount: 3500 }],
    releases: [],
  });
});

test.each([
  ['PAYMENT_DISPUTED', { disputed: true }, 3500],
  ['REFUND_EXCEEDS_CAPTURED', {}, 3501],
  ['PARTIAL_REFUND_NOT_POSSIBLE', { partialRefund: false }, 3400],
  ['REFUNDABLE_NO_MORE', { refundableUntil: '2026-03-01T00:00:00.000Z' }, 3500],
  ['CURRENCY_MISMATCH', { currencyCode: 'EUR' }, 3500],
  ['PAYMENT_OUT_OF_BALANCE', { refundedMinor: 1 }, 3000],
] as const)('and not at all where a refund is not ours to make: %s', (code, changes, amount) => {
  const attempt = () => unappliedBack(anOrder(), aPayment(3500, changes), amount, at);
  expect(attempt).toThrow(RefundNotAllowed);
  expect(attempt).toThrow(expect.objectContaining({ code }));
});
