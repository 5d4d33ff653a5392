import type { CasesTable, Outgoing } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { type Payment, refundSteps } from '#shared/domain/payment.ts';
import { mayMove, type Refund, type RefundState } from '#shared/domain/refund.ts';

interface Outcome {
  readonly row: Refund;
  readonly record: CaseRecord;
  readonly payment: Payment;
  readonly to: RefundState;
  readonly report: {
    readonly amount?: number | undefined;
    readonly currency?: string | undefined;
    readonly code?: string | undefined;
  };
  /** No other refund of the case is still on its way. */
  readonly last: boolean;
  readonly at: Date;
}

/** The writes for what finance reported; none when the report cannot be true of this refund's present state. */
export function refundOutcome(cases: CasesTable, tables: SourceTables, outcome: Outcome): TransactItem[] {
  const { row, to, report } = outcome;
  const mistaken =
    (report.amount !== undefined && report.amount !== row.amount) ||
    (report.currency !== undefined && report.currency !== row.currency);
  if (!mayMove(row.state, to) || (mistaken && to !== 'failed')) return [];
  if (to === 'accepted') return [cases.refundItem(row, { state: 'accepted' })];
  return to === 'settled' ? settled(cases, tables, outcome) : failed(cases, tables, outcome);
}

function settled(cases: CasesTable, tables: SourceTables, { row, record, payment, last, at }: Outcome): TransactItem[] {
  const { refundId, amount, currency, paymentAttemptId } = row;
  const completed: Outgoing = {
    kind: 'event',
    detailType: 'RefundCompleted',
    detail: { refundId, amount, currency, paymentAttemptId, settledAt: at.toISOString() },
  };
  const resolved: Outgoing = {
    kind: 'event',
    detailType: 'ExceptionResolved',
    detail: { type: record.type, outcome: 'refunded' },
  };
  const open = record.state === 'refunding';
  const moved = open
    ? cases.moveItems(record, {
        to: last ? 'refunded' : 'refunding',
        at,
        by: 'finance',
        because: 'the refund settled',
        outgoing: last ? [completed, resolved] : [completed],
      })
    : [];
  return [
    cases.refundItem(row, { state: 'settled', settledAt: at.toISOString() }),
    tables.changePayment(payment, refundSteps.settle(payment, amount)),
    ...moved,
  ];
}

/** The amount is refundable again, and somebody has to find another way for it. */
function failed(
  cases: CasesTable,
  tables: SourceTables,
  { row, record, payment, report, at }: Outcome,
): TransactItem[] {
  const back =
    row.state === 'settled' ? refundSteps.takeBackSettled(payment, row.amount) : refundSteps.fail(payment, row.amount);
  const moved =
    record.state === 'refunding' || record.state === 'refunded'
      ? cases.moveItems(record, {
          to: 'needs-staff',
          at,
          by: 'finance',
          because: 'the refund failed',
          changes: { owner: 'staff', dueAt: at.toISOString() },
          outgoing: [
            {
              kind: 'alert',
              severity: 'critical',
              subject: `refund ${row.refundId} failed`,
              text: `Refund ${row.refundId} failed (${report.code ?? 'no code'}). npm run case -- retry ${row.caseId}`,
            },
            {
              kind: 'event',
              detailType: 'ExceptionEscalated',
              detail: { type: record.type, reasonCode: 'REFUND_FAILED' },
            },
          ],
        })
      : [];
  return [
    cases.refundItem(row, { state: 'failed', ...(report.code && { failureCode: report.code }) }),
    tables.changePayment(payment, back),
    ...moved,
  ];
}
