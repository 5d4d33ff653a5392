import type { JsonObject } from '../service.ts';
import { validationError } from './errors.ts';
import type { SizedItem } from './item-size.ts';

const maxActions = 100;
const maxBytes = 4 * 1024 * 1024;

/** The actions of a transaction, between 1 and 100. */
export function transactItems(body: JsonObject): JsonObject[] {
  const actions = body.TransactItems;
  const bad = (problem: string, value: string) =>
    validationError(
      `1 validation error detected: Value ${value} at 'transactItems' failed to satisfy constraint: ${problem}`,
    );
  if (!Array.isArray(actions)) throw bad('Member must not be null', 'null');
  if (actions.length === 0) throw bad('Member must have length greater than or equal to 1', "'[]'");
  if (actions.length > maxActions) {
    throw bad(`Member must have length less than or equal to ${maxActions}`, `'[${actions.length} members]'`);
  }
  return actions as JsonObject[];
}

export function refuseSameItemTwice(places: string[]): void {
  if (new Set(places).size === places.length) return;
  throw validationError('Transaction request cannot include multiple operations on one item');
}

export function refuseOversize(items: (SizedItem | undefined)[]): void {
  const bytes = items.reduce((sum, item) => sum + (item?.bytes ?? 0), 0);
  if (bytes > maxBytes) throw validationError('Transaction request size cannot exceed 4 MB');
}
