import { type JsonObject, ServiceError } from '../service.ts';
import type { Item } from './attribute-value.ts';
import { type CapacityRequest, consumedByTable, readUnits, writeUnits } from './consumed-capacity.ts';
import type { ParsedExpressions } from './dynalite.ts';
import { validationError } from './errors.ts';
import { findItem, projected } from './read-item.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import { type CheckedWrite, checkDelete, checkPut, itemToPut, type WritePlan } from './write-item.ts';

interface BatchGetRequest extends Pick<CapacityRequest, 'ReturnConsumedCapacity'> {
  RequestItems: Record<
    string,
    { Keys: Item[]; ConsistentRead?: boolean; AttributesToGet?: string[] } & ParsedExpressions
  >;
}

const maxAnswerBytes = 16 * 1024 * 1024;

/** Up to 100 items of several tables; what does not fit into 16 MB is answered as unprocessed. */
export function batchGetItem(store: Store, input: JsonObject): object {
  const { RequestItems, ReturnConsumedCapacity } = parseRequest<BatchGetRequest>('BatchGetItem', input, store);
  const asked = input.RequestItems as JsonObject;
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, object> = {};
  const read: { table: string; units: number }[] = [];
  let bytes = 0;
  for (const [TableName, options] of Object.entries(RequestItems)) {
    const table = store.table(TableName);
    const items: Item[] = [];
    const left: Item[] = [];
    for (const Key of options.Keys) {
      const item = findItem(table, options, Key);
      const size = item?.bytes ?? 0;
      bytes += size;
      read.push({ table: TableName, units: readUnits(size, options.ConsistentRead) });
      if (!item) continue;
      if (bytes > maxAnswerBytes) left.push(Key);
      else items.push(projected(options, item.item));
    }
    Responses[TableName] = items;
    if (left.length > 0) UnprocessedKeys[TableName] = { ...(asked[TableName] as JsonObject), Keys: left };
  }
  return { Responses, UnprocessedKeys, ...consumedByTable('Read', ReturnConsumedCapacity, read) };
}

interface BatchWriteRequest extends Pick<CapacityRequest, 'ReturnConsumedCapacity'> {
  RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
}

const maxBatchWrites = 25;

/** Up to 25 puts and deletes. AWS promises no atomicity here; this answers only after all of them. */
export function batchWriteItem(store: Store, input: JsonObject): object {
  const { RequestItems, ReturnConsumedCapacity } = parseRequest<BatchWriteRequest>('BatchWriteItem', input, store);
  const actions = Object.entries(RequestItems).flatMap(([TableName, requests]) =>
    requests.map(({ PutRequest, DeleteRequest }) => ({
      TableName,
      item: PutRequest && itemToPut(PutRequest.Item),
      key: DeleteRequest?.Key,
    })),
  );
  if (actions.length > maxBatchWrites) throw validationError('Too many items requested for the BatchWriteItem call');
  const writes = actions.map(({ TableName, item, key }) => {
    const table = store.table(TableName);
    return item ? checkPut(table, { TableName }, item) : checkDelete(table, { TableName, Key: key! });
  });
  if (new Set(writes.map((write) => write.place())).size < writes.length) {
    throw validationError('Provided list of item keys contains duplicates');
  }
  const plans = writes.map(planned);
  store.commit(plans);
  return {
    UnprocessedItems: {},
    ...consumedByTable(
      'Write',
      ReturnConsumedCapacity,
      plans.map(({ table, before, after }) => ({ table: table.name, units: writeUnits(before, after) })),
    ),
  };
}

/** A batch words a key that does not fit in its own way. */
function planned(write: CheckedWrite): WritePlan {
  try {
    return write.plan();
  } catch (error) {
    if (!(error instanceof ServiceError) || !/Missing the key|Type mismatch for key/.test(error.message)) throw error;
    throw validationError('The provided key element does not match the schema');
  }
}
