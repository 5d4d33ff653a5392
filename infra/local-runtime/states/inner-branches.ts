import { object } from '../json-fields.ts';
import type { Json } from '../service.ts';
import type { Branch, InnerRun } from './branch.ts';
import type { Cancellation } from './cancellation.ts';
import type { StateList } from './definition.ts';

export const newRun = (branch: Branch): InnerRun => ({ branch, ended: false, succeeded: false, output: null });

/** The runs inside a state that a redrive runs on: those that have succeeded keep what they gave. */
export function revivedRuns(runs: readonly InnerRun[], branch: Branch, cancellation: Cancellation): InnerRun[] {
  const { parts, context, previous } = branch;
  const execution = object(context, 'Execution');
  return runs.map((run) =>
    run.succeeded ? run : newRun(run.branch.revived({ parts, cancellation, execution, previous })),
  );
}

/** Runs an inner branch to its end, whenever it has its turn. */
export async function runInner(list: StateList, input: Json, { branch }: Pick<InnerRun, 'branch'>): Promise<Json> {
  const { turns, runStates } = branch.parts;
  await turns.take();
  try {
    return await runStates(list, input, branch);
  } finally {
    turns.pass();
  }
}

const WITH_ABORTED_EVENT = ['Task', 'Wait', 'Parallel', 'Map'];

/** Records that the state in which an inner branch stands will not be left; the event follows the failure. */
export function recordAbortedState(inner: Branch, failed: Branch): void {
  const type = inner.visit?.state.Type;
  if (type && WITH_ABORTED_EVENT.includes(type)) failed.recordBeside(`${type}StateAborted`);
}
