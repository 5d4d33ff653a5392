import type { Json, JsonObject } from '#infra/local-runtime/service.ts';

/** A row in DynamoDB's API form: `{ sku: { S: 'MUG' }, onHand: { N: '3' } }`. Absent fields are left out. */
export function toItem(row: object): JsonObject {
  const item: JsonObject = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) item[name] = toAttribute(value);
  return item;
}

export function toAttribute(value: unknown): JsonObject {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    default:
      if (value === null) return { NULL: true };
      return Array.isArray(value) ? { L: value.map(toAttribute) } : { M: toItem(value as object) };
  }
}

/** The row that an item in API form stands for. */
export function fromItem(item: JsonObject): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const name in item) row[name] = fromAttribute(item[name] as JsonObject);
  return row;
}

function fromAttribute(value: JsonObject): unknown {
  for (const type in value) {
    const held = value[type] as Json;
    switch (type) {
      case 'N':
        return Number(held);
      case 'NULL':
        return null;
      case 'L':
        return (held as JsonObject[]).map(fromAttribute);
      case 'M':
        return fromItem(held as JsonObject);
      default:
        return held;
    }
  }
  return undefined;
}
