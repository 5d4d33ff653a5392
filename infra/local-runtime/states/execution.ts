import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { CallService, Json } from '../service.ts';
import { Branch } from './branch.ts';
import { Cancellation } from './cancellation.ts';
import type { Definition } from './definition.ts';
import { Aborted, StatesError } from './errors.ts';
import type { Expressions } from './expressions.ts';
import { History } from './history.ts';
import { runStates } from './state-list.ts';
import type { TaskTokens } from './tokens.ts';
import { Turns } from './turns.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionStart {
  readonly arn: string;
  readonly name: string;
  readonly machine: {
    readonly arn: string;
    readonly name: string;
    readonly definition: Definition;
    readonly roleArn: string;
  };
  readonly input: Json;
}

/** What an execution needs of the world around it. */
export interface ExecutionWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly expressions: Expressions;
  readonly tokens: TaskTokens;
  readonly call: CallService;
  readonly region: string;
  readonly onStatusChange: (execution: Execution) => void;
}

/** One run of a state machine. */
export class Execution {
  readonly arn: string;
  readonly name: string;
  readonly machine: ExecutionStart['machine'];
  readonly input: Json;
  readonly startDate: number;
  readonly history: History;
  status: ExecutionStatus = 'RUNNING';
  stopDate: number | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  readonly #world: ExecutionWorld;
  readonly #branch: Branch;

  constructor({ arn, name, machine, input }: ExecutionStart, world: ExecutionWorld) {
    const { clock, random, expressions, tokens, call, region } = world;
    this.arn = arn;
    this.name = name;
    this.machine = machine;
    this.input = input;
    this.startDate = clock.now();
    this.history = new History(() => clock.now());
    this.#world = world;
    const { history } = this;
    this.#branch = new Branch({
      parts: { clock, random, expressions, tokens, call, region, history, turns: new Turns(), runStates },
      cancellation: new Cancellation(),
      context: {
        Execution: {
          Id: arn,
          Input: input,
          Name: name,
          RoleArn: machine.roleArn,
          StartTime: new Date(this.startDate).toISOString(),
          RedriveCount: 0,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
      variables: {},
      previous: 0,
    });
  }

  /** Begins the execution; it goes on by itself whenever the clock is driven. */
  start(): void {
    const { definition, roleArn } = this.machine;
    this.history.add('ExecutionStarted', 0, {
      input: JSON.stringify(this.input),
      inputDetails: { truncated: false },
      roleArn,
    });
    this.#world.onStatusChange(this);
    const { clock } = this.#world;
    if (definition.TimeoutSeconds !== undefined) {
      const timer = clock.after(definition.TimeoutSeconds * 1000, () => this.#timeOut());
      this.#branch.cancellation.onCancel(() => clock.cancel(timer));
    }
    void this.#run(definition);
  }

  stop(error: string | undefined, cause: string | undefined): void {
    this.#end('ABORTED', 'ExecutionAborted', { error, cause });
  }

  async #run(definition: Definition): Promise<void> {
    await this.#branch.parts.turns.take();
    try {
      const output = JSON.stringify(await runStates(definition, this.input, this.#branch));
      this.#end('SUCCEEDED', 'ExecutionSucceeded', { output });
    } catch (thrown) {
      if (thrown instanceof Aborted) return;
      const { error, reason } = thrown instanceof StatesError ? thrown : unexpected(thrown);
      this.#end('FAILED', 'ExecutionFailed', { error, cause: reason });
    }
  }

  #timeOut(): void {
    this.#end('TIMED_OUT', 'ExecutionTimedOut', { error: 'States.Timeout' });
  }

  #end(
    status: ExecutionStatus,
    event: string,
    { output, error, cause }: { output?: string; error?: string | undefined; cause?: string | undefined },
  ): void {
    if (this.status !== 'RUNNING') return;
    this.status = status;
    this.stopDate = this.#world.clock.now();
    this.output = output;
    this.error = error;
    this.cause = cause;
    this.history.add(event, this.#branch.previous, {
      ...(output !== undefined && { output, outputDetails: { truncated: false } }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
    this.#branch.cancellation.cancel();
    this.#world.onStatusChange(this);
  }
}

/** A defect of this interpreter rather than of the workflow; the execution fails loudly with the stack as its cause. */
function unexpected(thrown: unknown): StatesError {
  return new StatesError('States.Runtime', thrown instanceof Error ? thrown.stack : String(thrown), { terminal: true });
}
