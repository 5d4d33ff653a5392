import { taskHandler } from '#shared/lambda/task-handler.ts';
import { closeCase } from './close-case.ts';
import type { Step } from './next-step.ts';
import { whereNext } from './where-next.ts';
import { rowsOf } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const rows = await rowsOf(input);
  const at = now();
  return (await closeCase(rows, at)) ?? whereNext(input, at);
});
