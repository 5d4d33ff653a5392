import { steps } from '#shared/domain/case.ts';
import { closing, judgesStock } from './closing.ts';
import { type Step, staffPatienceSeconds } from './next-step.ts';
import { cases, commit, type Work } from './workbench.ts';

const day = 86_400_000;

/** An accepted wait is looked at some days before its date and on it: arrived, still in time, or slipped. */
export async function watchWait(work: Work, at: Date): Promise<Step> {
  const { record, facts, type } = work;
  const standing = type.standing(facts, record, at);
  if (standing === 'arrived') return { next: 'close' };
  if (standing === 'on-time') {
    return { next: 'release', step: steps.arrived, reason: 'stock', timeoutSeconds: untilNextLook(work, at) };
  }
  await slip(work, at);
  return { next: 'closed' };
}

/** The next look: before the date, on it, and a day later when a delivery of the day has not been booked yet. */
function untilNextLook({ record, facts, type }: Work, at: Date): number {
  const date = Date.parse(record.waitUntil ?? at.toISOString());
  const due = type.nextLook?.(facts, record, at);
  const looks = [...(due ? [Date.parse(due)] : []), date - type.watchDaysBefore * day, date, date + day];
  const next = looks.sort((a, b) => a - b).find((look) => look > at.getTime());
  return next ? Math.max(1, Math.ceil((next - at.getTime()) / 1000)) : staffPatienceSeconds;
}

/** What was waited for will not be there: this case ends, and the order is short again in a new round. */
async function slip(work: Work, at: Date): Promise<void> {
  const { record, facts, type } = work;
  const { order } = facts;
  const decision = await cases.decisionOf(record.orderId, record.caseId);
  const orderChanges = type.slipped(facts, record, at);
  const ending = {
    to: 'slipped',
    at,
    because: 'the date slipped',
    decision,
    nextRound: judgesStock(work),
    orderChanges,
  } as const;
  await commit(record, await closing(record, order, ending), 'the wait slipped');
}
