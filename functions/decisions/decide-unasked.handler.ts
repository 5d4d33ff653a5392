import { taskHandler } from '#shared/lambda/task-handler.ts';
import { decideUnasked } from './decide-unasked.ts';
import { nextStep, type Step } from './next-step.ts';
import { situationOf, whereNext } from './where-next.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now, newId }): Promise<Step> => {
  const work = await takeUp(input);
  const at = now();
  assertNotPaused(work.operations, at);
  const situation = await situationOf(work, at);
  if (nextStep(situation).next === 'decide-unasked') await decideUnasked(work, situation, newId(), at);
  return whereNext(input, at, work);
});
