import type { Item } from './attribute-value.ts';
import { database, type KeyedTable, type KeySchemaElement } from './dynalite.ts';

/*
 * Encoded keys sort, letter by letter, as DynamoDB's do within a partition. A text stands in them as its UTF-8 bytes, a
 * letter for each, which most texts are already; a zero byte in it is followed by a byte that UTF-8 does not have, so
 * that it is told from the end of a part.
 */

/** Ends each part of an encoded key: a text comes before all those that begin with it. */
export const end = '\0';

/** Sorts after whatever may follow a part, or the beginning of a text, within an encoded key. */
export const last = '\u{ff}';

const isPlain = /^[ -~]*$/;

/** A value of a key without the end of its part. */
export function encodedValue(value: string, type: string): string {
  if (type !== 'S') return database.toRangeStr(value, type);
  return isPlain.test(value)
    ? value
    : Buffer.from(value)
        .toString('latin1')
        .replaceAll(end, end + last);
}

/** So many beginnings are remembered: more than the partitions that a busy hour is about. */
const most = 50_000;

const beginnings = new Map<string, string>();

/** The encoded beginning of all keys of one partition; the hash in it, which is dynalite's, is worked out once. */
export function partitionKeyOf(value: string, type: string): string {
  const known = type === 'S' ? beginnings.get(value) : undefined;
  if (known !== undefined) return known;
  const beginning = `${database.hashPrefix(value, type)}/${encodedValue(value, type)}${end}`;
  if (type !== 'S') return beginning;
  if (beginnings.size >= most) beginnings.clear();
  beginnings.set(value, beginning);
  return beginning;
}

interface KeyPart {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** The attributes of a key with their types, the one of the partition first. */
export function keyPartsOf(table: KeyedTable, schema: readonly KeySchemaElement[]): KeyPart[] {
  return schema.map(({ AttributeName: name }) => {
    const { AttributeType: type } = table.AttributeDefinitions.find((each) => each.AttributeName === name)!;
    return { name, type };
  });
}

export function encodedKeyOf(item: Item, parts: readonly KeyPart[]): string {
  let key = '';
  for (const { name, type } of parts) {
    const value = item[name]![type]!;
    key = key === '' ? partitionKeyOf(value, type) : key + encodedValue(value, type) + end;
  }
  return key;
}
