import type { JsonObject } from '../service.ts';
import { validationError } from './errors.ts';
import { itemBytes } from './item-size.ts';
import { findItem, type GetRequest, projected } from './read-item.ts';
import { parseRequest } from './request.ts';
import type { Store } from './store.ts';
import { transactItems } from './transact-write.ts';

const maxBytes = 4 * 1024 * 1024;

/** Up to 100 items as they are at one moment. */
export function transactGetItems(store: Store, input: JsonObject): object {
  const requests = transactItems(input).map((action) => {
    const get = action.Get;
    if (!get || typeof get !== 'object' || Array.isArray(get)) {
      throw validationError('TransactItems can only contain Get');
    }
    return parseRequest<GetRequest>('GetItem', get, store);
  });
  const found = requests.map((request) => ({ request, item: findItem(store, request) }));
  const places = requests.map(({ TableName, Key }) => `${TableName} ${store.table(TableName).keyOf(Key)}`);
  if (new Set(places).size < places.length) {
    throw validationError('Transaction request cannot include multiple operations on one item');
  }
  if (found.reduce((sum, { item }) => sum + itemBytes(item ?? {}), 0) > maxBytes) {
    throw validationError('Transaction request size cannot exceed 4 MB');
  }
  return { Responses: found.map(({ request, item }) => (item ? { Item: projected(request, item) } : {})) };
}
