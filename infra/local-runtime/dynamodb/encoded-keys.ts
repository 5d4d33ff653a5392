import type { Item } from './attribute-value.ts';
import { database, type KeyedTable, type KeySchemaElement } from './dynalite.ts';

/** So many hashes are remembered: more than the partitions that a busy hour is about. */
const most = 50_000;

const prefixes = new Map<string, string>();

/** What the encoded keys of a partition begin with: a part of a hash, as dynalite makes it, worked out once. */
function hashPrefix(value: string, type: string): string {
  const known = prefixes.get(value);
  if (known !== undefined && type === 'S') return known;
  const prefix = database.hashPrefix(value, type);
  if (type !== 'S') return prefix;
  if (prefixes.size >= most) prefixes.clear();
  prefixes.set(value, prefix);
  return prefix;
}

/** The encoded beginning of all keys of one partition. */
export const partitionKeyOf = (value: string, type: string): string =>
  `${hashPrefix(value, type)}/${database.toRangeStr(value, type)}/`;

/** An item's encoded key: such keys sort as DynamoDB's do within a partition. */
export function encodedKeyOf(item: Item, table: KeyedTable, schema: readonly KeySchemaElement[]): string {
  let key = '';
  for (const { AttributeName: name } of schema) {
    const type = table.AttributeDefinitions.find((each) => each.AttributeName === name)!.AttributeType;
    const value = item[name]![type]!;
    key = key === '' ? partitionKeyOf(value, type) : `${key}${database.toRangeStr(value, type)}/`;
  }
  return key;
}
