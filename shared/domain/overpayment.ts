import { currencies, drawFrom } from './money.ts';
import type { Order } from './order.ts';
import { assertInBalance, type Payment, PaymentOutOfBalance } from './payment.ts';

/** Why a refund may not be paid by us. */
export type RefundRefusal =
  | 'PAYMENT_DISPUTED'
  | 'CURRENCY_MISMATCH'
  | 'PAYMENT_OUT_OF_BALANCE'
  | 'REFUNDABLE_NO_MORE'
  | 'PARTIAL_REFUND_NOT_POSSIBLE'
  | 'REFUND_EXCEEDS_CAPTURED'
  | 'REFUND_NOT_FAILED';

/** Thrown when a refund may not be paid by us: the case goes to staff, and no amount has moved. */
export class RefundNotAllowed extends Error {
  override readonly name = 'RefundNotAllowed';
  readonly code: RefundRefusal;
  constructor(code: RefundRefusal, message: string) {
    super(message);
    this.code = code;
  }
}

/** A part of an amount on one payment, in minor units. */
export interface Part {
  readonly payment: Payment;
  readonly amount: number;
}

/** What leaves the shop because the order became cheaper. */
export interface MoneyBack {
  /** Captured money, which is refunded. */
  readonly refunds: readonly Part[];
  /** Money that was only authorised, which is released. */
  readonly releases: readonly Part[];
}

/**
 * What the customer has overpaid once the order costs `amountMinor` less: only what was captured beyond what is then
 * owed is refunded, never more than the amendment nor than is refundable, and what was only authorised is released.
 * Both are split over the payments by the largest remainder, in the currency's increments.
 * @throws RefundNotAllowed
 */
export function moneyBack(order: Order, payments: readonly Payment[], amountMinor: number, at: Date): MoneyBack {
  for (const payment of payments) assertReadable(order, payment);
  const step = currencies[order.currencyCode].roundingIncrementMinor;
  const owedAfter = order.totalPriceMinor - amountMinor;

  const refundable = payments.map(({ refundableMinor }) => refundableMinor);
  const paid = sum(refundable);
  const refunded = clamp(paid - owedAfter, 0, Math.min(amountMinor, paid));
  const refunds = partsOf(payments, drawFrom(refunded, refundable, step));
  for (const part of refunds) assertRefundable(part, at);

  const authorized = payments.map(authorizedOnly);
  const open = sum(authorized);
  const released = clamp(paid + open - owedAfter - refunded, 0, Math.min(amountMinor - refunded, open));
  return { refunds, releases: partsOf(payments, drawFrom(released, authorized, step)) };
}

/** An amount of one payment that was never for anything the order costs. @throws RefundNotAllowed */
export function unappliedBack(order: Order, payment: Payment, amount: number, at: Date): MoneyBack {
  assertReadable(order, payment);
  assertRefundable({ payment, amount }, at);
  return { refunds: [{ payment, amount }], releases: [] };
}

/** @throws RefundNotAllowed when money must not be taken from this payment, or not this much */
export function assertRefundable({ payment, amount }: Part, at: Date): void {
  const { attemptId, disputed, refundableUntil, partialRefund, capturedMinor, refundableMinor } = payment;
  if (disputed) throw new RefundNotAllowed('PAYMENT_DISPUTED', `payment ${attemptId} is disputed`);
  if (amount > refundableMinor) {
    throw new RefundNotAllowed(
      'REFUND_EXCEEDS_CAPTURED',
      `${amount} minor units are wanted of payment ${attemptId}, of which ${refundableMinor} can be refunded`,
    );
  }
  if (refundableUntil && refundableUntil <= at.toISOString()) {
    throw new RefundNotAllowed('REFUNDABLE_NO_MORE', `payment ${attemptId} was refundable until ${refundableUntil}`);
  }
  if (!partialRefund && amount < capturedMinor) {
    throw new RefundNotAllowed(
      'PARTIAL_REFUND_NOT_POSSIBLE',
      `payment ${attemptId} can be refunded whole only: ${amount} of ${capturedMinor} minor units are wanted`,
    );
  }
}

function assertReadable({ orderId, currencyCode }: Order, payment: Payment): void {
  if (payment.currencyCode !== currencyCode) {
    throw new RefundNotAllowed(
      'CURRENCY_MISMATCH',
      `order ${orderId} is in ${currencyCode}, its payment ${payment.attemptId} in ${payment.currencyCode}`,
    );
  }
  try {
    assertInBalance(payment);
  } catch (error) {
    if (!(error instanceof PaymentOutOfBalance)) throw error;
    throw new RefundNotAllowed('PAYMENT_OUT_OF_BALANCE', error.message);
  }
}

const authorizedOnly = ({ status, authorizedMinor, capturedMinor }: Payment): number =>
  status === 'authorized' ? Math.max(0, authorizedMinor - capturedMinor) : 0;

const partsOf = (payments: readonly Payment[], amounts: readonly number[]): Part[] =>
  payments.flatMap((payment, i) => (amounts[i]! > 0 ? [{ payment, amount: amounts[i]! }] : []));

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
