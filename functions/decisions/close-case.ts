import { letGo } from '#shared/adapters/order-hold.ts';
import { type CaseState, type Decision, isClosed } from '#shared/domain/case.ts';
import { isOutstanding, type Refund } from '#shared/domain/refund.ts';
import { beginsRound, closing } from './closing.ts';
import type { Step } from './next-step.ts';
import { handToStaff } from './staff.ts';
import { assertNotPaused, cases, commit, question, tables, type Work } from './workbench.ts';

/**
 * Everything is carried out and said: the case takes its last place, or waits for what was agreed on.
 * @returns the step that ends its run; nothing = it goes on as its rows then stand
 */
export async function closeCase(work: Work, at: Date): Promise<Step | undefined> {
  const { record, facts, operations } = work;
  if (isClosed(record.state) || record.state === 'refunding') return { next: 'closed' };
  assertNotPaused(operations, at);
  const [decision, refunds] = await Promise.all([
    cases.decisionOf(record.orderId, record.caseId),
    cases.refundsOf(record.orderId, record.caseId),
  ]);
  const waits = record.waitUntil && record.state !== 'waiting' && decision?.answer;
  if (waits) return waitFor(work, record.waitUntil!, at);
  const money = standingOf(refunds);
  if (money === 'failed') {
    const why = 'a refund failed: find another way for the money, then retry.';
    await handToStaff(record, facts.order, { reasonCode: 'REFUND_FAILED', why }, at);
    return undefined;
  }
  if (money === 'open') return followRefund(work, refunds, at);
  const to = endOf(work, decision, money === 'settled');
  const nextRound = beginsRound(work) && to !== 'closed-by-staff' && to !== 'superseded';
  await commit(
    record,
    await closing(record, facts.order, { to, at, because: 'carried out', decision, nextRound }),
    'closing',
  );
  return { next: 'closed' };
}

function standingOf(refunds: readonly Refund[]): 'none' | 'open' | 'failed' | 'settled' {
  if (refunds.some(({ state, supersededBy }) => state === 'failed' && !supersededBy)) return 'failed';
  if (refunds.some(isOutstanding)) return 'open';
  return refunds.length > 0 ? 'settled' : 'none';
}

/** The accepted wait is watched by the run; the question is free for others. */
async function waitFor({ record, facts }: Work, waitUntil: string, at: Date): Promise<undefined> {
  const free = letGo(record, facts.order);
  await commit(
    record,
    [
      ...cases.moveItems(record, {
        to: 'waiting',
        at,
        by: 'workflow',
        because: 'the wait was accepted',
        changes: { owner: 'workflow', dueAt: waitUntil, pending: undefined },
        outgoing: free.outgoing,
      }),
      ...(free.outgoing.length > 0 ? [tables.changeOrder(facts.order, free.changes, at)] : []),
      ...(await question.handOver(record)),
    ],
    'waiting as agreed',
  );
}

/** The run ends here: the refund's own run, and what finance reports, close the case. */
async function followRefund({ record, facts, type }: Work, refunds: readonly Refund[], at: Date): Promise<Step> {
  const { order } = facts;
  const free = letGo(record, order);
  const dueAt = refunds
    .map(({ dueBy }) => dueBy)
    .sort()
    .at(-1);
  const changes = {
    ...free.changes,
    ...(beginsRound({ type, facts }) && { allocationRound: order.allocationRound + 1 }),
  };
  await commit(
    record,
    [
      ...cases.moveItems(record, {
        to: 'refunding',
        at,
        by: 'workflow',
        because: 'the refund is on its way',
        changes: { owner: 'finance', dueAt, pending: undefined },
        outgoing: free.outgoing,
      }),
      ...(Object.keys(changes).length > 0 ? [tables.changeOrder(order, changes, at, { lookAgain: true })] : []),
      ...(await question.handOver(record)),
    ],
    'following the refund',
  );
  return { next: 'closed' };
}

/** Money may be back before the mail that says so has gone out: the end is the same as when it comes after it. */
function endOf({ facts }: Work, decision: Decision | undefined, moneyIsBack: boolean): CaseState {
  if (decision?.by === 'supersede') return 'superseded';
  if (decision && !decision.answer) return decision.by === 'events' ? 'resolved-upstream' : 'closed-by-staff';
  if (moneyIsBack) return 'refunded';
  return facts.order.orderState === 'Cancelled' ? 'cancelled' : 'resolved';
}
