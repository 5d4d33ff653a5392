import * as z from 'zod';
import { currencyCode, nonNegativeMinorUnits } from './money.ts';
import { instant, orderId, version } from './primitives.ts';
import { rowParser } from './row-parser.ts';

/** One attempt to pay. All amounts are minor units of `currencyCode`. */
export const payment = z
  .object({
    orderId,
    attemptId: z.string().min(1).max(64),
    method: z.string(),
    provider: z.string(),
    providerReference: z.string(),
    status: z.enum(['pending', 'authorized', 'captured', 'failed', 'voided']),
    amountMinor: nonNegativeMinorUnits,
    currencyCode,
    declineCode: z.string().optional(),
    adviceCode: z.string().optional(),
    /** The card's network, in lower case: `visa`, `mastercard`. */
    cardNetwork: z.string().optional(),
    /** The provider's own mark of the card, the same on all orders; never its number. */
    cardFingerprint: z.string().min(1).max(128).optional(),
    /** Until when an attempt can still be paid, where its provider says so: a transfer, a code for a store's till. */
    payBy: instant.optional(),
    /** Until when what is authorised can be captured, where its provider says so. */
    authorizedUntil: instant.optional(),
    authorizedMinor: nonNegativeMinorUnits,
    capturedMinor: nonNegativeMinorUnits,
    pendingRefundMinor: nonNegativeMinorUnits,
    refundedMinor: nonNegativeMinorUnits,
    /** Own attribute because a condition cannot add: captured − pending − refunded, kept by every write. */
    refundableMinor: nonNegativeMinorUnits,
    /** Raised with each refund, so that finance can order what it books. */
    refundSequence: z.int().min(0),
    partialRefund: z.boolean(),
    refundableUntil: instant.optional(),
    disputed: z.boolean(),
    version,
    createdAt: instant,
    /** When the first of its money was captured. */
    capturedAt: instant.optional(),
    updatedAt: instant.optional(),
  })
  .refine(({ status, capturedMinor, amountMinor }) => status !== 'captured' || capturedMinor > 0 || amountMinor === 0, {
    path: ['capturedMinor'],
    error: 'AMOUNT_RANGE: above 0 once it is captured',
  });
export type Payment = z.infer<typeof payment>;
export const parsePayment = rowParser(payment);

/** Thrown when a payment's amounts do not add up (invariant 1): nothing may be paid on such a row. */
export class PaymentOutOfBalance extends Error {
  override readonly name = 'PaymentOutOfBalance';
}

/** Refunded + pending + refundable = captured, none negative. */
export function assertInBalance(row: Payment): void {
  const { capturedMinor, pendingRefundMinor, refundedMinor, refundableMinor, attemptId } = row;
  if (
    refundedMinor + pendingRefundMinor + refundableMinor !== capturedMinor ||
    Math.min(refundedMinor, pendingRefundMinor, refundableMinor) < 0
  ) {
    throw new PaymentOutOfBalance(
      `payment ${attemptId}: refunded ${refundedMinor} + pending ${pendingRefundMinor} + refundable ${refundableMinor} is not captured ${capturedMinor}`,
    );
  }
}

/** The steps of a refund, each a new row with the amounts moved; the version is raised. */
export const refundSteps = {
  request: (row: Payment, amount: number): Payment =>
    moved(row, {
      refundableMinor: row.refundableMinor - amount,
      pendingRefundMinor: row.pendingRefundMinor + amount,
      refundSequence: row.refundSequence + 1,
    }),
  settle: (row: Payment, amount: number): Payment =>
    moved(row, { pendingRefundMinor: row.pendingRefundMinor - amount, refundedMinor: row.refundedMinor + amount }),
  fail: (row: Payment, amount: number): Payment =>
    moved(row, { pendingRefundMinor: row.pendingRefundMinor - amount, refundableMinor: row.refundableMinor + amount }),
  /** A refund that had settled came back: it was refunded no more, and is refundable again. */
  takeBackSettled: (row: Payment, amount: number): Payment =>
    moved(row, { refundedMinor: row.refundedMinor - amount, refundableMinor: row.refundableMinor + amount }),
} as const;

function moved(row: Payment, amounts: Partial<Payment>): Payment {
  const next = { ...row, ...amounts, version: row.version + 1 };
  assertInBalance(next);
  return next;
}
