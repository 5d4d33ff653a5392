import type { Visit } from './branch.ts';
import type { Catcher } from './definition.ts';
import { isNamedBy, type StatesError } from './errors.ts';
import { Evaluation } from './evaluation.ts';
import type { Outcome } from './outcome.ts';

/** The way out of a failed state that its first fitting catcher gives, or undefined if there is none. */
export async function caught(
  catchers: readonly Catcher[],
  error: StatesError,
  visit: Visit,
): Promise<Outcome | undefined> {
  const index = catchers.findIndex(({ ErrorEquals }) => isNamedBy(ErrorEquals, error));
  const catcher = catchers[index];
  if (!catcher) return undefined;
  const unnamed = error.error === undefined && error.reason === undefined;
  const errorOutput = { Error: error.error ?? null, Cause: error.reason ?? (unnamed ? null : '') };
  const evaluation = new Evaluation(visit, { input: visit.input, errorOutput });
  return { ...(await evaluation.leaving(catcher, errorOutput, `Catch[${index}]/`)), next: catcher.Next };
}
