import { taskHandler } from '#shared/lambda/task-handler.ts';
import { whereNext } from './where-next.ts';

/** Whatever woke the run: the rows say what happened, and where to go. */
export const handler = taskHandler((input, { now }) => whereNext(input, now()));
