import middy from '@middy/core';
import * as z from 'zod';
import { orderId, version } from '#shared/domain/primitives.ts';
import { systemWorld, type World } from './clock.ts';
import { ServiceTrouble } from './errors.ts';

/** That a case is held up, as the step before found it, in codes. */
const heldUp = z.object({
  step: z.string(),
  reason: z.string(),
  timeoutSeconds: z.number(),
  seen: z.object({ version, answerId: z.string().optional(), respiteUntil: z.string().optional() }).optional(),
});

/** What every state hands its task: ids only; a waiting state adds its token, and what it waits for. */
export const taskInput = z.strictObject({
  caseId: z.string().max(80),
  orderId,
  refundId: z.string().optional(),
  taskToken: z.string().optional(),
  held: heldUp.optional(),
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

/** What AWS answers when trying again may help: its own trouble, too many requests, two transactions at once. */
function isTransient(error: unknown): boolean {
  const {
    name,
    $fault,
    $retryable,
    CancellationReasons: reasons,
  } = error as {
    name?: string;
    $fault?: string;
    $retryable?: object;
    CancellationReasons?: { Code?: string }[];
  };
  if (name === 'TransactionCanceledException') {
    return reasons?.some(({ Code }) => /TransactionConflict|Throttling|ThroughputExceeded/.test(Code ?? '')) ?? false;
  }
  return (
    $fault === 'server' ||
    $retryable !== undefined ||
    /Throttl|TooManyRequests|ThroughputExceeded|TransactionInProgress|TimeoutError|ECONNRESET/.test(name ?? '')
  );
}

const nameTrouble = (): middy.MiddlewareObj => ({
  onError: (request) => {
    if (!isTransient(request.error)) return;
    request.error = new ServiceTrouble(`${request.error?.name}: ${request.error?.message}`);
  },
});

/** A workflow task: parsed ids in, a value that a Choice reads out; what may pass by itself is thrown as ServiceTrouble. */
export function taskHandler<Result>(work: (input: TaskInput, world: World) => Promise<Result>) {
  return middy((input: TaskInput) => work(input, systemWorld))
    .use(parseInput())
    .use(nameTrouble());
}
