import { isClosed } from '#shared/domain/case.ts';
import { extendByPauses } from '#shared/domain/operations.ts';
import type { World } from '#shared/lambda/clock.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { cases, takeUp } from './workbench.ts';

type Next =
  | { next: 'closed' | 'silence' | 'act' | 'make-final' }
  | { next: 'ask'; timeoutSeconds: number }
  | { next: 'stand'; until: string };

const reminderAfterHours = 24;

/** Whatever woke the run: the decision item says what happened, and how long to wait if nothing did. */
async function hearAnswer(input: TaskInput, { now }: World): Promise<Next> {
  const { record, settings } = await takeUp(input);
  if (isClosed(record.state) || record.state === 'needs-staff') return { next: 'closed' };
  const decision = await cases.decisionOf(record.orderId, record.caseId);
  const at = now();
  if (decision?.phase === 'final') return { next: 'act' };
  if (decision)
    return decision.until > at.toISOString() ? { next: 'stand', until: decision.until } : { next: 'make-final' };
  if (!record.askedAt || !record.answerDue) return { next: 'ask', timeoutSeconds: reminderAfterHours * 3600 };
  const due = extendByPauses(settings, new Date(record.askedAt), new Date(record.answerDue), at);
  const left = Math.ceil((due.getTime() - at.getTime()) / 1000);
  return left <= 0 ? { next: 'silence' } : { next: 'ask', timeoutSeconds: Math.max(1, left) };
}

export const handler = taskHandler(hearAnswer);
