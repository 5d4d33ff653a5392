import type { JsonObject } from '../service.ts';
import type { DocumentPath, Item } from './attribute-value.ts';
import { type CapacityRequest, consumed, readUnits } from './consumed-capacity.ts';
import { database, type ParsedExpressions } from './dynalite.ts';
import { refuse } from './errors.ts';
import type { SizedItem } from './item-size.ts';
import { refuseEmptyKeys, refuseWrongKey } from './key-rules.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';

interface Projection extends ParsedExpressions {
  AttributesToGet?: string[];
}

export interface GetRequest extends CapacityRequest, Projection {
  Key: Item;
}

export function getItem(store: Store, input: JsonObject): { Item?: Item } {
  return readItem(store, parseRequest<GetRequest>('GetItem', input, store));
}

export function readItem(store: Store, request: GetRequest): { Item?: Item } {
  const item = findItem(store.table(request.TableName), request, request.Key);
  return {
    ...(item && { Item: projected(request, item.item) }),
    ...consumed(request, () => readUnits(item?.bytes ?? 0, request.ConsistentRead)),
  };
}

/** The whole item, before any projection. */
export function findItem(table: Table, { _projection }: Projection, key: Item): SizedItem | undefined {
  refuseEmptyKeys(table, key);
  refuseWrongKey(table, key);
  refuse(database.validateKeyPaths(_projection?.nestedPaths, table.description));
  return table.items.get(table.keyOf(key));
}

/** The part of an item that a request asks for. */
export function projected({ _projection, AttributesToGet }: Projection, item: Item): Item {
  const paths: (DocumentPath | string)[] | undefined = _projection?.paths ?? AttributesToGet;
  return paths ? database.mapPaths(paths, item) : item;
}
