import { taskHandler } from '#shared/lambda/task-handler.ts';
import { lookAgain } from './look-again.ts';
import { rowsOf } from './workbench.ts';

export const handler = taskHandler(async (input, { now }) => lookAgain(await rowsOf(input), now()));
