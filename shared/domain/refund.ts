import * as z from 'zod';
import { decision } from './case.ts';
import { currencyCode, nonNegativeMinorUnits } from './money.ts';
import { invoice, order } from './order.ts';
import { instant, lineId, orderId, sku, version } from './primitives.ts';

/** A refund's life; settled is not arrived, and even a settled one may be reported failed days later. */
export const refundMoves = {
  requested: ['accepted', 'settled', 'failed'],
  accepted: ['settled', 'failed'],
  settled: ['failed'],
  failed: [],
} as const satisfies Record<string, readonly string[]>;

export type RefundState = keyof typeof refundMoves;

/** Who pays the money back: a payment adapter, the shop's finance, or the marketplace that took the payment. */
export const refundExecutor = z.enum(['adapter', 'finance', 'marketplace']);
export type RefundExecutor = z.infer<typeof refundExecutor>;

/** What is paid back for a line, on one payment: net + tax, in minor units; the discount share is already taken off. */
export const refundRequestLine = z.strictObject({
  lineId,
  sku,
  /** Units that come back; when several payments share a refund, they are counted on the first alone. */
  quantity: z.int().min(0),
  net: nonNegativeMinorUnits,
  tax: nonNegativeMinorUnits,
  taxRate: z.number().min(0).max(1),
  discountShare: nonNegativeMinorUnits,
});
export type RefundRequestLine = z.infer<typeof refundRequestLine>;

/** The request as finance gets it: `amount` = net + tax of all lines and of shipping, and what is unapplied, to the minor unit. */
export const refundRequest = z.object({
  refundId: z.string().min(1).max(80),
  orderNumber: order.shape.orderNumber,
  channel: z.string(),
  paymentAttemptId: z.string(),
  providerReference: z.string(),
  method: z.string(),
  currency: currencyCode,
  amount: nonNegativeMinorUnits.min(1),
  lines: z.array(refundRequestLine),
  shipping: z.strictObject({ net: nonNegativeMinorUnits, tax: nonNegativeMinorUnits }),
  /** Money that never stood for anything the order costs (it came too late, or twice): no goods, no tax. */
  unapplied: nonNegativeMinorUnits.optional(),
  reasonCode: z.string(),
  decisionId: z.string(),
  decidedBy: decision.shape.by,
  requestedAt: instant,
  dueBy: instant,
  executor: refundExecutor,
  /** The refund that failed and that this one stands for. */
  supersedes: z.string().optional(),
  invoice: invoice.optional(),
  documentNeeded: z.boolean(),
  /** Counts the requests on one payment, from 1. */
  sequence: z.int().min(1),
});
export type RefundRequest = z.infer<typeof refundRequest>;

/** The credit document that a refund needs; money never waits for it, the case does. */
export const creditDocument = z.strictObject({
  state: z.enum(['requested', 'issued', 'failed']),
  number: z.string().optional(),
  issuedAt: instant.optional(),
  failureCode: z.string().optional(),
});

/** One request to pay back one amount on one payment. The row is the request. */
export const refund = z.object({
  ...refundRequest.shape,
  pk: z.string(),
  sk: z.string(),
  entity: z.literal('refund'),
  caseId: z.string(),
  orderId,
  type: z.string(),
  state: z.enum(Object.keys(refundMoves) as [RefundState, ...RefundState[]]),
  /** Raised with each write of the row. */
  version,
  /** How many of the alarms on the way have been given. */
  watched: z.int().min(0),
  acceptedAt: instant.optional(),
  settledAt: instant.optional(),
  settlementReference: z.string().optional(),
  failedAt: instant.optional(),
  failureCode: z.string().optional(),
  supersededBy: z.string().optional(),
  /** What was reported and cannot be true of this row; staff are told of it once. */
  contradiction: z.string().optional(),
  document: creditDocument.optional(),
  dueShard: z.string().optional(),
  dueAt: instant.optional(),
  /** Epoch seconds. */
  expiresAt: z.int(),
});
export type Refund = z.infer<typeof refund>;

/** What the row asks for, as it was published: the same each time. */
export const requestOf = (row: Refund): RefundRequest => refundRequest.parse(row);

export const mayMove = (from: RefundState, to: RefundState): boolean =>
  (refundMoves[from] as readonly RefundState[]).includes(to);

export const isOnItsWay = ({ state }: Pick<Refund, 'state'>): boolean => state === 'requested' || state === 'accepted';

/** A credit document that was asked for and does not stand yet. */
export const documentOutstanding = ({ document }: Pick<Refund, 'document'>): boolean =>
  document !== undefined && document.state !== 'issued';

/** The case stays open: money on its way, money that failed and that no other refund stands for, a document to come. */
export const isOutstanding = (row: Pick<Refund, 'state' | 'supersededBy' | 'document'>): boolean =>
  isOnItsWay(row) || (row.state === 'failed' && !row.supersededBy) || documentOutstanding(row);

/** The moments at which somebody is told that a refund is not there yet (design section 5), earliest first. */
export function refundAlarms({ requestedAt, dueBy }: Pick<Refund, 'requestedAt' | 'dueBy'>): readonly Alarm[] {
  const start = Date.parse(requestedAt);
  const due = Date.parse(dueBy);
  const alarms: Alarm[] = [
    { at: new Date(start + 4 * 3_600_000).toISOString(), code: 'NOT_ACKNOWLEDGED' },
    { at: new Date(start + 0.6 * (due - start)).toISOString(), code: 'NEARLY_DUE' },
    { at: dueBy, code: 'OVERDUE' },
  ];
  return alarms.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export interface Alarm {
  readonly at: string;
  readonly code: RefundAlarm;
}
export type RefundAlarm = 'NOT_ACKNOWLEDGED' | 'NEARLY_DUE' | 'OVERDUE';
