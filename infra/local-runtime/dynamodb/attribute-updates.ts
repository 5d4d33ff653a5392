import { copyOf } from '../deep-copy.ts';
import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';
import { validationError } from './errors.ts';
import { added, without } from './update-expression.ts';

export type AttributeUpdates = Record<string, { Action?: 'PUT' | 'ADD' | 'DELETE'; Value?: AttributeValue }>;

/** The item after the older form of updates, one action an attribute. */
export function applyAttributeUpdates(updates: AttributeUpdates, before: Item): Item {
  const after = copyOf(before);
  for (const [name, { Action = 'PUT', Value }] of Object.entries(updates)) {
    const value = valueAfter(Action, after[name], Value);
    if (value) after[name] = value;
    else delete after[name];
  }
  return after;
}

function valueAfter(action: string, existing: AttributeValue | undefined, value: AttributeValue | undefined) {
  if (action === 'PUT' || !value) return action === 'DELETE' ? undefined : value;
  if (existing && typeOf(existing) !== typeOf(value)) {
    throw validationError('Type mismatch for attribute to update');
  }
  if (action === 'DELETE') return without(existing, value);
  if (value.L) return { L: [...(existing?.L ?? []), ...value.L] };
  return added(existing, value);
}
