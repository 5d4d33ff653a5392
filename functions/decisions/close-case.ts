import { letGo } from '#shared/adapters/order-hold.ts';
import { type CaseState, type Decision, isClosed } from '#shared/domain/case.ts';
import type { Order } from '#shared/domain/order.ts';
import { isOutstanding, type Refund } from '#shared/domain/refund.ts';
import { beginsRound, closing } from './closing.ts';
import type { Step } from './next-step.ts';
import { handToStaff } from './staff.ts';
import { assertNotPaused, cases, commit, question, type Rows, refundsOf, tables } from './workbench.ts';

/**
 * Everything is carried out and said: the case takes its last place, or waits for what was agreed on.
 * @returns the step that ends its run; nothing = it goes on as its rows then stand
 */
export async function closeCase(rows: Rows, at: Date): Promise<Step | undefined> {
  const { record, order, decision, operations } = rows;
  if (isClosed(record.state) || record.state === 'refunding') return { next: 'closed' };
  assertNotPaused(operations, at);
  const waits = record.waitUntil && record.state !== 'waiting' && decision?.answer;
  if (waits) return waitFor(rows, record.waitUntil!, at);
  const refunds = await refundsOf(record);
  const money = standingOf(refunds);
  if (money === 'failed') {
    const why = 'a refund failed: find another way for the money, then retry.';
    await handToStaff(record, order, { reasonCode: 'REFUND_FAILED', why }, at);
    return undefined;
  }
  if (money === 'open') return followRefund(rows, refunds, at);
  const to = endOf(order, decision, money === 'settled');
  const nextRound = beginsRound(rows) && to !== 'closed-by-staff' && to !== 'superseded';
  await commit(record, await closing(rows, record, { to, at, because: 'carried out', decision, nextRound }), 'closing');
  return { next: 'closed' };
}

function standingOf(refunds: readonly Refund[]): 'none' | 'open' | 'failed' | 'settled' {
  if (refunds.some(({ state, supersededBy }) => state === 'failed' && !supersededBy)) return 'failed';
  if (refunds.some(isOutstanding)) return 'open';
  return refunds.length > 0 ? 'settled' : 'none';
}

/** The accepted wait is watched by the run; the question is free for others. */
async function waitFor({ record, order, held }: Rows, waitUntil: string, at: Date): Promise<undefined> {
  const free = letGo(record, order);
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
      ...(free.outgoing.length > 0 ? [tables.changeOrder(order, free.changes, at)] : []),
      ...(await question.handOver(record, held)),
    ],
    'waiting as agreed',
  );
}

/** The run ends here: the refund's own run, and what finance reports, close the case. */
async function followRefund(rows: Rows, refunds: readonly Refund[], at: Date): Promise<Step> {
  const { record, order, held } = rows;
  const free = letGo(record, order);
  const dueAt = refunds
    .map(({ dueBy }) => dueBy)
    .sort()
    .at(-1);
  const changes = {
    ...free.changes,
    ...(beginsRound(rows) && { allocationRound: order.allocationRound + 1 }),
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
      ...(await question.handOver(record, held)),
    ],
    'following the refund',
  );
  return { next: 'closed' };
}

/** Money may be back before the mail that says so has gone out: the end is the same as when it comes after it. */
function endOf({ orderState }: Order, decision: Decision | undefined, moneyIsBack: boolean): CaseState {
  if (decision?.by === 'supersede') return 'superseded';
  if (decision && !decision.answer) return decision.by === 'events' ? 'resolved-upstream' : 'closed-by-staff';
  if (moneyIsBack) return 'refunded';
  return orderState === 'Cancelled' ? 'cancelled' : 'resolved';
}
