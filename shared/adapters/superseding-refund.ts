import type { CaseRecord } from '#shared/domain/case-record.ts';
import { refundIdOf } from '#shared/domain/identity.ts';
import { assertRefundable, RefundNotAllowed } from '#shared/domain/overpayment.ts';
import { type Payment, refundSteps } from '#shared/domain/payment.ts';
import { type Refund, type RefundExecutor, type RefundRequest, requestOf } from '#shared/domain/refund.ts';
import type { CasesTable } from './cases-table.ts';
import type { TransactItem } from './document-client.ts';
import { newRefundItem, refundRequested } from './refund-request.ts';
import type { SourceTables } from './source-tables.ts';

export interface Retry {
  readonly record: CaseRecord;
  /** The refund that failed. */
  readonly failed: Refund;
  /** The payment that it was on, as it stands now. */
  readonly payment: Payment;
  readonly at: Date;
  /** Who tries again: `staff`, or whatever the audit should say. */
  readonly by: string;
  /** Another way than the first; absent = the same. */
  readonly executor?: RefundExecutor;
}

/** The law's clock does not start anew, but a day is left to pay. */
const leastHours = 24;

/**
 * The writes that try a failed refund again: a new refund of the same amount on the same payment, under an id that
 * derives from the failed one, so that it is superseded once; the amount is reserved again and the case refunds again.
 * @throws RefundNotAllowed, MoveNotAllowed
 */
export function supersedingRefund(
  cases: CasesTable,
  tables: SourceTables,
  { record, failed, payment, at, by, executor }: Retry,
): TransactItem[] {
  if (failed.state !== 'failed' || failed.supersededBy) {
    const standing = failed.supersededBy ? `superseded by ${failed.supersededBy}` : failed.state;
    throw new RefundNotAllowed(
      'REFUND_NOT_FAILED',
      `refund ${failed.refundId} is ${standing}: only a failed one is tried again`,
    );
  }
  assertRefundable({ payment, amount: failed.amount }, at);
  const dueBy = Math.max(Date.parse(failed.dueBy), at.getTime() + leastHours * 3_600_000);
  const request: RefundRequest = {
    ...requestOf(failed),
    refundId: refundIdOf(record.caseId, failed.refundId, payment.attemptId),
    supersedes: failed.refundId,
    requestedAt: at.toISOString(),
    dueBy: new Date(dueBy).toISOString(),
    // The credit document was asked for with the first request and stays with it.
    documentNeeded: false,
    sequence: payment.refundSequence + 1,
    ...(executor && { executor }),
  };
  return [
    cases.refundItem(failed, { supersededBy: request.refundId }),
    tables.changePayment(payment, refundSteps.request(payment, failed.amount)),
    newRefundItem(cases, record, request),
    ...cases.moveItems(record, {
      to: 'refunding',
      at,
      by,
      because: 'the refund is tried again',
      changes: { owner: 'finance', dueAt: request.dueBy, reasonCode: undefined },
      outgoing: refundRequested(request),
    }),
  ];
}
