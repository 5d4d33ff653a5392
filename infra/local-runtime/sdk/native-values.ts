import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  convertToAttr,
  convertToNative,
  type marshallOptions,
  type NativeAttributeValue,
  marshall as sdkMarshall,
} from '@aws-sdk/util-dynamodb';

/** JavaScript values as a row of the API and back. The usual values are turned here, all others by the SDK itself. */
export type Row = Record<string, NativeAttributeValue>;
type Item = Record<string, unknown>;

export function marshall(row: Row, options: marshallOptions = {}): Item {
  if (!isPlain(row) || options.convertTopLevelContainer) return sdkMarshall(row, options);
  return itemOf(row, options);
}

export function unmarshall(item: Item): Row {
  const row: Row = {};
  for (const name in item) row[name] = nativeOf(item[name] as AttributeValue);
  return row;
}

function itemOf(fields: Row, options: marshallOptions): Item {
  const item: Item = {};
  for (const name in fields) {
    const value = fields[name];
    if (typeof value === 'function' || (value === undefined && options.removeUndefinedValues)) continue;
    item[name] = attributeOf(value, options);
  }
  return item;
}

function attributeOf(value: NativeAttributeValue, options: marshallOptions): object {
  switch (typeof value) {
    case 'string':
      if (value === '') break;
      return { S: value };
    case 'number':
      if (!isExact(value)) break;
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      if (value === null) return { NULL: true };
      if (isPlain(value)) return { M: itemOf(value, options) };
      // A place that was left empty, or holds nothing, is a matter of its own.
      if (Array.isArray(value) && !value.includes(undefined)) return { L: listOf(value, options) };
  }
  return convertToAttr(value, options);
}

function listOf(values: readonly NativeAttributeValue[], options: marshallOptions): object[] {
  const list: object[] = [];
  for (const value of values) if (typeof value !== 'function') list.push(attributeOf(value, options));
  return list;
}

/** An attribute has one member, which is named by its type; the most frequent types are looked for first. */
function nativeOf(attribute: AttributeValue): NativeAttributeValue {
  if (typeof attribute.S === 'string') return attribute.S;
  if (attribute.N !== undefined) {
    const number = Number(attribute.N);
    if (isExact(number)) return number;
  } else if (typeof attribute.BOOL === 'boolean') return attribute.BOOL;
  else if (isPlain(attribute.M)) return unmarshall(attribute.M);
  else if (Array.isArray(attribute.L)) return nativeList(attribute.L);
  return convertToNative(attribute);
}

function nativeList(attributes: readonly AttributeValue[]): NativeAttributeValue[] {
  const list: NativeAttributeValue[] = [];
  for (const attribute of attributes) list.push(nativeOf(attribute));
  return list;
}

const isPlain = (value: unknown): value is Row => (value as object | undefined)?.constructor === Object;

/** What JavaScript and DynamoDB write alike, digit by digit. */
const isExact = (value: number): boolean => value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
