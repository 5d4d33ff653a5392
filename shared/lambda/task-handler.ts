import middy from '@middy/core';
import * as z from 'zod';
import { orderId } from '#shared/domain/primitives.ts';
import { systemWorld, type World } from './clock.ts';

/** What every state hands its task: ids only; a waiting state adds its token. */
export const taskInput = z.strictObject({
  caseId: z.string().max(80),
  orderId,
  refundId: z.string().optional(),
  taskToken: z.string().optional(),
});
export type TaskInput = z.infer<typeof taskInput>;

/** Thrown when a state machine hands a task something else than ids. */
export class TaskInputInvalid extends Error {
  override readonly name = 'TaskInputInvalid';
}

const parseInput = (): middy.MiddlewareObj => ({
  before: (request) => {
    const parsed = taskInput.safeParse(request.event);
    if (!parsed.success) throw new TaskInputInvalid(z.prettifyError(parsed.error));
    request.event = parsed.data;
  },
});

/** A workflow task: parsed ids in, a value that a Choice reads out. */
export function taskHandler<Result>(work: (input: TaskInput, world: World) => Promise<Result>) {
  return middy((input: TaskInput) => work(input, systemWorld)).use(parseInput());
}
