import type { Visit } from './branch.ts';
import type { ChoiceState } from './definition.ts';
import { StatesError } from './errors.ts';
import { Evaluation, whileExecuting } from './evaluation.ts';
import { leave, type Outcome } from './outcome.ts';

/** The first rule whose Condition is true; its Assign and Output count, not the state's. */
export async function choose(state: ChoiceState, visit: Visit): Promise<Outcome> {
  const { input } = visit;
  const evaluation = new Evaluation(visit, { input });
  for (const [i, rule] of state.Choices.entries()) {
    if (await evaluation.boolean(rule.Condition, `Choices[${i}]/Condition`)) {
      return { ...(await evaluation.leaving(rule, input, `Choices[${i}]/`)), next: rule.Next };
    }
  }
  if (state.Default === undefined) {
    throw new StatesError(
      'States.NoChoiceMatched',
      `${whileExecuting(visit)} Failed to transition out of the state. ` +
        "The state's choice rules were not matched, and no Default was specified.",
    );
  }
  return await leave(visit, { input }, input, { ...state, Next: state.Default });
}
