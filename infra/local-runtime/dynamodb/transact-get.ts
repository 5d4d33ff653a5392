import type { JsonObject } from '../service.ts';
import { consumedByTable, readUnits } from './consumed-capacity.ts';
import { validationError } from './errors.ts';
import { refuseEmptyKeys } from './key-rules.ts';
import { findItem, type GetRequest, projected } from './read-item.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import { refuseOversize, refuseSameItemTwice, transactItems } from './transaction-limits.ts';
import { allOrCancelled } from './transaction-outcome.ts';

/** Up to 100 items as they are at one moment. */
export function transactGetItems(store: Store, input: JsonObject): object {
  const requests = transactItems(input).map((action) => getOf(store, action));
  refuseSameItemTwice(requests.map(({ TableName, Key }) => store.table(TableName).placeOf(Key)));
  const found = allOrCancelled(
    requests.map((request) => () => ({
      request,
      item: findItem(store.table(request.TableName), request, request.Key),
    })),
  );
  refuseOversize(found.map(({ item }) => item));
  const capacities = found.map(({ request, item }) => ({
    table: request.TableName,
    units: 2 * readUnits(item?.bytes ?? 0, true),
  }));
  return {
    Responses: found.map(({ request, item }) => (item ? { Item: projected(request, item.item) } : {})),
    ...consumedByTable('Read', input.ReturnConsumedCapacity, capacities),
  };
}

function getOf(store: Store, { Get }: JsonObject): GetRequest {
  if (!Get || typeof Get !== 'object' || Array.isArray(Get)) {
    throw validationError('TransactItems can only contain Get');
  }
  const request = parseRequest<GetRequest>('GetItem', Get, store);
  refuseEmptyKeys(store.table(request.TableName), request.Key);
  return request;
}
