import type { Random } from '../random.ts';
import { type Json, ServiceError } from '../service.ts';

/** What the holder of a task token can tell the task that waits. */
export interface WaitingTask {
  /** The ARN of the state machine whose task it is. */
  readonly machine: string;
  succeed(output: Json): void;
  fail(error: string | undefined, cause: string | undefined): void;
  heartbeat(): void;
}

const TOKEN_SHAPE = /^[A-Za-z0-9+/=]{88}$/;

/** The task tokens handed out: open while their task waits, closed for ever afterwards. */
export class TaskTokens {
  readonly #open = new Map<string, WaitingTask>();
  readonly #closed = new Set<string>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  issue(): string {
    const bytes = Uint8Array.from({ length: 64 }, () => Math.floor(this.#random.next() * 256));
    return Buffer.from(bytes).toString('base64');
  }

  open(token: string, task: WaitingTask): void {
    this.#open.set(token, task);
  }

  close(token: string): void {
    if (this.#open.delete(token)) this.#closed.add(token);
  }

  /** The state machine whose task waits for the token; undefined if none does. */
  machineOf(token: string): string | undefined {
    return this.#open.get(token)?.machine;
  }

  /** The task that waits for the token; otherwise the error of SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
  waiting(token: unknown): WaitingTask {
    if (typeof token !== 'string' || !TOKEN_SHAPE.test(token)) {
      throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    const task = this.#open.get(token);
    if (task) return task;
    if (this.#closed.has(token)) {
      throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    throw new ServiceError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  }
}
