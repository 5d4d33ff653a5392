import { taskHandler } from '#shared/lambda/task-handler.ts';
import type { Step } from './next-step.ts';
import { tellOutcome } from './tell-outcome.ts';
import { assertNotPaused, rowsOf } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<Step> => {
  const rows = await rowsOf(input);
  const at = now();
  assertNotPaused(rows.operations, at);
  return tellOutcome(rows, at);
});
