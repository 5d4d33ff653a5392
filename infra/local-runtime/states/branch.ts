import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { CallService, Json, JsonObject } from '../service.ts';
import type { Cancellation } from './cancellation.ts';
import type { State, StateList } from './definition.ts';
import { Aborted } from './errors.ts';
import type { Expressions } from './expressions.ts';
import type { History } from './history.ts';
import type { TaskTokens } from './tokens.ts';
import type { Turns } from './turns.ts';

/** What every branch of one execution shares. */
export interface ExecutionParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly expressions: Expressions;
  readonly tokens: TaskTokens;
  /** A call in the name of the state machine. */
  readonly call: CallService;
  /** The ARN of the state machine. */
  readonly machine: string;
  readonly region: string;
  readonly history: History;
  readonly turns: Turns;
  /** Runs the states of an inner branch to their end, from where it stands; the inner branch must have its turn. */
  readonly runStates: (list: StateList, input: Json, branch: Branch) => Promise<Json>;
}

/** One visit of a state. */
export interface Visit {
  readonly name: string;
  readonly state: State;
  readonly input: Json;
  readonly branch: Branch;
  readonly enteredId: number;
  readonly enteredAfter: number;
  /** What runs inside a Parallel or Map state. */
  inner?: InnerRun[] | undefined;
}

/** A branch of a Parallel state or an iteration of a Map state: a redrive runs on those that have not succeeded. */
export interface InnerRun {
  readonly branch: Branch;
  ended: boolean;
  succeeded: boolean;
  output: Json;
}

/** What is new for a branch that a redrive runs on. */
export interface Revival {
  readonly parts: ExecutionParts;
  readonly cancellation: Cancellation;
  /** `$states.context.Execution` */
  readonly execution: JsonObject;
  readonly previous: number;
}

interface BranchStart {
  readonly parts: ExecutionParts;
  readonly cancellation: Cancellation;
  readonly context: JsonObject;
  readonly variables: JsonObject;
  readonly previous: number;
}

/** One thread of states: the execution itself, a branch of a Parallel state or an iteration of a Map state. */
export class Branch {
  readonly parts: ExecutionParts;
  readonly cancellation: Cancellation;
  context: JsonObject;
  variables: JsonObject;
  /** The id of the event that the next event of this branch follows. */
  previous: number;
  /** The state that is to be entered next, or that has been entered and not yet left. */
  at: { readonly name: string; readonly input: Json } | undefined;
  /** The state that has been entered and not yet left. */
  visit: Visit | undefined;

  constructor(start: BranchStart) {
    this.parts = start.parts;
    this.cancellation = start.cancellation;
    this.context = start.context;
    this.variables = start.variables;
    this.previous = start.previous;
  }

  /** A branch inside this one: it sees the variables as they are now and keeps its own to itself. */
  inner(cancellation: Cancellation, context: JsonObject = {}): Branch {
    return new Branch({
      parts: this.parts,
      cancellation,
      context: { ...this.context, ...context },
      variables: this.variables,
      previous: this.previous,
    });
  }

  /** This branch once more, standing where it was stopped. */
  revived({ parts, cancellation, execution, previous }: Revival): Branch {
    const context = { ...this.context, Execution: execution };
    const branch = new Branch({ parts, cancellation, context, variables: this.variables, previous });
    branch.at = this.at;
    branch.visit = this.visit && { ...this.visit, branch };
    return branch;
  }

  record(type: string, details?: JsonObject): number {
    this.previous = this.recordBeside(type, details);
    return this.previous;
  }

  /** Records an event that the next event of the branch does not follow. */
  recordBeside(type: string, details?: JsonObject): number {
    if (this.cancellation.cancelled) throw new Aborted();
    return this.parts.history.add(type, this.previous, details);
  }

  /** Waits for something outside the branch; the other branches have their turn meanwhile. */
  async await<T>(work: () => Promise<T>): Promise<T> {
    this.parts.turns.pass();
    try {
      return await this.#unlessCancelled(work);
    } finally {
      await this.parts.turns.take();
    }
  }

  sleep(milliseconds: number): Promise<void> {
    const { clock } = this.parts;
    return this.await(
      () =>
        new Promise((resolve) => {
          const timer = clock.after(milliseconds, () => {
            forget();
            resolve();
          });
          const forget = this.cancellation.onCancel(() => clock.cancel(timer));
        }),
    );
  }

  #unlessCancelled<T>(work: () => Promise<T>): Promise<T> {
    if (this.cancellation.cancelled) return Promise.reject(new Aborted());
    return new Promise((resolve, reject) => {
      const forget = this.cancellation.onCancel(() => reject(new Aborted()));
      work().then(resolve, reject).finally(forget);
    });
  }
}
