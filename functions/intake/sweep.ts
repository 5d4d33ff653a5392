import type { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import type { QuestionLock } from '#shared/adapters/question-lock.ts';
import { wakeUpOf } from '#shared/adapters/wake-up.ts';
import { runStatus, startRun, wake } from '#shared/adapters/workflows.ts';
import { isClosed, type Wait } from '#shared/domain/case.ts';
import { type CaseRecord, staffCalledAgainAt, staffPatienceDays } from '#shared/domain/case-record.ts';
import { dueShards } from '#shared/domain/identity.ts';
import { isPaused } from '#shared/domain/operations.ts';

/** What was looked at comes up again after this long, if it is still open work; what staff have, when they are called again. */
const lookAgainMinutes = { staff: staffPatienceDays * 24 * 60, otherwise: 60 } as const;

/** An item of the due-time index: open work, or something that has not been delivered. */
const dueItem = z.object({
  pk: z.string(),
  sk: z.string(),
  dueAt: z.string(),
  entity: z.enum(['case', 'decision', 'release', 'refund', 'outbox', 'walk', 'watch', 'incident']),
  sku: z.string().optional(),
  locationId: z.string().optional(),
  caseId: z.string().optional(),
  orderId: z.string().optional(),
  refundId: z.string().optional(),
  owner: z.string().optional(),
});
type DueItem = z.infer<typeof dueItem>;

export interface Sweep {
  readonly cases: CasesTable;
  readonly lock: QuestionLock;
  readonly machineArnPrefix: string;
  readonly refundMachineArn: string;
  readonly demandQueueUrl: string;
  readonly operationsParameter: string;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly at: Date;
}

/**
 * Finds what no record announced: a case that never started, a decision or a release that never reached its run, an event
 * that never left, a shelf that could not be walked, a refund without its run, a run that ended while its case is open, a
 * case that staff have let lie and no run reminds them of.
 */
export async function sweep(work: Sweep): Promise<void> {
  const { cases, logger, at } = work;
  for (let shard = 0; shard < dueShards; shard++) {
    for (const item of await cases.due(`due#${shard}`, at)) {
      const due = dueItem.safeParse(item);
      if (due.success) await lookAt(work, due.data);
      else logger.error('an item of the due-time index fits no kind', { sk: String(item.sk) });
    }
  }
}

/** One item that cannot be helped now does not stand before the rest: it comes up again later. */
async function lookAt(work: Sweep, due: DueItem): Promise<void> {
  const { cases, logger, at } = work;
  let done = false;
  try {
    done = await recover(work, due);
  } catch (error) {
    logger.error('not recovered', {
      sk: due.sk,
      errorName: (error as Error).name,
      errorMessage: (error as Error).message,
    });
  }
  // For an outbox item this write is the recovery: its stream record makes publish-outbox deliver it again.
  if (done) await cases.noLongerDue(due.pk, due.sk);
  else {
    const minutes = lookAgainMinutes[due.owner === 'staff' ? 'staff' : 'otherwise'];
    await cases.lookAgainAt(due.pk, due.sk, due.dueAt, new Date(at.getTime() + minutes * 60_000));
  }
}

/** @returns whether nothing is left to recover of it */
async function recover(work: Sweep, due: DueItem): Promise<boolean> {
  const { cases, lock, refundMachineArn } = work;
  const { entity, caseId, orderId, refundId } = due;
  if (entity === 'walk') return walk(work, due);
  if (entity === 'watch') return watchOver(work, due);
  if (entity === 'incident') return endIncident(work, due);
  if (entity === 'outbox' || !caseId || !orderId) return false;
  if (entity === 'refund' && refundId) {
    if ((await runStatus(refundMachineArn, refundId)) === 'none') {
      await startRun(refundMachineArn, refundId, { caseId, orderId, refundId });
    }
    return false;
  }
  const [record, waiting] = await Promise.all([
    cases.read(orderId, caseId),
    wakeUpOf(cases, lock, { caseId, orderId }),
  ]);
  // What was delivered late to a case that has ended meanwhile has nobody to wake.
  if (!record || isClosed(record.state)) return true;
  if (waiting || record.state !== 'needs-staff') await recoverCase(work, record, waiting);
  else if (entity === 'case') await callStaffAgain(work, record);
  // A release is read by whoever asks for it; a decision is followed until its case has taken it up.
  if (entity === 'release') return true;
  return entity === 'decision' && (record.state === 'acting' || record.state === 'refunding');
}

/** A shelf that changed during a pause is walked when the pause is over. */
async function walk(
  { operationsParameter, demandQueueUrl, at }: Sweep,
  { sku, locationId, dueAt }: DueItem,
): Promise<boolean> {
  if (!sku || !locationId || isPaused(await readOperations(operationsParameter), at)) return false;
  await sendDemandJob(demandQueueUrl, { sku, locationId }, `after ${dueAt}`);
  return true;
}

/** The look itself sets when the next one is due; until it has, this one comes up again. */
async function watchOver({ demandQueueUrl }: Sweep, { orderId, dueAt }: DueItem): Promise<boolean> {
  if (!orderId) return true;
  await sendDemandJob(demandQueueUrl, { orderId }, `watched until ${dueAt}`);
  return false;
}

/** Nobody may have tried since: an incident then ends by its quiet. It is asked about until its row is due no more. */
async function endIncident({ demandQueueUrl, at }: Sweep, { sk }: DueItem): Promise<boolean> {
  await sendDemandJob(demandQueueUrl, { incidentId: sk }, `quiet at ${at.toISOString()}`);
  return false;
}

async function recoverCase(work: Sweep, record: CaseRecord, waiting: Wait | undefined): Promise<void> {
  const { cases, machineArnPrefix, logger, at } = work;
  const { caseId, orderId, type } = record;
  const machine = `${machineArnPrefix}${type}`;
  const status = await runStatus(machine, caseId);
  if (status === 'none') {
    await startRun(machine, caseId, { caseId, orderId });
    await cases.markStarted(record, at);
    logger.info('case started by the sweep', { caseId });
    return;
  }
  if (status === 'RUNNING') {
    if (waiting) await wake(waiting.token);
    return;
  }
  if (record.state !== 'refunding' && record.state !== 'needs-staff') await orphaned(work, record, status);
}

/** Its run ended before staff got it, as when a refund has failed: a run that waits for them calls them itself. */
async function callStaffAgain({ cases, machineArnPrefix, at }: Sweep, record: CaseRecord): Promise<void> {
  const { caseId, type, reasonCode = 'NEEDS_STAFF' } = record;
  if ((await runStatus(`${machineArnPrefix}${type}`, caseId)) === 'RUNNING') return;
  await transact(
    cases.moveItems(record, {
      to: 'needs-staff',
      at,
      by: 'sweep',
      because: 'still waiting for staff',
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${type}: a case still needs staff (${reasonCode})`,
          text: `Case ${caseId} of order ${record.orderId} has waited for staff for a week.\nnpm run case -- show ${caseId}`,
        },
      ],
    }),
  );
}

/** Its run is over and it is not: staff take it from here. */
async function orphaned({ cases, at }: Sweep, record: CaseRecord, status: string): Promise<void> {
  const reasonCode = 'RUN_ENDED';
  const { caseId, type } = record;
  await transact(
    cases.moveItems(record, {
      to: 'needs-staff',
      at,
      by: 'sweep',
      because: `its run ended ${status}`,
      changes: { owner: 'staff', dueAt: staffCalledAgainAt(at), reasonCode },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${type}: a run ended ${status} and left its case open`,
          text: `Case ${caseId} is still open.\nnpm run case -- show ${caseId}`,
        },
        { kind: 'event', detailType: 'ExceptionEscalated', detail: { type, reasonCode } },
      ],
    }),
  );
}
