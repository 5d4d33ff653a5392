import type { Mending } from '#functions/exception-types/exception-type.ts';
import type { CasesTable, Outgoing } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Decision } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf, refundIdOf } from '#shared/domain/identity.ts';
import { currencies, drawFrom } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { assertInBalance, type Payment, refundSteps } from '#shared/domain/payment.ts';

/** Thrown when a refund may not be paid by us: the case goes to staff, and no amount has moved. */
export class RefundNotAllowed extends Error {
  override readonly name = 'RefundNotAllowed';
}

/** Ten business days are at most fourteen calendar days: the default of design section 5. */
const refundDueDays = 14;

/**
 * The writes of a refund: the amount leaves what is refundable on the payments that it came from, and each payment gets
 * one request, whose id derives from the decision.
 * @throws RefundNotAllowed, AmountExceeded
 */
export function refundWrites(
  cases: CasesTable,
  tables: SourceTables,
  {
    record,
    order,
    payments,
    decision,
    mending,
    at,
  }: {
    record: CaseRecord;
    order: Order;
    payments: readonly Payment[];
    decision: Decision;
    mending: Mending;
    at: Date;
  },
): { items: TransactItem[]; outgoing: Outgoing[] } {
  const { amountMinor, lines, shippingMinor } = mending.refund;
  if (amountMinor === 0) return { items: [], outgoing: [] };
  for (const payment of payments) assertInBalance(payment);
  if (payments.some(({ disputed }) => disputed))
    throw new RefundNotAllowed(`a payment of order ${order.orderId} is disputed`);
  if (payments.some(({ currencyCode }) => currencyCode !== order.currencyCode)) {
    throw new RefundNotAllowed(`order ${order.orderId} and a payment of it differ in currency`);
  }
  const step = currencies[order.currencyCode].roundingIncrementMinor;
  const parts = drawFrom(
    amountMinor,
    payments.map(({ refundableMinor }) => refundableMinor),
    step,
  );
  const requests = payments.flatMap((payment, i) => (parts[i]! > 0 ? [{ payment, amount: parts[i]! }] : []));
  const rows = requests.map(({ payment, amount }) => {
    const after = refundSteps.request(payment, amount);
    const refundId = refundIdOf(record.caseId, decision.answerId, payment.attemptId);
    const dueBy = new Date(at.getTime() + refundDueDays * 86_400_000).toISOString();
    const detail = {
      refundId,
      orderNumber: order.orderNumber,
      channel: order.channel,
      paymentAttemptId: payment.attemptId,
      providerReference: payment.providerReference,
      method: payment.method,
      currency: payment.currencyCode,
      amount,
      lines,
      shipping: { net: shippingMinor, tax: 0 },
      reasonCode: record.causeCode,
      decisionId: decision.answerId,
      decidedBy: decision.by,
      requestedAt: at.toISOString(),
      dueBy,
      executor: 'finance',
      documentNeeded: false,
      sequence: after.refundSequence,
    };
    const item = cases.putItem(
      {
        pk: record.pk,
        sk: caseKeys.refund(record.caseId, refundId),
        entity: 'refund',
        state: 'requested',
        watched: 0,
        caseId: record.caseId,
        orderId: record.orderId,
        type: record.type,
        dueShard: dueShardOf(refundId),
        dueAt: dueBy,
        ...detail,
      },
      'attribute_not_exists(pk)',
    );
    return { change: tables.changePayment(payment, after), item, detail };
  });
  return {
    items: rows.flatMap(({ change, item }) => [change, item]),
    outgoing: rows.map(({ detail }) => ({ kind: 'event', detailType: 'RefundRequested', detail })),
  };
}
