import type { Json } from '../service.ts';
import type { Branch, Visit } from './branch.ts';
import type { ParallelState } from './definition.ts';
import { Evaluation } from './evaluation.ts';
import { recordAbortedState, runInner } from './inner-branches.ts';
import { leave, type Outcome } from './outcome.ts';

/** All branches at once; the first failure stops the others. */
export async function runParallel(state: ParallelState, visit: Visit): Promise<Outcome> {
  const { branch, input } = visit;
  const evaluation = new Evaluation(visit, { input });
  const given = state.Arguments === undefined ? input : await evaluation.json(state.Arguments, 'Arguments');
  branch.record('ParallelStateStarted');
  const result = await runBranches(state, given, branch);
  branch.recordBeside('ParallelStateSucceeded');
  return await leave(visit, { input, result }, result);
}

async function runBranches(state: ParallelState, given: Json, branch: Branch): Promise<Json[]> {
  const cancellation = branch.cancellation.child();
  const inner = state.Branches.map((list) => ({ list, branch: branch.inner(cancellation) }));
  let failed: Branch | undefined;
  try {
    return await branch.await(() =>
      Promise.all(
        inner.map(async (one) => {
          try {
            const output = await runInner(one.list, given, one);
            branch.previous = one.branch.previous;
            return output;
          } catch (error) {
            failed ??= one.branch;
            throw error;
          }
        }),
      ),
    );
  } catch (error) {
    if (failed && !branch.cancellation.cancelled) {
      branch.previous = failed.previous;
      for (const one of inner) recordAbortedState(one.branch, branch);
      branch.record('ParallelStateFailed');
    }
    throw error;
  } finally {
    cancellation.cancel();
  }
}
