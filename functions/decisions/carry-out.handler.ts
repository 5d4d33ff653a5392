import { type Order, wantsStock } from '#shared/domain/order.ts';
import type { World } from '#shared/lambda/clock.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import type { Step } from './next-step.ts';
import { assertNotPaused, rowsOf, settings, stock, tables } from './workbench.ts';

/** The decision stands; the shelves follow it, one group a turn: what is not wanted goes back, what is wanted is set aside. */
async function carryOut(input: TaskInput, { now }: World): Promise<Step> {
  const { record, decision, order, operations, type } = await rowsOf(input);
  const at = now();
  assertNotPaused(operations, at);
  if (settings.allocatedBy === 'ordermend') {
    const given = await stock.giveBack(order, at);
    const moved = given === 'done' && wantsStock(order) ? await allocate(order, at) : given;
    if (moved === 'overtaken') throw new ConcurrentWrite(`order ${record.orderId} changed while its stock moved`);
    if (moved !== 'done') return { next: 'carry-out' };
  }
  return { next: decision && type.tells(record, decision) ? 'tell' : 'close' };
}

const allocate = async (order: Order, at: Date) => stock.allocate(await tables.factsOf(order, ['stock']), at);

export const handler = taskHandler(carryOut);
