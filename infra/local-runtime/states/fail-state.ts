import type { Visit } from './branch.ts';
import type { FailState } from './definition.ts';
import { StatesError } from './errors.ts';
import { Evaluation } from './evaluation.ts';

/** The error that a Fail state ends its branch with. */
export async function fail(state: FailState, visit: Visit): Promise<StatesError> {
  const evaluation = new Evaluation(visit, { input: visit.input });
  const error = state.Error === undefined ? undefined : await evaluation.string(state.Error, 'Error');
  const cause = state.Cause === undefined ? undefined : await evaluation.string(state.Cause, 'Cause');
  return new StatesError(error, cause);
}
