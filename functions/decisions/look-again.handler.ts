import { taskHandler } from '#shared/lambda/task-handler.ts';
import { lookAgain } from './look-again.ts';
import type { Step } from './next-step.ts';
import { whereNext } from './where-next.ts';
import { takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const work = await takeUp(input);
  const at = now();
  return (await lookAgain(work, at)) ?? whereNext(input, at);
});
