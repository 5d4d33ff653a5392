import { taskHandler } from '#shared/lambda/task-handler.ts';
import type { Step } from './next-step.ts';
import { runErrand } from './run-errand.ts';
import { whereNext } from './where-next.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const work = await takeUp(input);
  const at = now();
  assertNotPaused(work.operations, at);
  await runErrand(work, at);
  return whereNext(input, at, work);
});
