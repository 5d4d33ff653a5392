import type { Wait } from '#shared/domain/case.ts';
import type { CasesTable } from './cases-table.ts';
import type { QuestionLock } from './question-lock.ts';

/**
 * The wait of a case if what it waits for has happened: a decision that it did not know, a release, its turn, news of it,
 * or staff, who have it no more.
 */
export async function isDue(
  cases: CasesTable,
  lock: QuestionLock,
  { caseId, orderId }: { caseId: string; orderId: string },
): Promise<Wait | undefined> {
  const [decision, waiting, record, holder] = await Promise.all([
    cases.decisionOf(orderId, caseId),
    cases.waitOf(orderId, caseId),
    cases.read(orderId, caseId),
    lock.holder(orderId),
  ]);
  if (!waiting) return undefined;
  if (decision && decision.answerId !== waiting.knownAnswerId) return waiting;
  if (waiting.for === 'staff' && record && record.state !== 'needs-staff') return waiting;
  if (record && waiting.heard !== undefined && record.newsSequence > waiting.heard) return waiting;
  if (waiting.turn) return !holder || holder === caseId ? waiting : undefined;
  return waiting.step && (await cases.isReleased(orderId, caseId, waiting.step)) ? waiting : undefined;
}
