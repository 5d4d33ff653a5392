import { taskHandler } from '#shared/lambda/task-handler.ts';
import { askCustomer } from './ask-customer.ts';
import { assertNotPaused, takeUp } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<void> => {
  const work = await takeUp(input);
  const at = now();
  assertNotPaused(work.operations, at);
  await askCustomer(work, input.taskToken, at);
});
