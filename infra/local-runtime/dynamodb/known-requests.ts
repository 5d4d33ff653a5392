import { isObject } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';

/** So many different requests are remembered; an application makes fewer, a program that builds them makes more. */
const most = 5_000;

/** Members that are items: what is checked of them is checked by the operation's own rules, each time. */
const items = new Set(['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey']);

/** Requests whose members are within their limits, by everything but the items in them. */
export class KnownRequests {
  readonly #known = new Set<string>();

  /** Calls `check` unless a request that differs in its items alone has passed it. @returns whether it was called */
  checkedOnce(operation: string, request: JsonObject, check: () => void): boolean {
    const shape = shapeOf(operation, request);
    if (shape !== undefined && this.#known.has(shape)) return false;
    check();
    if (shape === undefined) return true;
    if (this.#known.size >= most) this.#known.clear();
    this.#known.add(shape);
    return true;
  }
}

/** Nothing = there is a list or map in it of which nobody knows here what is checked. */
function shapeOf(operation: string, request: JsonObject): string | undefined {
  let shape = operation;
  for (const name in request) {
    const value = request[name];
    if (typeof value !== 'object' || value === null) shape += `\n${name}=${value}`;
    else if (items.has(name)) shape += `\n${name}`;
    else if (name === 'ExpressionAttributeNames') shape += `\n${name}=${JSON.stringify(value)}`;
    else if (name === 'RequestItems' && operation === 'BatchGetItem') shape += readsOf(value as JsonObject);
    else return undefined;
  }
  return shape;
}

/** Of the keys of a batch of reads their number counts. */
function readsOf(tables: JsonObject): string {
  let shape = '';
  for (const table in tables) {
    const reads = tables[table];
    const { Keys, ...options } = isObject(reads) ? reads : {};
    shape += `\n${table} ${Array.isArray(Keys) ? Keys.length : 'none'} ${JSON.stringify(options)}`;
  }
  return shape;
}
