import type { Json } from '../service.ts';
import type { Branch } from './branch.ts';
import type { StateList } from './definition.ts';

/** Runs an inner branch to its end, whenever it has its turn. `finish` is part of its last turn. */
export async function runInner(
  list: StateList,
  input: Json,
  { branch, finish }: { branch: Branch; finish?: (output: Json) => void },
): Promise<Json> {
  const { turns, runStates } = branch.parts;
  await turns.take();
  try {
    const output = await runStates(list, input, branch);
    finish?.(output);
    return output;
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
