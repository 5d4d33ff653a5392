import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';

/** Members of a request that are items, wherever they stand in it. */
const itemMembers = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'] as const;

interface Place {
  readonly path: readonly (string | number)[];
  readonly item: JsonObject;
}

/**
 * The type check with a short way for items, which are most of a request and almost always well typed: such an item is
 * taken out while `check` looks at the rest, and put back as it is. Any other stays in, for AWS's complaint about it.
 */
export function typeChecked(request: JsonObject, check: (rest: JsonObject) => object): JsonObject {
  const places = [...wellTypedItems(request)];
  for (const { path } of places) put(request, path, {});
  const checked = check(request) as JsonObject;
  for (const { path, item } of places) put(checked, path, item);
  return checked;
}

function* wellTypedItems(request: JsonObject, above: Place['path'] = []): Generator<Place> {
  for (const name of itemMembers) {
    const item = request[name];
    if (isWellTypedItem(item)) yield { path: [...above, name], item };
  }
  const tables = request.RequestItems;
  if (!isObject(tables)) return;
  for (const table in tables) yield* ofBatch(tables[table], ['RequestItems', table]);
}

/** A batch of reads has `Keys`, a batch of writes is a list of requests by their kind. */
function* ofBatch(batch: Json | undefined, above: Place['path']): Generator<Place> {
  const keys = isObject(batch) && Array.isArray(batch.Keys) ? batch.Keys : [];
  for (const [at, item] of keys.entries()) if (isWellTypedItem(item)) yield { path: [...above, 'Keys', at], item };
  for (const [at, write] of Array.isArray(batch) ? batch.entries() : []) {
    if (!isObject(write)) continue;
    for (const kind in write) {
      const request = write[kind];
      if (isObject(request)) yield* wellTypedItems(request, [...above, at, kind]);
    }
  }
}

/** Where the check has dropped what is on the way, there is no such place any more. */
function put(request: JsonObject, path: Place['path'], item: JsonObject): void {
  let holder: Record<string | number, unknown> = request;
  for (const step of path.slice(0, -1)) {
    const next = holder[step];
    if (typeof next !== 'object' || next === null) return;
    holder = next as Record<string | number, unknown>;
  }
  const last = path.at(-1)!;
  if (last in holder) holder[last] = item;
}

function isWellTypedItem(item: Json | undefined): item is JsonObject {
  if (!isObject(item)) return false;
  for (const name in item) if (!isWellTyped(item[name])) return false;
  return true;
}

/** One datatype that is known, with a value of the JSON type that it has; no bytes, whose text has rules of its own. */
function isWellTyped(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  let types = 0;
  for (const type in value) {
    if (++types > 1) return false;
    const held = value[type];
    switch (type) {
      case 'S':
      case 'N':
        if (typeof held !== 'string') return false;
        break;
      case 'BOOL':
      case 'NULL':
        if (typeof held !== 'boolean') return false;
        break;
      case 'L':
        if (!Array.isArray(held) || !held.every(isWellTyped)) return false;
        break;
      case 'M':
        if (!isWellTypedItem(held)) return false;
        break;
      default:
        return false;
    }
  }
  return types === 1;
}
