import { taskHandler } from '#shared/lambda/task-handler.ts';
import { awaitRelease } from './await-release.ts';

export const handler = taskHandler((input, { now }) => awaitRelease(input, now()));
