import type { Wait } from '#shared/domain/case.ts';
import type { CasesTable } from './cases-table.ts';
import type { QuestionLock } from './question-lock.ts';

/**
 * The wait of a case if what it waits for has happened: a decision that it did not know, a release, its turn, news of it,
 * or staff, who have it no more. `standing` = the wait, for whoever has just written it.
 */
export async function isDue(
  cases: CasesTable,
  lock: QuestionLock,
  { caseId, orderId }: { caseId: string; orderId: string },
  standing?: Wait,
): Promise<Wait | undefined> {
  const [decision, waiting, record, holder, released] = await Promise.all([
    cases.decisionOf(orderId, caseId),
    standing ?? cases.waitOf(orderId, caseId),
    cases.read(orderId, caseId),
    lock.holder(orderId),
    standing?.step !== undefined && cases.isReleased(orderId, caseId, standing.step),
  ]);
  if (!waiting) return undefined;
  if (decision && decision.answerId !== waiting.knownAnswerId) return waiting;
  if (waiting.for === 'staff' && record && record.state !== 'needs-staff') return waiting;
  if (record && waiting.heard !== undefined && record.newsSequence > waiting.heard) return waiting;
  if (waiting.turn) return !holder || holder === caseId ? waiting : undefined;
  if (standing || !waiting.step) return released ? waiting : undefined;
  return (await cases.isReleased(orderId, caseId, waiting.step)) ? waiting : undefined;
}
