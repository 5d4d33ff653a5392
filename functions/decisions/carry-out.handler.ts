import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import type { CaseState } from '#shared/domain/case.ts';
import { type Order, type OrderLine, reservedQuantity } from '#shared/domain/order.ts';
import type { World } from '#shared/lambda/clock.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { closing } from './closing.ts';
import { assertNotPaused, cases, tables, takeUp } from './workbench.ts';

type Next = { next: 'more' | 'done' | 'refund' } | { next: 'wait'; until: string };

/** One group of stock moves a turn: DynamoDB takes 100 actions a transaction and no item twice. */
const linesPerGroup = 40;

/** The decision stands; the shelves follow it group by group, then the case takes its next place. */
async function carryOut(input: TaskInput, { now }: World): Promise<Next> {
  const { record, facts, settings } = await takeUp(input);
  const at = now();
  assertNotPaused(settings, at);
  const given = giveBack(facts.order);
  if (given.moves.length > 0) {
    const { written } = await transact([tables.changeOrder(facts.order, { lines: given.lines }, at), ...given.moves]);
    if (!written) throw new ConcurrentWrite(`order ${record.orderId} changed while stock was given back`);
    return { next: 'more' };
  }
  if (record.state !== 'acting') return { next: 'done' };
  const decision = await cases.decisionOf(record.orderId, record.caseId);
  const refunding = await cases.hasOpenRefund(record.orderId, record.caseId);
  const { order } = facts;
  const nextRound = tables.changeOrder(order, { allocationRound: order.allocationRound + 1 }, at);
  if (refunding) {
    await written([
      ...cases.moveItems(record, {
        to: 'refunding',
        at,
        by: 'workflow',
        because: 'the refund is on its way',
        changes: { owner: 'finance' },
      }),
      cases.releaseQuestionItem(record),
      nextRound,
    ]);
    return { next: 'refund' };
  }
  if (record.waitUntil && decision?.by !== 'stock') {
    await written([
      ...cases.moveItems(record, {
        to: 'waiting',
        at,
        by: 'workflow',
        because: 'the wait was accepted',
        changes: { owner: 'workflow', dueAt: record.waitUntil },
      }),
      cases.releaseQuestionItem(record),
    ]);
    return { next: 'wait', until: record.waitUntil };
  }
  const to: CaseState = order.orderState === 'Cancelled' ? 'cancelled' : 'resolved';
  await written([...closing(cases, record, to, at, 'carried out'), nextRound]);
  return { next: 'done' };

  async function written(items: TransactItem[]): Promise<void> {
    if (!(await transact(items)).written) throw new ConcurrentWrite(`case ${record.caseId} changed meanwhile`);
  }
}

/** What is reserved beyond what is still wanted goes back to its shelf; moves of one shelf are merged. */
function giveBack(order: Order): { lines: OrderLine[]; moves: TransactItem[] } {
  const returned = new Map<string, { sku: string; locationId: string; quantity: number }>();
  let touched = 0;
  const lines = order.lines.map((line) => {
    let excess = reservedQuantity(line) - line.quantity;
    if (excess <= 0 || touched === linesPerGroup) return line;
    touched++;
    const reservations = line.reservations.flatMap((each) => {
      const back = each.state === 'held' ? Math.min(excess, each.quantity) : 0;
      if (back === 0) return [each];
      excess -= back;
      const key = `${line.sku} ${each.locationId}`;
      const sum = (returned.get(key)?.quantity ?? 0) + back;
      returned.set(key, { sku: line.sku, locationId: each.locationId, quantity: sum });
      return back < each.quantity ? [{ ...each, quantity: each.quantity - back }] : [];
    });
    return { ...line, reservations };
  });
  const moves = [...returned.values()].map(({ sku, locationId, quantity }) =>
    tables.releaseStock(sku, locationId, quantity),
  );
  return { lines, moves };
}

export const handler = taskHandler(carryOut);
