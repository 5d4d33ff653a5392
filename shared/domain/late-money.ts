import type { Order } from './order.ts';
import type { Payment } from './payment.ts';
import { hoursAfter, unreleasedOf, wasRefunded } from './payment-standing.ts';

/** Money that came, or perhaps came, for an order after it was cancelled. */
export interface LateMoney {
  readonly attempt: Payment;
  /** Minor units of the order's currency. */
  readonly amountMinor: number;
  /** Its rows leave no doubt; else staff decide. */
  readonly sure: boolean;
  /**
   * What shows that something has come since: the row itself, by its times; only the record of its change, where the row has
   * none; or nothing any more, since the order has been written after it.
   */
  readonly shown: 'by-its-row' | 'by-its-record' | 'nowhere';
}

/** The clocks of two writers may differ by this much. */
const clockMinutes = 10;

/**
 * Captured money of a cancelled order that nobody gives back and that may have come too late, each attempt by itself. Of an
 * order that we have cancelled it is what was captured beyond what stood there then; of one that its shop has cancelled,
 * what its times tell: what was there in time is given back by whoever cancelled.
 */
export function lateMoney(order: Order, payments: readonly Payment[]): LateMoney[] {
  if (order.orderState !== 'Cancelled') return [];
  const ours = ourCancellationOf(order);
  return payments.flatMap((attempt) => {
    const { attemptId, capturedMinor, refundableMinor } = attempt;
    if (ours) {
      const since = Math.min(refundableMinor, capturedMinor - (ours.capturedMinor[attemptId] ?? 0));
      return since > 0 ? [{ attempt, amountMinor: since, sure: true, shown: 'by-its-row' as const }] : [];
    }
    if (refundableMinor <= 0 || wasRefunded(attempt) || wasInTime(order, attempt)) return [];
    const sure = cameSurelyAfter(order, attempt);
    return [{ attempt, amountMinor: refundableMinor, sure, shown: sure ? 'by-its-row' : shownFor(order, attempt) }];
  });
}

/** What is authorised on a cancelled order, and nobody has released. Letting it go takes nothing from anybody. */
export const lateAuthorizations = (order: Order, payments: readonly Payment[]): LateMoney[] =>
  order.orderState !== 'Cancelled'
    ? []
    : payments.flatMap((attempt) => {
        const amountMinor = unreleasedOf(order, attempt);
        const shown = attempt.createdAt >= cancelledBy(order) ? 'by-its-row' : shownFor(order, attempt);
        return amountMinor > 0 ? [{ attempt, amountMinor, sure: true, shown }] : [];
      });

/** An order that we have cancelled may have been opened again, and cancelled by its shop. */
const ourCancellationOf = ({ cancelledAt, ourCancellation }: Order) =>
  ourCancellation?.at === cancelledAt ? ourCancellation : undefined;

/** An order that does not say when it was cancelled was so when it was last written, at the latest. */
const cancelledBy = ({ cancelledAt, updatedAt }: Order): string => cancelledAt ?? updatedAt;

/** Its first capture lies after the cancellation, or the whole attempt does. */
const cameSurelyAfter = (order: Order, { capturedAt, createdAt }: Payment): boolean =>
  (capturedAt ?? createdAt) > hoursAfter(cancelledBy(order), clockMinutes / 60);

const lastWritten = ({ capturedAt, updatedAt }: Payment): string | undefined => updatedAt ?? capturedAt;

const wasInTime = ({ cancelledAt }: Order, attempt: Payment): boolean => {
  const last = lastWritten(attempt);
  return cancelledAt !== undefined && last !== undefined && last < cancelledAt;
};

function shownFor(order: Order, attempt: Payment): LateMoney['shown'] {
  const last = lastWritten(attempt);
  if (last === undefined) return 'by-its-record';
  return last >= cancelledBy(order) ? 'by-its-row' : 'nowhere';
}
