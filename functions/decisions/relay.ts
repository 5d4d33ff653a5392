import type { DynamoDBRecord } from 'aws-lambda';
import type { CasesTable } from '#shared/adapters/cases-table.ts';
import type { Incidents } from '#shared/adapters/incidents.ts';
import type { QuestionLock } from '#shared/adapters/question-lock.ts';
import { wakeUpOf } from '#shared/adapters/wake-up.ts';
import { startRun, wake } from '#shared/adapters/workflows.ts';
import { goOnAfter } from './release-incident.ts';

export interface RelayDesk {
  readonly cases: CasesTable;
  readonly lock: QuestionLock;
  readonly incidents: Incidents;
  readonly demandQueueUrl: string;
  readonly refundMachineArn: string;
}

/**
 * Wakes the run of a case when both sides stand: what it waits for, and its wait. Either's write brings it here and both are
 * re-read, so the later of the two writes always sees the earlier, and no wake-up is lost.
 */
export async function relay(desk: RelayDesk, { eventName, dynamodb }: DynamoDBRecord, now: Date): Promise<void> {
  const image = dynamodb?.NewImage;
  const [caseId, orderId, refundId] = [image?.caseId?.S, image?.orderId?.S, image?.refundId?.S];
  if (image?.entity?.S === 'incident') {
    if (image.state?.S === 'released') await goOnAfter(desk, image.incidentId?.S ?? '', now);
    return;
  }
  if (!caseId || !orderId) return;
  if (refundId) {
    // A refund row is the request: its run is named by it, so that it starts once.
    if (eventName === 'INSERT') await startRun(desk.refundMachineArn, refundId, { caseId, orderId, refundId });
    return;
  }
  const step = image?.entity?.S === 'wait' ? image.step?.S : undefined;
  const due = await wakeUpOf(desk.cases, desk.lock, { caseId, orderId, step });
  if (due) await wake(due.token);
}
