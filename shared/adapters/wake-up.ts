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
  const [decision, waiting] = await Promise.all([cases.decisionOf(orderId, caseId), cases.waitOf(orderId, caseId)]);
  if (!waiting) return undefined;
  if (decision && decision.answerId !== waiting.knownAnswerId) return waiting;
  if (waiting.heard !== undefined || waiting.for === 'staff') {
    const record = await cases.read(orderId, caseId);
    if (record && waiting.for === 'staff' && record.state !== 'needs-staff') return waiting;
    if (record && waiting.heard !== undefined && record.newsSequence > waiting.heard) return waiting;
  }
  if (waiting.turn) {
    const holder = await lock.holder(orderId);
    return !holder || holder === caseId ? waiting : undefined;
  }
  return waiting.step && (await cases.isReleased(orderId, caseId, waiting.step)) ? waiting : undefined;
}
