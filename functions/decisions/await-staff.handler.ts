import { taskHandler } from '#shared/lambda/task-handler.ts';
import { awaitStaff } from './await-staff.ts';
import { rowsOf } from './workbench.ts';

export const handler = taskHandler(async (input, { now }): Promise<void> => {
  await awaitStaff(await rowsOf(input), input.taskToken, now());
});
