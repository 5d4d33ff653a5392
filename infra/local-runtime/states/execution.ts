import type { Clock, Timer } from '../clock.ts';
import type { Random } from '../random.ts';
import type { CallService, Json } from '../service.ts';
import { Branch, type ExecutionParts } from './branch.ts';
import { Cancellation } from './cancellation.ts';
import type { StateMachine } from './definition.ts';
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
  readonly machine: Omit<StateMachine, 'creationDate'>;
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

/** An execution that did not succeed may be redriven for so long after it ended. */
const redrivablePeriod = 14 * 86_400_000;

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
  redriveCount = 0;
  redriveDate: number | undefined;
  readonly #world: ExecutionWorld;
  /** Undefined once the history is forgotten. */
  #branch: Branch | undefined;

  constructor({ arn, name, machine, input }: ExecutionStart, world: ExecutionWorld) {
    this.arn = arn;
    this.name = name;
    this.machine = machine;
    this.input = input;
    this.startDate = world.clock.now();
    this.history = new History(() => world.clock.now());
    this.#world = world;
    this.#branch = new Branch({
      parts: this.#parts(),
      cancellation: new Cancellation(),
      context: {
        Execution: this.#context(),
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
      variables: {},
      previous: 0,
    });
  }

  /** Begins the execution; it goes on by itself whenever the clock is driven. */
  start(): void {
    this.history.add('ExecutionStarted', 0, {
      input: JSON.stringify(this.input),
      inputDetails: { truncated: false },
      roleArn: this.machine.roleArn,
    });
    if (this.#branch) this.#runOn(this.#branch);
  }

  stop(error: string | undefined, cause: string | undefined): void {
    this.#end('ABORTED', 'ExecutionAborted', { error, cause });
  }

  /** Why it cannot be redriven; undefined if it can. */
  get redriveRefusal(): string | undefined {
    if (this.stopDate === undefined || this.status === 'SUCCEEDED') {
      return `Execution is ${this.status} and cannot be redriven`;
    }
    if (this.#world.clock.now() - this.stopDate > redrivablePeriod) return 'Execution redrivable period exceeded';
    if (this.history.isFull) return 'Execution history event limit exceeded';
    return this.#branch ? undefined : 'Execution history is not kept any more by the local runtime';
  }

  /** Runs on from where it stopped: the state that was not left is done again, with the same input and variables. */
  redrive(): void {
    const stopped = this.#branch;
    if (!stopped || this.redriveRefusal !== undefined) throw new Error(this.redriveRefusal);
    // A state whose result was too large may have succeeded inside: only a whole new run can give a smaller one.
    if (this.error === 'States.DataLimitExceeded' && stopped.visit) stopped.visit.inner = undefined;
    this.status = 'RUNNING';
    this.redriveCount++;
    this.redriveDate = this.#world.clock.now();
    this.stopDate = undefined;
    this.error = undefined;
    this.cause = undefined;
    const { redriveCount } = this;
    const previous = this.history.add('ExecutionRedriven', this.history.events.length, { redriveCount });
    const cancellation = new Cancellation();
    this.#branch = stopped.revived({ parts: this.#parts(), cancellation, execution: this.#context(), previous });
    this.#runOn(this.#branch);
  }

  /** Keeps of an ended execution only what DescribeExecution answers. */
  forgetHistory(): void {
    if (this.status === 'RUNNING') return;
    this.history.forget();
    this.#branch = undefined;
  }

  #parts(): ExecutionParts {
    const { clock, random, expressions, tokens, region } = this.#world;
    const machine = this.machine.arn;
    const call: CallService = (each) => this.#world.call({ ...each, machine });
    const turns = new Turns();
    return { clock, random, expressions, tokens, call, machine, region, history: this.history, turns, runStates };
  }

  /** `$states.context.Execution` */
  #context() {
    return {
      Id: this.arn,
      Input: this.input,
      Name: this.name,
      RoleArn: this.machine.roleArn,
      StartTime: new Date(this.startDate).toISOString(),
      RedriveCount: this.redriveCount,
      ...(this.redriveDate !== undefined && { RedriveTime: new Date(this.redriveDate).toISOString() }),
    };
  }

  #runOn(branch: Branch): void {
    this.#world.onStatusChange(this);
    const { clock } = this.#world;
    const timer = this.#timer();
    branch.cancellation.onCancel(() => clock.cancel(timer));
    void this.#run(branch);
  }

  #timer(): Timer | undefined {
    const { TimeoutSeconds } = this.machine.definition;
    if (TimeoutSeconds === undefined) return undefined;
    return this.#world.clock.after(TimeoutSeconds * 1000, () =>
      this.#end('TIMED_OUT', 'ExecutionTimedOut', { error: 'States.Timeout' }),
    );
  }

  async #run(branch: Branch): Promise<void> {
    await branch.parts.turns.take();
    try {
      const output = JSON.stringify(await runStates(this.machine.definition, this.input, branch));
      this.#end('SUCCEEDED', 'ExecutionSucceeded', { output });
    } catch (thrown) {
      if (thrown instanceof Aborted || branch !== this.#branch) return;
      const { error, reason } = thrown instanceof StatesError ? thrown : unexpected(thrown);
      this.#end('FAILED', 'ExecutionFailed', { error, cause: reason });
    }
  }

  #end(
    status: ExecutionStatus,
    event: string,
    { output, error, cause }: { output?: string; error?: string | undefined; cause?: string | undefined },
  ): void {
    if (this.status !== 'RUNNING' || !this.#branch) return;
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
