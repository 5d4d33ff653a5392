import type { CasesTable } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import { type CaseState, caseMoves } from '#shared/domain/case.ts';
import { type CaseRecord, staffCalledAgainAt } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Refund } from '#shared/domain/refund.ts';

/** Reasons for which a refund hands its case to staff. */
export type RefundReason =
  | 'REFUND_OVERDUE'
  | 'REFUND_FAILED'
  | 'REFUND_AMOUNT_DIFFERS'
  | 'REFUND_SETTLED_TWICE'
  | 'REFUND_SETTLED_AFTER_FAILED'
  | 'CREDIT_DOCUMENT_FAILED'
  | 'CREDIT_DOCUMENT_OVERDUE';

/** Reasons that go away by themselves once all is settled and issued; the others are for a person to judge. */
export const passingReasons: readonly string[] = [
  'REFUND_OVERDUE',
  'CREDIT_DOCUMENT_FAILED',
  'CREDIT_DOCUMENT_OVERDUE',
] satisfies RefundReason[];

export interface Note {
  readonly at: Date;
  readonly by: 'finance' | 'refund';
  readonly because: string;
  readonly outgoing: readonly Outgoing[];
}

/** Something about a refund: in the trail of its case, or beside it when the case has ended or is not there yet. */
export function noted(cases: CasesTable, record: CaseRecord, row: Refund, note: Note): TransactItem[] {
  return mayMove(record.state, record.state)
    ? cases.moveItems(record, { ...note, to: record.state })
    : beside(cases, row, note);
}

/** The case goes to staff with a critical alert; a case that is there already gets the alert. */
export function handedToStaff(
  cases: CasesTable,
  record: CaseRecord,
  row: Refund,
  reason: RefundReason,
  { outgoing, ...note }: Note,
): TransactItem[] {
  const escalated: Outgoing = {
    kind: 'event',
    detailType: 'ExceptionEscalated',
    detail: { type: record.type, reasonCode: reason },
  };
  const said = { ...note, outgoing: [...outgoing, escalated] };
  if (!mayMove(record.state, 'needs-staff')) return beside(cases, row, said);
  // A case that staff have for another reason keeps that reason: the refund does not take it away from them.
  const reasonCode = record.state === 'needs-staff' ? record.reasonCode : reason;
  return cases.moveItems(record, {
    ...said,
    to: 'needs-staff',
    changes: { owner: 'staff', dueAt: staffCalledAgainAt(note.at), ...(reasonCode && { reasonCode }) },
  });
}

const mayMove = (from: CaseState, to: CaseState) => (caseMoves[from] as readonly CaseState[]).includes(to);

function beside(cases: CasesTable, { pk, caseId, orderId, type, refundId, version }: Refund, note: Note) {
  const place = (i: string) => `${refundId}-${version}-${i}`;
  const source = {
    pk,
    sk: (i: string) => caseKeys.outbox(caseId, place(i)),
    id: (i: string) => `${caseId}/${place(i)}`,
    type,
    caseId,
    orderId,
  };
  return outboxWrites(cases.tableName, source, note.at, note.outgoing);
}

/** An alert that names the refund, what it is about, and where to look. */
export function alertOf(
  { refundId, caseId, amount, currency, dueBy }: Refund,
  severity: 'critical' | 'warning',
  code: string,
  more: string,
): Outgoing {
  return {
    kind: 'alert',
    severity,
    subject: `refund ${refundId}: ${code}`,
    text: `Refund ${refundId} of ${amount} minor units ${currency}, due ${dueBy}: ${code}. ${more}\nnpm run case -- show ${caseId}`,
  };
}
