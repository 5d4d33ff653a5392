import type { Json } from '../service.ts';
import type { Branch, InnerRun, Visit } from './branch.ts';
import type { Cancellation } from './cancellation.ts';
import type { MapState } from './definition.ts';
import { Aborted, StatesError } from './errors.ts';
import { Evaluation } from './evaluation.ts';
import { newRun, recordAbortedState, revivedRuns } from './inner-branches.ts';
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
  if (!visit.inner) branch.record('MapStateStarted', { length: items.length });
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

/** The iterations of one Map state. */
class Iterations {
  readonly #state: MapState;
  readonly #visit: Visit;
  readonly #items: readonly Json[];
  readonly #tolerated: number;
  readonly #cancellation: Cancellation;
  /** The iterations in the sequence of their items. */
  readonly #started: InnerRun[];
  /** Started before a redrive and not succeeded. */
  readonly #interrupted: InnerRun[];
  #failures = 0;
  #fatal: InnerRun | undefined;

  constructor(state: MapState, visit: Visit, { items, tolerated }: { items: readonly Json[]; tolerated: number }) {
    this.#state = state;
    this.#visit = visit;
    this.#items = items;
    this.#tolerated = tolerated;
    this.#cancellation = visit.branch.cancellation.child();
    this.#started = revivedRuns(visit.inner ?? [], visit.branch, this.#cancellation);
    this.#interrupted = this.#started.filter(({ succeeded }) => !succeeded);
    visit.inner = this.#started;
  }

  async run(atOnce: number): Promise<Json[]> {
    const { branch } = this.#visit;
    const first = Array.from({ length: atOnce }, () => this.#next(branch.previous)).filter((one) => one !== undefined);
    try {
      await branch.await(() => Promise.all(first.map((iteration) => this.#work(iteration))));
      return this.#started.map(({ output }) => output);
    } catch (error) {
      if (this.#fatal && !branch.cancellation.cancelled) this.#recordFailure(this.#fatal);
      throw error;
    } finally {
      this.#cancellation.cancel();
    }
  }

  /** The next iteration to run; undefined if all have been started. */
  #next(previous: number): InnerRun | undefined {
    const interrupted = this.#interrupted.shift();
    if (interrupted) return interrupted;
    const index = this.#started.length;
    if (index === this.#items.length) return undefined;
    const branch = this.#visit.branch.inner(this.#cancellation, {
      Map: { Item: { Index: index, Value: this.#items[index] ?? null } },
    });
    branch.previous = previous;
    branch.record('MapIterationStarted', { index, name: this.#visit.name });
    const iteration = newRun(branch);
    this.#started.push(iteration);
    return iteration;
  }

  /** Runs one iteration and then, in the same turn, those that are still to be started. */
  async #work(first: InnerRun): Promise<void> {
    const { turns } = this.#visit.branch.parts;
    await turns.take();
    try {
      for (let one: InnerRun | undefined = first; one; one = this.#next(one.branch.previous)) await this.#iterate(one);
    } finally {
      turns.pass();
    }
  }

  async #iterate(iteration: InnerRun): Promise<void> {
    const { branch } = iteration;
    const index = this.#started.indexOf(iteration);
    const details = { index, name: this.#visit.name };
    try {
      const item = await this.#item(branch, index);
      iteration.output = await branch.parts.runStates(this.#state.ItemProcessor, item, branch);
      this.#visit.branch.previous = branch.recordBeside('MapIterationSucceeded', details);
      iteration.succeeded = true;
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      if (this.#fatal) throw new Aborted();
      this.#failures++;
      if (this.#failures > this.#tolerated || error.terminal) {
        this.#fatal = iteration;
        throw error;
      }
      iteration.output = { Error: error.error ?? null, Cause: error.reason ?? null };
      this.#visit.branch.previous = branch.recordBeside('MapIterationFailed', details);
    }
    iteration.ended = true;
  }

  async #item(branch: Branch, index: number): Promise<Json> {
    const item = this.#items[index] ?? null;
    if (this.#state.ItemSelector === undefined) return item;
    const evaluation = new Evaluation({ ...this.#visit, branch }, { input: this.#visit.input });
    return await evaluation.json(this.#state.ItemSelector, 'ItemSelector');
  }

  /** The iteration that failed, those that were running, and the states in which they stood; all follow the failure. */
  #recordFailure(fatal: InnerRun): void {
    const { branch, name } = this.#visit;
    branch.previous = fatal.branch.previous;
    for (const [index, iteration] of this.#started.entries()) {
      if (iteration.ended) continue;
      const type = iteration === fatal ? 'MapIterationFailed' : 'MapIterationAborted';
      branch.recordBeside(type, { index, name });
      recordAbortedState(iteration.branch, branch);
    }
    branch.record('MapStateFailed');
  }
}
