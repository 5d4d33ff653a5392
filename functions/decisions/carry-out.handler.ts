import { wantsStock } from '#shared/domain/order.ts';
import type { World } from '#shared/lambda/clock.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import type { Step } from './next-step.ts';
import { assertNotPaused, cases, settings, stock, takeUp } from './workbench.ts';

/** The decision stands; the shelves follow it, one group a turn: what is not wanted goes back, what is wanted is set aside. */
async function carryOut(input: TaskInput, { now }: World): Promise<Step> {
  const { record, facts, operations, type } = await takeUp(input, ['stock']);
  const at = now();
  assertNotPaused(operations, at);
  if (settings.allocatedBy === 'ordermend') {
    const given = await stock.giveBack(facts.order, at);
    const moved = given === 'done' && wantsStock(facts.order) ? await stock.allocate(facts, at) : given;
    if (moved === 'overtaken') throw new ConcurrentWrite(`order ${record.orderId} changed while its stock moved`);
    if (moved !== 'done') return { next: 'carry-out' };
  }
  const decision = await cases.decisionOf(record.orderId, record.caseId);
  return { next: decision && type.tells(record, decision) ? 'tell' : 'close' };
}

export const handler = taskHandler(carryOut);
