import { watched } from './agreed-wait.ts';
import { closing, judgesStock } from './closing.ts';
import type { Step } from './next-step.ts';
import { commit, type Work } from './workbench.ts';

/** Ends a case whose wait has slipped, unless that has changed meanwhile. */
export async function watchWait(work: Work, at: Date): Promise<Step> {
  const step = watched(work, at);
  if (step.next !== 'watch') return step;
  await slip(work, at);
  return { next: 'closed' };
}

/** What was waited for will not be there: this case ends, and the order is short again in a new round. */
async function slip(work: Work, at: Date): Promise<void> {
  const { record, facts, decision, type } = work;
  const orderChanges = type.slipped(facts, record, at);
  const ending = {
    to: 'slipped',
    at,
    because: 'the date slipped',
    decision,
    nextRound: judgesStock(work),
    orderChanges,
  } as const;
  await commit(record, await closing(work, record, ending), 'the wait slipped');
}
