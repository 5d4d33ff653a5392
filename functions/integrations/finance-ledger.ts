import * as z from 'zod';
import { outgoingEvents } from '#shared/domain/events.ts';

/**
 * A reference consumer for finance: it books each refund once from events that come at least once, in any sequence, and
 * again when the archive is replayed. It is not deployed; copy it, and put your own ledger behind `Journal`.
 *
 * It works because every line has a key that derives from the refund, the journal takes a key once, and no line
 * depends on another being there already: what a refund stands at is worked out from its lines when it is read.
 */
export interface Journal {
  /** Puts the line if its key is new, in one conditional write; else gives the line that stands there. */
  readonly putIfAbsent: (line: JournalLine) => Promise<JournalLine | undefined>;
  readonly lines: () => Promise<readonly JournalLine[]>;
}

export interface JournalLine {
  /** `<refundId>/<kind>` */
  readonly key: string;
  readonly kind: 'requested' | 'completed' | 'failed' | 'superseded' | 'overdue';
  readonly refundId: string;
  readonly orderId: string;
  /** Minor units of `currency`; on what was requested and what was completed. */
  readonly amount?: number;
  readonly currency?: string;
  readonly paymentAttemptId?: string;
  readonly sequence?: number;
}

/** Thrown when a key stands in the journal with other content: one id must always say the same (nothing is booked). */
export class LedgerConflict extends Error {
  override readonly name = 'LedgerConflict';
}

const { RefundRequested, RefundCompleted } = outgoingEvents;

/** What is read of each event; fields that a later version adds are passed over. */
const ofRefund = { refundId: true, orderId: true } as const;
const money = { ...ofRefund, amount: true, currency: true, paymentAttemptId: true } as const;
const aRefund = z.object(RefundRequested.detail.pick(ofRefund).shape);
const aRequest = z.object(RefundRequested.detail.pick({ ...money, sequence: true, supersedes: true }).shape);
const aCompletion = z.object(RefundCompleted.detail.pick(money).shape);

/** Which lines an event makes; none = it is not about a refund. */
const linesOf: Readonly<Record<string, (detail: unknown) => JournalLine[]>> = {
  RefundRequested(detail) {
    const { supersedes, refundId, ...request } = aRequest.parse(detail);
    const requested = line('requested', refundId, request);
    // First the old one is void: if the second write is lost, the event comes again and both stand.
    return supersedes ? [line('superseded', supersedes, { orderId: request.orderId }), requested] : [requested];
  },
  RefundCompleted(detail) {
    const { refundId, ...completion } = aCompletion.parse(detail);
    return [line('completed', refundId, completion)];
  },
  RefundOverdue(detail) {
    const { refundId, orderId } = aRefund.parse(detail);
    return [line('overdue', refundId, { orderId })];
  },
  /** Finance's own report, which is on the same bus: what had been paid came back. */
  RefundFailed(detail) {
    const { refundId, orderId } = aRefund.parse(detail);
    return [line('failed', refundId, { orderId })];
  },
};

const line = (kind: JournalLine['kind'], refundId: string, rest: Omit<JournalLine, 'key' | 'kind' | 'refundId'>) => ({
  key: `${refundId}/${kind}`,
  kind,
  refundId,
  ...rest,
});

/** Books an event. `known` = every line of it stood already; `passed-over` = it is not about a refund. @throws LedgerConflict */
export async function book(
  journal: Journal,
  event: { readonly 'detail-type': string; readonly detail: unknown },
): Promise<'booked' | 'known' | 'passed-over'> {
  const lines = linesOf[event['detail-type']]?.(event.detail) ?? [];
  if (lines.length === 0) return 'passed-over';
  let booked = false;
  for (const each of lines) {
    const standing = await journal.putIfAbsent(each);
    if (standing && !same(standing, each)) {
      throw new LedgerConflict(`${each.key} is booked with other content: one of both events is wrong`);
    }
    booked ||= !standing;
  }
  return booked ? 'booked' : 'known';
}

const same = (a: JournalLine, b: JournalLine) =>
  a.orderId === b.orderId &&
  a.amount === b.amount &&
  a.currency === b.currency &&
  a.paymentAttemptId === b.paymentAttemptId &&
  a.sequence === b.sequence;

/** What is to be paid back and what is paid back on one payment, in minor units. */
export interface Balance {
  readonly orderId: string;
  readonly paymentAttemptId: string;
  readonly currency: string;
  readonly payable: number;
  readonly paid: number;
  /** Sequence numbers below the highest seen that have not arrived yet. */
  readonly missing: readonly number[];
}

/** One balance per payment. A refund that was superseded or failed counts nowhere; one that is overdue is still payable. */
export function balancesOf(lines: readonly JournalLine[]): Balance[] {
  const keys = new Set(lines.map(({ key }) => key));
  const has = (refundId: string, kind: JournalLine['kind']) => keys.has(`${refundId}/${kind}`);
  const byPayment = Map.groupBy(
    lines.filter(({ kind }) => kind === 'requested'),
    ({ orderId, paymentAttemptId }) => `${orderId} ${paymentAttemptId}`,
  );
  return [...byPayment.values()].map((requests) => {
    const standing = requests.filter(({ refundId }) => !has(refundId, 'superseded') && !has(refundId, 'failed'));
    const total = (done: boolean) =>
      standing
        .filter(({ refundId }) => has(refundId, 'completed') === done)
        .reduce((sum, { amount = 0 }) => sum + amount, 0);
    const seen = new Set(requests.map(({ sequence = 0 }) => sequence));
    const [{ orderId, paymentAttemptId = '', currency = '' }] = requests as [JournalLine];
    const missing = Array.from({ length: Math.max(...seen) }, (_, i) => i + 1).filter((n) => !seen.has(n));
    return { orderId, paymentAttemptId, currency, payable: total(false), paid: total(true), missing };
  });
}

/** Refunds that completed and whose request has not arrived: money that left without a reason that we know. */
export const unmatched = (lines: readonly JournalLine[]): string[] =>
  lines
    .filter(({ kind, refundId }) => kind === 'completed' && !lines.some(({ key }) => key === `${refundId}/requested`))
    .map(({ refundId }) => refundId);

/** Due and not paid; each once. */
export const overdue = (lines: readonly JournalLine[]): string[] => {
  const ended = new Set(
    lines.filter(({ kind }) => kind !== 'requested' && kind !== 'overdue').map((each) => each.refundId),
  );
  return lines
    .filter(({ kind, refundId }) => kind === 'overdue' && !ended.has(refundId))
    .map(({ refundId }) => refundId);
};
