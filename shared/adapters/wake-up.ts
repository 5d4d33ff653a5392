import type { Wait } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { CasesTable } from './cases-table.ts';
import type { QuestionLock } from './question-lock.ts';

interface Ids {
  readonly caseId: string;
  readonly orderId: string;
}

/**
 * A case with its wait, if what that waits for has happened: a decision that it did not know, a release, its turn, news of
 * it, or staff, who have it no more. One request; a release that it waits for is another one.
 */
export async function wakeUpOf(
  cases: CasesTable,
  lock: QuestionLock,
  { caseId, orderId }: Ids,
): Promise<{ readonly record: CaseRecord | undefined; readonly due: Wait | undefined }> {
  const [decision, waiting, record, holder] = await Promise.all([
    cases.decisionOf(orderId, caseId),
    cases.waitOf(orderId, caseId),
    cases.read(orderId, caseId),
    lock.holder(orderId),
  ]);
  const isDue = ({ knownAnswerId, for: whom, heard, turn, step }: Wait) => {
    if (decision && decision.answerId !== knownAnswerId) return true;
    if (whom === 'staff' && record && record.state !== 'needs-staff') return true;
    if (record && heard !== undefined && record.newsSequence > heard) return true;
    if (turn) return !holder || holder === caseId;
    return step !== undefined && cases.isReleased(orderId, caseId, step);
  };
  return { record, due: waiting && (await isDue(waiting)) ? waiting : undefined };
}
