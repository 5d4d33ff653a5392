import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import DataLoader from 'dataloader';
import { documents } from './document-client.ts';

type Item = Record<string, unknown>;

/** One item of a table by its whole key. */
interface ItemKey {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
}

/** Thrown when DynamoDB kept leaving a part of a read for later; who asked tries again. */
export class ReadThrottled extends Error {
  override readonly name = 'ReadThrottled';
}

/** DynamoDB may answer a part only; it is asked this often, at once: what is busy for longer is for who tries again. */
const attempts = 3;

/**
 * A strongly consistent read of one item. What is asked for at the same moment goes out as one request, so that a step
 * which looks at ten items of a case costs one round trip. Nothing is kept: the next read is a read.
 * @throws ReadThrottled
 */
export const readItem = (table: string, key: ItemKey['key']): Promise<Item | undefined> => reads.load({ table, key });

/** DynamoDB's limit of keys in one request. */
const maxKeys = 100;

const reads = new DataLoader<ItemKey, Item | undefined>(itemsOf, { cache: false, maxBatchSize: maxKeys });

async function itemsOf(asked: readonly ItemKey[]): Promise<(Item | undefined)[]> {
  const wanted = new Map(asked.map((each) => [placeOf(each), each]));
  if (wanted.size === 1) {
    const [{ table, key }] = asked as [ItemKey];
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return asked.map(() => Item);
  }
  const found = await batchOf([...wanted.values()]);
  return asked.map((each) => found.get(placeOf(each)));
}

async function batchOf(wanted: readonly ItemKey[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let requests = requestsOf(wanted);
  const names = new Map(Object.entries(requests).map(([table, { Keys }]) => [table, Object.keys(Keys[0] ?? {})]));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { Responses = {}, UnprocessedKeys = {} } = await documents.send(
      new BatchGetCommand({ RequestItems: requests }),
    );
    for (const [table, items] of Object.entries(Responses)) {
      for (const item of items) found.set(placeIn(table, names.get(table)!, item), item);
    }
    requests = UnprocessedKeys as typeof requests;
    if (Object.keys(requests).length === 0) return found;
  }
  throw new ReadThrottled(`${wanted.length} items were asked for; a part was left unread ${attempts} times`);
}

function requestsOf(wanted: readonly ItemKey[]): Record<string, { Keys: ItemKey['key'][]; ConsistentRead: true }> {
  const byTable = Map.groupBy(wanted, ({ table }) => table);
  return Object.fromEntries(
    [...byTable].map(([table, keys]) => [table, { Keys: keys.map(({ key }) => key), ConsistentRead: true as const }]),
  );
}

const placeOf = ({ table, key }: ItemKey) => placeIn(table, Object.keys(key), key);
const placeIn = (table: string, names: readonly string[], item: Readonly<Item>) =>
  names.reduce((place, name) => `${place} ${String(item[name]).length} ${item[name]}`, table);
