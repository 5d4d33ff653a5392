import type { Json } from '../service.ts';
import type { Branch, Visit } from './branch.ts';
import type { Cancellation } from './cancellation.ts';
import type { MapState } from './definition.ts';
import { Aborted, StatesError } from './errors.ts';
import { Evaluation } from './evaluation.ts';
import { recordAbortedState } from './inner-branches.ts';
import { leave, type Outcome } from './outcome.ts';

/** What an inline Map runs at once when MaxConcurrency sets no limit. */
const INLINE_CONCURRENCY = 40;

/** The states of ItemProcessor once for each item; the first failure that is not tolerated stops the others. */
export async function runMap(state: MapState, visit: Visit): Promise<Outcome> {
  const { branch, input } = visit;
  const evaluation = new Evaluation(visit, { input });
  const items = await readItems(state, visit, evaluation);
  const concurrency =
    state.MaxConcurrency === undefined ? 0 : await evaluation.number(state.MaxConcurrency, 'MaxConcurrency');
  const tolerated = await toleratedFailures(state, items.length, evaluation);
  branch.record('MapStateStarted', { length: items.length });
  const iterations = new Iterations(state, visit, { items, tolerated });
  const result = await iterations.run(Math.min(concurrency || INLINE_CONCURRENCY, items.length));
  branch.recordBeside('MapStateSucceeded');
  return await leave(visit, { input, result }, result);
}

async function readItems(state: MapState, visit: Visit, evaluation: Evaluation): Promise<Json[]> {
  if (state.Items !== undefined) return await evaluation.array(state.Items, 'Items');
  if (Array.isArray(visit.input)) return visit.input;
  throw evaluation.failed('Items', `Map state input must be an array but was: ${JSON.stringify(visit.input)}`);
}

async function toleratedFailures(state: MapState, length: number, evaluation: Evaluation): Promise<number> {
  const count = await evaluation.number(state.ToleratedFailureCount ?? 0, 'ToleratedFailureCount');
  const percentage = await evaluation.number(state.ToleratedFailurePercentage ?? 0, 'ToleratedFailurePercentage');
  return Math.max(count, (length * percentage) / 100);
}

interface Iteration {
  readonly index: number;
  readonly branch: Branch;
  state: 'running' | 'ended';
}

/** The iterations of one Map state. */
class Iterations {
  readonly #state: MapState;
  readonly #visit: Visit;
  readonly #items: readonly Json[];
  readonly #tolerated: number;
  readonly #cancellation: Cancellation;
  readonly #started: Iteration[] = [];
  readonly #outputs: Json[] = [];
  #failures = 0;
  #fatal: Iteration | undefined;

  constructor(state: MapState, visit: Visit, { items, tolerated }: { items: readonly Json[]; tolerated: number }) {
    this.#state = state;
    this.#visit = visit;
    this.#items = items;
    this.#tolerated = tolerated;
    this.#cancellation = visit.branch.cancellation.child();
  }

  async run(atOnce: number): Promise<Json[]> {
    const { branch } = this.#visit;
    const first = Array.from({ length: atOnce }, () => this.#start(branch.previous));
    try {
      await branch.await(() => Promise.all(first.map((iteration) => this.#work(iteration))));
      return this.#outputs;
    } catch (error) {
      if (this.#fatal && !branch.cancellation.cancelled) this.#recordFailure(this.#fatal);
      throw error;
    } finally {
      this.#cancellation.cancel();
    }
  }

  #start(previous: number): Iteration {
    const index = this.#started.length;
    const branch = this.#visit.branch.inner(this.#cancellation, {
      Map: { Item: { Index: index, Value: this.#items[index] ?? null } },
    });
    branch.previous = previous;
    branch.record('MapIterationStarted', { index, name: this.#visit.name });
    const iteration: Iteration = { index, branch, state: 'running' };
    this.#started.push(iteration);
    return iteration;
  }

  /** Runs one iteration and then, in the same turn, those that are still to be started. */
  async #work(first: Iteration): Promise<void> {
    const { turns } = this.#visit.branch.parts;
    await turns.take();
    try {
      let iteration = first;
      for (;;) {
        await this.#iterate(iteration);
        if (this.#started.length === this.#items.length) return;
        iteration = this.#start(iteration.branch.previous);
      }
    } finally {
      turns.pass();
    }
  }

  async #iterate(iteration: Iteration): Promise<void> {
    const { index, branch } = iteration;
    const details = { index, name: this.#visit.name };
    try {
      const item = await this.#item(iteration);
      this.#outputs[index] = await branch.parts.runStates(this.#state.ItemProcessor, item, branch);
      this.#visit.branch.previous = branch.recordBeside('MapIterationSucceeded', details);
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      if (this.#fatal) throw new Aborted();
      this.#failures++;
      if (this.#failures > this.#tolerated || error.terminal) {
        this.#fatal = iteration;
        throw error;
      }
      this.#outputs[index] = { Error: error.error ?? null, Cause: error.reason ?? null };
      this.#visit.branch.previous = branch.recordBeside('MapIterationFailed', details);
    }
    iteration.state = 'ended';
  }

  async #item({ index, branch }: Iteration): Promise<Json> {
    const item = this.#items[index] ?? null;
    if (this.#state.ItemSelector === undefined) return item;
    const evaluation = new Evaluation({ ...this.#visit, branch }, { input: this.#visit.input });
    return await evaluation.json(this.#state.ItemSelector, 'ItemSelector');
  }

  /** The iteration that failed, those that were running, and the states in which they stood; all follow the failure. */
  #recordFailure(fatal: Iteration): void {
    const { branch, name } = this.#visit;
    branch.previous = fatal.branch.previous;
    for (const iteration of this.#started) {
      if (iteration.state === 'ended') continue;
      const type = iteration === fatal ? 'MapIterationFailed' : 'MapIterationAborted';
      branch.recordBeside(type, { index: iteration.index, name });
      recordAbortedState(iteration.branch, branch);
    }
    branch.record('MapStateFailed');
  }
}
