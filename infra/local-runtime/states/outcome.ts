import type { Json, JsonObject } from '../service.ts';
import type { Visit } from './branch.ts';
import type { Leaving } from './definition.ts';
import { StatesError } from './errors.ts';
import { Evaluation, type StatesVariable } from './evaluation.ts';

/** How a state is left: with which output and variables, and to which state (none at the end). */
export interface Outcome {
  readonly output: Json;
  readonly assign: JsonObject;
  readonly next: string | undefined;
}

/** Leaves a state by its Assign and Output; without Output it hands on `byDefault`. */
export async function leave(
  visit: Visit,
  data: StatesVariable,
  byDefault: Json,
  by: Leaving & { readonly Next?: string | undefined } = visit.state,
): Promise<Outcome> {
  return { ...(await new Evaluation(visit, data).leaving(by, byDefault)), next: by.Next };
}

const MAX_BYTES = 256 * 1024;

/** The JSON text of a value; a text over 256 KiB is `States.DataLimitExceeded`. */
export function jsonWithinLimit(value: Json, of: string, { terminal }: { terminal: boolean }): string {
  const text = JSON.stringify(value);
  if (text.length <= MAX_BYTES / 3 || Buffer.byteLength(text) <= MAX_BYTES) return text;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${of}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    { terminal },
  );
}
