import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';

/**
 * The items that a function reported as failed. An empty answer is a success; an answer of the wrong shape, or one
 * that names an unknown item, fails the whole batch.
 */
export function failedItems(answer: Json | undefined, identifiers: readonly string[]): readonly string[] {
  const failures = isObject(answer) ? answer.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return identifiers;
  const named = failures.map((failure) => (isObject(failure) ? failure.itemIdentifier : undefined));
  const known = named.filter((name): name is string => typeof name === 'string' && identifiers.includes(name));
  return known.length === named.length ? known : identifiers;
}

/** True if the call of the function failed as a whole. */
export const failed = (answer: JsonObject) => answer.FunctionError !== undefined;
