import type { JsonObject } from '../service.ts';
import type { Item } from './attribute-value.ts';
import type { CapacityRequest } from './consumed-capacity.ts';
import type { ParsedExpressions } from './dynalite.ts';
import { validationError } from './errors.ts';
import { itemBytes } from './item-size.ts';
import { findItem, projected } from './read-item.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import { checkDelete, checkPut } from './write-item.ts';

interface BatchGetRequest {
  RequestItems: Record<
    string,
    { Keys: Item[]; ConsistentRead?: boolean; AttributesToGet?: string[] } & ParsedExpressions
  >;
}

const maxAnswerBytes = 16 * 1024 * 1024;

/** Up to 100 items of several tables; what does not fit into 16 MB is answered as unprocessed. */
export function batchGetItem(store: Store, input: JsonObject): object {
  const { RequestItems } = parseRequest<BatchGetRequest>('BatchGetItem', input, store);
  const asked = input.RequestItems as JsonObject;
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, object> = {};
  let bytes = 0;
  for (const [TableName, { Keys, ...options }] of Object.entries(RequestItems)) {
    const items: Item[] = [];
    const left: Item[] = [];
    for (const Key of Keys) {
      const item = findItem(store, { TableName, Key, ...options });
      if (!item) continue;
      bytes += itemBytes(item);
      if (bytes > maxAnswerBytes) left.push(Key);
      else items.push(projected(options, item));
    }
    Responses[TableName] = items;
    if (left.length > 0) UnprocessedKeys[TableName] = { ...(asked[TableName] as JsonObject), Keys: left };
  }
  return { Responses, UnprocessedKeys };
}

interface BatchWriteRequest extends Pick<CapacityRequest, 'ReturnConsumedCapacity'> {
  RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
}

const maxBatchWrites = 25;

/** Up to 25 puts and deletes. AWS promises no atomicity here; this answers only after all of them. */
export function batchWriteItem(store: Store, input: JsonObject): object {
  const { RequestItems } = parseRequest<BatchWriteRequest>('BatchWriteItem', input, store);
  if (Object.values(RequestItems).flat().length > maxBatchWrites) {
    throw validationError('Too many items requested for the BatchWriteItem call');
  }
  const writes = Object.entries(RequestItems).flatMap(([TableName, requests]) => {
    const table = store.table(TableName);
    return requests.map(({ PutRequest, DeleteRequest }) =>
      PutRequest
        ? checkPut(table, { TableName, Item: PutRequest.Item })
        : checkDelete(table, { TableName, Key: DeleteRequest!.Key }),
    );
  });
  if (new Set(writes.map(({ table, key }) => `${table.name} ${key}`)).size < writes.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  store.commit(writes.map((write) => write.plan()));
  return { UnprocessedItems: {} };
}
