import * as z from 'zod';
import { currencyCode, nonNegativeMinorUnits } from './money.ts';
import { instant, orderId } from './primitives.ts';

/** A refund's life; settled is not arrived, and even a settled one may be reported failed days later. */
export const refundMoves = {
  requested: ['accepted', 'settled', 'failed'],
  accepted: ['settled', 'failed'],
  settled: ['failed'],
  failed: [],
} as const satisfies Record<string, readonly string[]>;

export type RefundState = keyof typeof refundMoves;

/** One request to pay back one amount on one payment. The row is the request. */
export const refund = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  entity: z.literal('refund'),
  refundId: z.string().max(80),
  caseId: z.string(),
  orderId,
  paymentAttemptId: z.string(),
  state: z.enum(Object.keys(refundMoves) as [RefundState, ...RefundState[]]),
  amount: nonNegativeMinorUnits.min(1),
  currency: currencyCode,
  requestedAt: instant,
  dueBy: instant,
  /** How many of the alarms on the way have been given. */
  watched: z.int().min(0),
  settledAt: instant.optional(),
  failureCode: z.string().optional(),
  dueShard: z.string().optional(),
  dueAt: instant.optional(),
});
export type Refund = z.infer<typeof refund>;

export const mayMove = (from: RefundState, to: RefundState): boolean =>
  (refundMoves[from] as readonly RefundState[]).includes(to);

/** The moments at which somebody is told that a refund is not there yet (design section 5). */
export function refundAlarms({ requestedAt, dueBy }: Refund): { at: string; code: RefundAlarm }[] {
  const start = Date.parse(requestedAt);
  const due = Date.parse(dueBy);
  return [
    { at: new Date(start + 4 * 3_600_000).toISOString(), code: 'NOT_ACKNOWLEDGED' },
    { at: new Date(start + 0.6 * (due - start)).toISOString(), code: 'NEARLY_DUE' },
    { at: dueBy, code: 'OVERDUE' },
  ];
}

export type RefundAlarm = 'NOT_ACKNOWLEDGED' | 'NEARLY_DUE' | 'OVERDUE';
