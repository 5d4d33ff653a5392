import { taskHandler } from '#shared/lambda/task-handler.ts';
import type { Step } from './next-step.ts';
import { watchWait } from './watch-wait.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const work = await takeUp(input);
  const at = now();
  if (work.record.state !== 'waiting') return { next: 'closed' };
  assertNotPaused(work.operations, at);
  return watchWait(work, at);
});
