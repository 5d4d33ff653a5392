import { refundOutcomes, type Standing } from '#functions/refunds/refund-outcome.ts';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Reported } from '#shared/domain/events.ts';
import { ReportRefused } from './report-refused.ts';

interface OfRefund {
  readonly refundId: string;
  readonly caseId: string;
  readonly orderId: string;
}

/** What finance reports about a refund, held against our own rows before anything moves. False = somebody was faster. */
export function refundNews(cases: CasesTable, tables: SourceTables, now: () => Date) {
  const outcomes = refundOutcomes(cases, tables);
  return {
    RefundAccepted: (report: Reported<'RefundAccepted'>) => onto(report, outcomes.RefundAccepted),
    RefundSettled: (report: Reported<'RefundSettled'>) =>
      onto(report, (standing) => outcomes.RefundSettled(standing, report)),
    RefundFailed: (report: Reported<'RefundFailed'>) =>
      onto(report, (standing) => outcomes.RefundFailed(standing, report)),
    CreditDocumentIssued: (report: Reported<'CreditDocumentIssued'>) =>
      onto(report, (standing) => outcomes.CreditDocumentIssued(withDocument(standing), report)),
    CreditDocumentFailed: (report: Reported<'CreditDocumentFailed'>) =>
      onto(report, (standing) => outcomes.CreditDocumentFailed(withDocument(standing), report)),
  };

  async function onto(report: OfRefund, writesFor: (standing: Standing) => TransactItem[]): Promise<boolean> {
    const writes = writesFor(await standingOf(report));
    return writes.length === 0 || (await transact(writes)).written;
  }

  /** The refund, its case and its payment must be of one order: a report under a foreign order finds nothing. */
  async function standingOf({ orderId, caseId, refundId }: OfRefund): Promise<Standing> {
    const [record, refunds, payments, decision] = await Promise.all([
      cases.read(orderId, caseId),
      cases.refundsOf(orderId, caseId),
      tables.payments(orderId),
      cases.decisionOf(orderId, caseId),
    ]);
    const row = refunds.find((each) => each.refundId === refundId);
    if (!record || !row) throw new ReportRefused('REFUND_UNKNOWN', 'refundId, caseId, orderId: no such refund');
    const payment = payments.find(({ attemptId }) => attemptId === row.paymentAttemptId);
    if (!payment) throw new ReportRefused('PAYMENT_UNKNOWN', 'the payment of the refund is not in Payments');
    return { row, record, payment, others: refunds.filter((each) => each !== row), decision, at: now() };
  }
}

function withDocument(standing: Standing): Standing {
  if (standing.row.document) return standing;
  throw new ReportRefused('DOCUMENT_NOT_REQUESTED', 'refundId: no credit document was requested for this refund');
}
