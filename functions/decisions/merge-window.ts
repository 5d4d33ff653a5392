import { openCasesBeside } from '#shared/adapters/order-file.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { modeOf, type Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import { isMailable } from './message-hours.ts';
import { cases } from './workbench.ts';

/** A mail waits at the most so long for another case of its order that is about to have one too. */
const mergeMs = 15 * 60_000;
/** Within so long after it settled the other's run has come to what it tells, and takes this one along. */
const turnMs = 60_000;

/** The other cases of the order that are open. */
export const otherCases = (record: CaseRecord): Promise<CaseRecord[]> => openCasesBeside(cases.tableName, record);

/** Until when a notice waits for cases of its order that have nearly or just settled; nothing = it waits for none. */
export function othersSettleAt(
  others: readonly CaseRecord[],
  order: Order,
  operations: Operations,
  now: Date,
): string | undefined {
  const settling = others.filter(
    ({ state, type, reasonCode }) =>
      (state === 'detected' || state === 'settling') && !reasonCode && modeOf(operations, type, now) === 'automatic',
  );
  return lastWithin(
    settling.map(({ settleUntil }) => settleUntil),
    order,
    now,
  );
}

/** Until when a closing mail waits for answers of its order that are nearly final; nothing = it waits for none. */
export async function othersEndAt(others: readonly CaseRecord[], order: Order, now: Date): Promise<string | undefined> {
  const decisions = await Promise.all(others.map(({ orderId, caseId }) => cases.decisionOf(orderId, caseId)));
  return lastWithin(
    decisions.flatMap((each) => (each?.phase === 'provisional' ? [each.until] : [])),
    order,
    now,
  );
}

/** By when all have had their turn whose instants lie no further ahead than `mostMs`; nothing = there are none. */
export function lastTurn(instants: readonly string[], mostMs: number, now: Date): Date | undefined {
  const last = instants
    .map((each) => Date.parse(each))
    .filter((at) => at + turnMs > now.getTime() && at <= now.getTime() + mostMs)
    .sort((a, b) => a - b)
    .at(-1);
  return last === undefined ? undefined : new Date(last + turnMs);
}

/** The same within the window of an order; never an instant at night. */
function lastWithin(instants: readonly string[], order: Order, now: Date): string | undefined {
  const until = lastTurn(instants, mergeMs, now);
  return until && isMailable(order, until) ? until.toISOString() : undefined;
}
