import type { CasesTable, Outgoing } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { CaseState } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';

/** The writes that close a case: its move, the completed report, the event, and the question given up. */
export function closing(
  cases: CasesTable,
  record: CaseRecord,
  to: CaseState,
  at: Date,
  because: string,
  outgoing: readonly Outgoing[] = [],
): TransactItem[] {
  const [first] = record.reports;
  const completed = first && {
    ...first,
    version: record.reports.length + 1,
    at: at.toISOString(),
    outcome: to,
    messages: record.messages,
    handlingSeconds: Math.round((at.getTime() - Date.parse(record.openedAt)) / 1000),
  };
  const items = cases.moveItems(record, {
    to,
    at,
    by: 'workflow',
    because,
    changes: { reports: [...record.reports, ...(completed ? [completed] : [])] },
    outgoing: [
      { kind: 'event', detailType: 'ExceptionResolved', detail: { type: record.type, outcome: to } },
      ...outgoing,
    ],
  });
  return [...items, cases.releaseQuestionItem(record)];
}
