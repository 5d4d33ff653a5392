import type { JsonObject } from '../service.ts';
import type { DocumentPath, Item } from './attribute-value.ts';
import { type CapacityRequest, consumed, readUnits } from './consumed-capacity.ts';
import { database, type ParsedExpressions } from './dynalite.ts';
import { refuse } from './errors.ts';
import type { SizedItem } from './item-size.ts';
import { refuseEmptyKeys, refuseWrongKey } from './key-rules.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';

export interface GetRequest extends CapacityRequest, ParsedExpressions {
  Key: Item;
  AttributesToGet?: string[];
}

export function getItem(store: Store, input: JsonObject): { Item?: Item } {
  return readItem(store, parseRequest<GetRequest>('GetItem', input, store));
}

export function readItem(store: Store, request: GetRequest): { Item?: Item } {
  const item = findItem(store, request);
  return {
    ...(item && { Item: projected(request, item.item) }),
    ...consumed(request, () => readUnits(item?.bytes ?? 0, request.ConsistentRead)),
  };
}

/** The whole item, before any projection. */
export function findItem(store: Store, request: GetRequest): SizedItem | undefined {
  const table = store.table(request.TableName);
  refuseEmptyKeys(table, request.Key);
  refuseWrongKey(table, request.Key);
  refuse(database.validateKeyPaths(request._projection?.nestedPaths, table.description));
  return table.items.get(table.keyOf(request.Key));
}

interface Projection extends ParsedExpressions {
  AttributesToGet?: string[];
}

/** The part of an item that a request asks for. */
export function projected({ _projection, AttributesToGet }: Projection, item: Item): Item {
  const paths: (DocumentPath | string)[] | undefined = _projection?.paths ?? AttributesToGet;
  return paths ? database.mapPaths(paths, item) : item;
}
