import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { missedAt, requestAgainItems } from '#shared/adapters/refund-request.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isOnItsWay, isOutstanding, type Refund, type RefundAlarm, refundAlarms } from '#shared/domain/refund.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { alertOf, handedToStaff, noted } from './note.ts';

export type Next = { next: 'ended' } | { next: 'wait'; until: string };

/** Looks at a refund on its way: gives the alarm that is due, and says when to look next. */
export async function watchRefund(cases: CasesTable, row: Refund, record: CaseRecord, at: Date): Promise<Next> {
  if (row.state === 'failed' || !isOutstanding(row)) return { next: 'ended' };
  const alarms = refundAlarms(row);
  const due = alarms[row.watched];
  if (!due) return { next: 'ended' };
  if (due.at > at.toISOString()) {
    // From now on the sweep need not ask whether the run has started, only whether its next look was missed.
    if (row.dueAt !== missedAt(due.at)) await write([cases.refundItem(row, { dueAt: missedAt(due.at) })]);
    return { next: 'wait', until: due.at };
  }
  const next = alarms[row.watched + 1];
  await write([
    cases.refundItem(row, { watched: row.watched + 1, dueAt: next && missedAt(next.at) }),
    ...alarm(cases, row, record, { code: due.code, at }),
  ]);
  return next ? { next: 'wait', until: next.at } : { next: 'ended' };

  async function write(items: TransactItem[]): Promise<void> {
    const { written } = await transact(items);
    if (!written) throw new ConcurrentWrite(`refund ${row.refundId} changed while it was looked at`);
  }
}

interface Due {
  readonly code: RefundAlarm;
  readonly at: Date;
}

function alarm(cases: CasesTable, row: Refund, record: CaseRecord, { code, at }: Due): TransactItem[] {
  const note = { at, by: 'refund', because: code } as const;
  if (!isOnItsWay(row)) return code === 'OVERDUE' ? documentOverdue(cases, row, record, at) : [];
  const again = row.state === 'requested' && code !== 'OVERDUE' ? requestAgainItems(cases, row) : [];
  switch (code) {
    case 'NOT_ACKNOWLEDGED': {
      if (row.state === 'accepted') return [];
      const alert = alertOf(row, 'warning', code, 'Finance has not taken it up; the request was sent again.');
      return [...noted(cases, record, row, { ...note, outgoing: [alert] }), ...again];
    }
    case 'NEARLY_DUE': {
      const alert = alertOf(row, 'warning', code, 'Most of its time has passed.');
      return [...noted(cases, record, row, { ...note, outgoing: [alert] }), ...again];
    }
    case 'OVERDUE': {
      const { refundId, paymentAttemptId, amount, currency, dueBy } = row;
      const alert = alertOf(row, 'critical', code, 'The customer has a right to the money by now.');
      return handedToStaff(cases, record, row, 'REFUND_OVERDUE', {
        ...note,
        outgoing: [
          alert,
          {
            kind: 'event',
            id: `${refundId}/overdue`,
            detailType: 'RefundOverdue',
            detail: { refundId, paymentAttemptId, amount, currency, dueBy },
          },
        ],
      });
    }
  }
}

function documentOverdue(cases: CasesTable, row: Refund, record: CaseRecord, at: Date): TransactItem[] {
  return handedToStaff(cases, record, row, 'CREDIT_DOCUMENT_OVERDUE', {
    at,
    by: 'refund',
    because: 'CREDIT_DOCUMENT_OVERDUE',
    outgoing: [alertOf(row, 'critical', 'CREDIT_DOCUMENT_OVERDUE', 'The money is settled, the document is missing.')],
  });
}
