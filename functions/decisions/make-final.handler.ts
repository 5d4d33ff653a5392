import { taskHandler } from '#shared/lambda/task-handler.ts';
import { makeFinal } from './make-final.ts';
import type { Step } from './next-step.ts';
import { whereNext } from './where-next.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const work = await takeUp(input, ['payments']);
  const at = now();
  assertNotPaused(work.operations, at);
  return (await makeFinal(work, at)) ?? whereNext(input, at);
});
