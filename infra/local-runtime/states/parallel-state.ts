import type { Json } from '../service.ts';
import type { Branch, InnerRun, Visit } from './branch.ts';
import type { Cancellation } from './cancellation.ts';
import type { ParallelState, StateList } from './definition.ts';
import { Evaluation } from './evaluation.ts';
import { newRun, recordAbortedState, revivedRuns, runInner } from './inner-branches.ts';
import { leave, type Outcome } from './outcome.ts';

/** All branches at once; the first failure stops the others. */
export async function runParallel(state: ParallelState, visit: Visit): Promise<Outcome> {
  const { branch, input } = visit;
  const evaluation = new Evaluation(visit, { input });
  const given = state.Arguments === undefined ? input : await evaluation.json(state.Arguments, 'Arguments');
  const cancellation = branch.cancellation.child();
  if (visit.inner) visit.inner = revivedRuns(visit.inner, branch, cancellation);
  else branch.record('ParallelStateStarted');
  visit.inner ??= state.Branches.map(() => newRun(branch.inner(cancellation)));
  const result = await runBranches(state, given, { branch, cancellation, runs: visit.inner });
  branch.recordBeside('ParallelStateSucceeded');
  return await leave(visit, { input, result }, result);
}

interface Running {
  readonly branch: Branch;
  readonly cancellation: Cancellation;
  readonly runs: readonly InnerRun[];
}

async function runBranches(
  state: ParallelState,
  given: Json,
  { branch, cancellation, runs }: Running,
): Promise<Json[]> {
  let failed: Branch | undefined;
  const runOne = async (run: InnerRun, list: StateList) => {
    if (run.succeeded) return;
    try {
      run.output = await runInner(list, given, run);
      run.ended = run.succeeded = true;
      branch.previous = run.branch.previous;
    } catch (error) {
      failed ??= run.branch;
      throw error;
    }
  };
  try {
    await branch.await(() => Promise.all(state.Branches.map((list, i) => runOne(runs[i]!, list))));
    return runs.map(({ output }) => output);
  } catch (error) {
    if (failed && !branch.cancellation.cancelled) {
      branch.previous = failed.previous;
      for (const run of runs) if (!run.ended) recordAbortedState(run.branch, branch);
      branch.record('ParallelStateFailed');
    }
    throw error;
  } finally {
    cancellation.cancel();
  }
}
