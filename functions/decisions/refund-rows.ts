import type { Mending } from '#functions/exception-types/exception-type.ts';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { newRefundItem, refundRequested } from '#shared/adapters/refund-request.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Decision } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { refundIdOf } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { type MoneyBack, moneyBack, type Part, unappliedBack } from '#shared/domain/overpayment.ts';
import { type Payment, refundSteps } from '#shared/domain/payment.ts';
import { unreleasedOf } from '#shared/domain/payment-standing.ts';
import type { RefundRequest } from '#shared/domain/refund.ts';
import { type RefundDueBy, refundDueAt } from '#shared/domain/refund-due.ts';
import { type ReturnedGoods, splitOverPayments } from '#shared/domain/refund-split.ts';

export { RefundNotAllowed } from '#shared/domain/overpayment.ts';

export interface RefundOfDecision {
  readonly record: CaseRecord;
  readonly order: Order;
  readonly payments: readonly Payment[];
  readonly decision: Decision;
  readonly mending: Pick<Mending, 'refund'>;
  readonly at: Date;
  /** Of the order's channel; absent = the shop pays. */
  readonly channel?: { readonly refundBy: 'us' | 'marketplace' } | undefined;
  readonly settings: { readonly refundDueBy: RefundDueBy };
}

export interface RefundWrites {
  readonly items: TransactItem[];
  readonly outgoing: Outgoing[];
  /** Minor units that are refunded; less than the amendment when not all of it was captured. */
  readonly refundedMinor: number;
  /** What the order costs once it is amended. */
  readonly totalPriceMinor: number;
  /** For the detail of OrderAmended or OrderCancelled; empty when nothing was only authorised. */
  readonly releases: {
    readonly authorizationsToRelease?: {
      paymentAttemptId: string;
      amount: number;
      currency: Payment['currencyCode'];
    }[];
  };
  /** What the order keeps of these releases. */
  readonly orderChanges: Partial<Order>;
}

/**
 * The writes of a refund: what was overpaid leaves what is refundable on the payments that it came from, and each
 * payment gets one request, whose id derives from the decision.
 * @throws RefundNotAllowed
 */
export function refundWrites(cases: CasesTable, tables: SourceTables, given: RefundOfDecision): RefundWrites {
  const { record, order, payments, mending } = given;
  const { amountMinor, unappliedOn } = mending.refund;
  const unapplied = payments.find(({ attemptId }) => attemptId === unappliedOn);
  const totalPriceMinor = unapplied ? order.totalPriceMinor : Math.max(0, order.totalPriceMinor - amountMinor);
  const { refunds, releases } = moneyOf(given, unapplied);
  const splits = unapplied
    ? [{ ...noGoods, unapplied: amountMinor }]
    : splitOverPayments(
        refunds.map(({ amount }) => amount),
        { lines: mending.refund.lines, shipping: shippingOf(order, mending.refund.shippingMinor) },
      );
  const requests = refunds.map((part, i) => requestOn(part, splits[i]!, given));
  return {
    items: refunds.flatMap(({ payment, amount }, i) => [
      tables.changePayment(payment, refundSteps.request(payment, amount)),
      newRefundItem(cases, record, requests[i]!),
    ]),
    outgoing: requests.flatMap((request) => refundRequested(request)),
    refundedMinor: refunds.reduce((sum, { amount }) => sum + amount, 0),
    totalPriceMinor,
    releases: releases.length === 0 ? {} : { authorizationsToRelease: releases.map(released) },
    orderChanges: releases.length === 0 ? {} : { releasedAuthorizations: releasedBy(order, releases) },
  };
}

/** @throws RefundNotAllowed */
function moneyOf({ order, payments, mending, at }: RefundOfDecision, unapplied: Payment | undefined): MoneyBack {
  const { amountMinor, releaseOf } = mending.refund;
  if (releaseOf !== undefined) {
    const late = payments.filter(({ attemptId }) => attemptId === releaseOf);
    return { refunds: [], releases: late.map((payment) => ({ payment, amount: unreleasedOf(order, payment) })) };
  }
  if (amountMinor === 0) return { refunds: [], releases: [] };
  return unapplied ? unappliedBack(order, unapplied, amountMinor, at) : moneyBack(order, payments, amountMinor, at);
}

/** With what was to be released before. */
function releasedBy({ releasedAuthorizations = {} }: Order, releases: readonly Part[]): Record<string, number> {
  const now = releases.map(({ payment: { attemptId }, amount }) => {
    return [attemptId, (releasedAuthorizations[attemptId] ?? 0) + amount] as const;
  });
  return { ...releasedAuthorizations, ...Object.fromEntries(now) };
}

const noGoods: ReturnedGoods = { lines: [], shipping: { net: 0, tax: 0 } };

function requestOn(
  { payment, amount }: Part,
  { lines, shipping, unapplied }: ReturnedGoods & { readonly unapplied?: number },
  { record, order, decision, at, channel, settings }: RefundOfDecision,
): RefundRequest {
  return {
    refundId: refundIdOf(record.caseId, decision.answerId, payment.attemptId),
    orderNumber: order.orderNumber,
    channel: order.channel,
    paymentAttemptId: payment.attemptId,
    providerReference: payment.providerReference,
    method: payment.method,
    currency: payment.currencyCode,
    amount,
    lines: [...lines],
    shipping,
    ...(unapplied !== undefined && { unapplied }),
    reasonCode: record.causeCode,
    decisionId: decision.answerId,
    decidedBy: decision.by,
    requestedAt: at.toISOString(),
    dueBy: refundDueAt(order.market, at, settings.refundDueBy).toISOString(),
    executor: channel?.refundBy === 'marketplace' ? 'marketplace' : 'finance',
    ...(order.invoice && { invoice: order.invoice }),
    documentNeeded: order.invoice !== undefined && unapplied === undefined,
    sequence: payment.refundSequence + 1,
  };
}

const released = ({ payment, amount }: Part) => ({
  paymentAttemptId: payment.attemptId,
  amount,
  currency: payment.currencyCode,
});

function shippingOf({ shippingTaxRate = 0 }: Order, shippingMinor: number): { net: number; tax: number } {
  const net = Math.round(shippingMinor / (1 + shippingTaxRate));
  return { net, tax: shippingMinor - net };
}
