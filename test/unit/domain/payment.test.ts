import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertInBalance, PaymentOutOfBalance, payment, refundSteps } from '#shared/domain/payment.ts';
import { aPayment } from '#test/support/rows.ts';

const steps = fc.array(
  fc.record({
    step: fc.constantFrom('request', 'settle', 'fail', 'takeBackSettled'),
    amount: fc.integer({ min: 0, max: 1_500 }),
  }),
  { maxLength: 40 },
);

describe('a payment that is refunded', () => {
  it('keeps refunded + pending + refundable = captured under any sequence of steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), steps, (capturedMinor, steps) => {
        let row = aPayment({ capturedMinor });
        for (const { step, amount } of steps) {
          try {
            row = refundSteps[step](row, amount);
          } catch (error) {
            expect(error).toBeInstanceOf(PaymentOutOfBalance);
          }
          expect(row.refundedMinor + row.pendingRefundMinor + row.refundableMinor).toBe(capturedMinor);
          expect(Math.min(row.refundedMinor, row.pendingRefundMinor, row.refundableMinor)).toBeGreaterThanOrEqual(0);
          expect(payment.safeParse(row).success).toBe(true);
        }
      }),
    );
  });

  it('never gives back more than was captured, however often it is asked', () => {
    let row = aPayment({ capturedMinor: 1_000 });
    row = refundSteps.request(row, 600);
    const open = row;
    expect(() => refundSteps.request(open, 401)).toThrow(PaymentOutOfBalance);
    row = refundSteps.request(row, 400);
    row = refundSteps.settle(row, 1_000);
    const settled = row;
    expect(() => refundSteps.request(settled, 1)).toThrow(PaymentOutOfBalance);
    expect(row).toMatchObject({ refundedMinor: 1_000, pendingRefundMinor: 0, refundableMinor: 0 });
  });

  it('can be refunded again after a refund failed, under the next number', () => {
    const asked = refundSteps.request(aPayment({ capturedMinor: 1_000 }), 1_000);
    const failed = refundSteps.fail(asked, 1_000);
    expect(failed.refundableMinor).toBe(1_000);
    expect(refundSteps.request(failed, 1_000).refundSequence).toBe(2);
  });

  it('can be refunded again after a refund that had settled was sent back', () => {
    const settled = refundSteps.settle(refundSteps.request(aPayment({ capturedMinor: 1_000 }), 1_000), 1_000);
    const back = refundSteps.takeBackSettled(settled, 1_000);
    expect(back).toMatchObject({ refundedMinor: 0, pendingRefundMinor: 0, refundableMinor: 1_000 });
    expect(() => refundSteps.takeBackSettled(back, 1)).toThrow(PaymentOutOfBalance);
  });

  it('settles nothing that was not asked for', () => {
    expect(() => refundSteps.settle(aPayment(), 1)).toThrow(PaymentOutOfBalance);
    expect(() => refundSteps.fail(aPayment(), 1)).toThrow(PaymentOutOfBalance);
  });

  it('raises the version with every step and leaves the row it came from alone', () => {
    const row = Object.freeze(aPayment());
    const next = refundSteps.request(row, 10);
    expect(next.version).toBe(row.version + 1);
    expect(row.pendingRefundMinor).toBe(0);
  });

  it('stops with its id and its amounts when they do not add up', () => {
    const wrong = aPayment({ capturedMinor: 100, refundableMinor: 90 });
    expect(() => assertInBalance(wrong)).toThrow(/attempt-1.*refundable 90 is not captured 100/);
  });
});
