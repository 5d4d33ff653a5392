import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { isClosed } from '#shared/domain/case.ts';
import { staffCalledAgainAt } from '#shared/domain/case-record.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';

export interface EndedRun {
  readonly orderId: string;
  readonly caseId: string;
  /** `FAILED`, `TIMED_OUT` or `ABORTED`. */
  readonly status: string;
}

/** A run that broke leaves its case to staff: nothing that broke stays silent. @throws ConcurrentWrite */
export async function noticeRunFailure(
  cases: CasesTable,
  { orderId, caseId, status }: EndedRun,
  at: Date,
): Promise<void> {
  const record = await cases.read(orderId, caseId);
  if (!record || isClosed(record.state)) return;
  const { type } = record;
  const reasonCode = `RUN_${status}`;
  const { written } = await transact(
    cases.moveItems(record, {
      to: 'needs-staff',
      at,
      by: 'workflow',
      because: `its run ${status.toLowerCase().replace('_', ' ')}`,
      changes: { owner: 'staff', dueAt: staffCalledAgainAt(at), reasonCode },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${type}: a run ended ${status}`,
          text: `The run of case ${caseId} ended ${status}.\nnpm run case -- show ${caseId}\nnpm run case -- retry ${caseId}`,
        },
        { kind: 'event', detailType: 'ExceptionEscalated', detail: { type, reasonCode } },
      ],
    }),
  );
  if (!written) throw new ConcurrentWrite(`case ${caseId} changed while it was handed to staff`);
}
