import { taskHandler } from '#shared/lambda/task-handler.ts';
import { awaitRelease } from './await-release.ts';
import { takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<void> => {
  const work = await takeUp(input);
  await awaitRelease(work, input.taskToken, now());
});
