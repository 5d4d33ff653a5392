import { currencies } from './money.ts';
import type { Order } from './order.ts';
import type { Payment } from './payment.ts';
import { isPaidAfterwards, methodOfRow, type PaymentMethod } from './payment-method.ts';

/**
 * What one attempt stands for: `money` is here, `authorized` can be taken, `promised` comes with the parcel or the
 * invoice, `pending` may still be paid, `lost` had been authorised and is no more, `failed` never came to anything.
 */
export type AttemptStanding = 'money' | 'authorized' | 'promised' | 'pending' | 'lost' | 'failed';

/** Until when an attempt that is pending can be paid. */
export function payByOf(attempt: Payment, methods: readonly PaymentMethod[]): string {
  return attempt.payBy ?? hoursAfter(attempt.createdAt, methodOfRow(methods, attempt.method).payByHours);
}

/** Until when the goods stay set aside for an attempt that is pending; never shorter than it can be paid. */
export function reserveUntilOf(attempt: Payment, methods: readonly PaymentMethod[]): string {
  const reserved = hoursAfter(attempt.createdAt, methodOfRow(methods, attempt.method).reserveUntilHours);
  const payBy = payByOf(attempt, methods);
  return reserved > payBy ? reserved : payBy;
}

export const hoursAfter = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

export function standingOfAttempt(attempt: Payment, methods: readonly PaymentMethod[], now: Date): AttemptStanding {
  const { status, method, authorizedMinor, capturedMinor } = attempt;
  if (capturedMinor > 0) return 'money';
  if (status === 'authorized' || status === 'captured') return 'authorized';
  if (status === 'pending') {
    if (isPaidAfterwards(methodOfRow(methods, method))) return 'promised';
    return payByOf(attempt, methods) > now.toISOString() ? 'pending' : 'failed';
  }
  return authorizedMinor > 0 ? 'lost' : 'failed';
}

/** What the attempts on an order come to, minor units of its currency. */
export interface Coverage {
  /** Captured and not given back. */
  readonly heldMinor: number;
  /** Authorised and not captured yet. */
  readonly authorizedMinor: number;
  /** To be paid with the parcel or by the invoice. */
  readonly promisedMinor: number;
  /** May still be paid. */
  readonly pendingMinor: number;
}

export function coverageOf(payments: readonly Payment[], methods: readonly PaymentMethod[], now: Date): Coverage {
  const total = { heldMinor: 0, authorizedMinor: 0, promisedMinor: 0, pendingMinor: 0 };
  for (const attempt of payments) {
    const standing = standingOfAttempt(attempt, methods, now);
    total.heldMinor += attempt.refundableMinor;
    if (attempt.status === 'authorized')
      total.authorizedMinor += Math.max(0, attempt.authorizedMinor - attempt.capturedMinor);
    if (standing === 'promised') total.promisedMinor += attempt.amountMinor;
    if (standing === 'pending') total.pendingMinor += attempt.amountMinor;
  }
  return total;
}

/** Money has gone back, or is on its way: what is held then says nothing of what was paid. */
export const wasRefunded = ({ refundedMinor, pendingRefundMinor, refundSequence }: Payment): boolean =>
  refundedMinor > 0 || pendingRefundMinor > 0 || refundSequence > 0;

/** Authorised, never taken, and not yet to be released, in minor units. */
export const unreleasedOf = (
  { releasedAuthorizations = {} }: Pick<Order, 'releasedAuthorizations'>,
  { attemptId, status, authorizedMinor, capturedMinor }: Payment,
): number =>
  status === 'authorized' ? Math.max(0, authorizedMinor - capturedMinor - (releasedAuthorizations[attemptId] ?? 0)) : 0;

/** More was captured than the order costs: by how much, and by which attempt if it was one too many as a whole. */
export interface Overpayment {
  readonly attempt: Payment;
  readonly excessMinor: number;
  /** The order is paid in full without this attempt: it was paid twice. */
  readonly twice: boolean;
}

/** Counted only while no refund was ever asked for on the order: a refund under way is no overpayment. */
export function overpaymentOf(order: Order, payments: readonly Payment[]): Overpayment | undefined {
  const { orderState, totalPriceMinor, currencyCode } = order;
  const held = payments.reduce((sum, { refundableMinor }) => sum + refundableMinor, 0);
  const excess = held - totalPriceMinor;
  if (orderState === 'Cancelled' || payments.some(wasRefunded)) return undefined;
  if (excess < currencies[currencyCode].roundingIncrementMinor) return undefined;
  const newestFirst = payments
    .filter(({ refundableMinor }) => refundableMinor > 0)
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
  const twice = newestFirst.find(({ refundableMinor }) => totalPriceMinor > 0 && refundableMinor <= excess);
  if (twice) return { attempt: twice, excessMinor: twice.refundableMinor, twice: true };
  return { attempt: newestFirst[0]!, excessMinor: excess, twice: false };
}
