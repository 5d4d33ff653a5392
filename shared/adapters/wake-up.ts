import type { Wait } from '#shared/domain/case.ts';
import type { CasesTable } from './cases-table.ts';
import type { QuestionLock } from './question-lock.ts';

interface Looked {
  readonly caseId: string;
  readonly orderId: string;
  /** The step that its wait is for, as far as is known: whether that is let through is asked for with the rest. */
  readonly step?: string | undefined;
}

/**
 * What a case's run waits for, if that has happened: a decision that it did not know, a release, its turn, news of it, or
 * staff, who have it no more. One request; a release that nobody knew it waits for is another one.
 */
export async function wakeUpOf(
  cases: CasesTable,
  lock: QuestionLock,
  { caseId, orderId, step: likely }: Looked,
): Promise<Wait | undefined> {
  const [decision, waiting, standing, holder, likelyReleased] = await Promise.all([
    cases.decisionOf(orderId, caseId),
    cases.waitOf(orderId, caseId),
    cases.standingOf(orderId, caseId),
    lock.holder(orderId),
    likely !== undefined && cases.isReleased(orderId, caseId, likely),
  ]);
  const isDue = ({ knownAnswerId, for: whom, heard, turn, step }: Wait) => {
    if (decision && decision.answerId !== knownAnswerId) return true;
    if (whom === 'staff' && standing && standing.state !== 'needs-staff') return true;
    if (standing && heard !== undefined && standing.newsSequence > heard) return true;
    if (turn) return !holder || holder === caseId;
    if (step === undefined) return false;
    return step === likely ? likelyReleased : cases.isReleased(orderId, caseId, step);
  };
  return waiting && (await isDue(waiting)) ? waiting : undefined;
}
