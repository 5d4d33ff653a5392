import { taskHandler } from '#shared/lambda/task-handler.ts';
import type { Step } from './next-step.ts';
import { tellOutcome } from './tell-outcome.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const work = await takeUp(input);
  const at = now();
  assertNotPaused(work.operations, at);
  return tellOutcome(work, at);
});
