import type { World } from '#shared/lambda/clock.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { nextStep, type Step } from './next-step.ts';
import { handToStaff } from './staff.ts';
import { situationOf, whereNext } from './where-next.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

/** A case that would have to write to somebody whom we may not or cannot write to. */
async function handOver(input: TaskInput, { now }: World): Promise<Step> {
  const work = await takeUp(input);
  const at = now();
  assertNotPaused(work.operations, at);
  const step = nextStep(await situationOf(work, at));
  if (step.next === 'hand-to-staff') {
    const why = 'the customer has to choose, but cannot be written to. Ask another way, then decide for them.';
    await handToStaff(work.record, work.facts.order, { reasonCode: step.reasonCode, why }, at);
  }
  return whereNext(input, at, work);
}

export const handler = taskHandler(handOver);
