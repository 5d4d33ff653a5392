import type { JsonObject } from '../service.ts';
import { type AttributeUpdates, applyAttributeUpdates } from './attribute-updates.ts';
import { type Item, valueAt } from './attribute-value.ts';
import { fulfils } from './conditions.ts';
import { type CapacityRequest, consumed, writeUnits } from './consumed-capacity.ts';
import { database, type ParsedExpressions } from './dynalite.ts';
import { conditionFailed, refuse, validationError } from './errors.ts';
import { maxItemBytes, SizedItem } from './item-size.ts';
import {
  refuseBadIndexKeys,
  refuseEmptyIndexKeys,
  refuseEmptyKeys,
  refuseWrongItem,
  refuseWrongKey,
} from './key-rules.ts';
import { parseRequest } from './request.ts';
import type { PlannedWrite, Store } from './store.ts';
import type { Table } from './table.ts';
import { applyUpdate } from './update-expression.ts';

interface WriteRequest extends CapacityRequest, ParsedExpressions {
  ReturnValues?: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';
  Expected?: object;
}
interface PutRequest extends WriteRequest {
  Item: Item;
}
interface KeyRequest extends WriteRequest {
  Key: Item;
}
interface UpdateRequest extends KeyRequest {
  AttributeUpdates?: AttributeUpdates;
}

/** A write against the item as it is now: what will be done and what will be answered. */
export interface WritePlan extends PlannedWrite {
  answer: object;
}

/** A request that is right in itself. */
export interface CheckedWrite {
  readonly table: Table;
  /** Which item it is about; two writes of one request may not be about the same. */
  place(): string;
  /** Looks at the table and the item; throws if the action cannot be done. Changes nothing. */
  plan(): WritePlan;
}

export type WriteOperation = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** Checks a write. `input` says on its own whether a failed condition shall show the item. */
export const checkWrite: Record<WriteOperation, (store: Store, input: JsonObject) => CheckedWrite> = {
  PutItem(store, input) {
    const request = parseRequest<PutRequest>('PutItem', input, store);
    const item = itemToPut(request.Item);
    return checkPut(store.table(request.TableName), request, item, showsItem(input));
  },

  DeleteItem(store, input) {
    const request = parseRequest<KeyRequest>('DeleteItem', input, store);
    return checkDelete(store.table(request.TableName), request, showsItem(input));
  },

  UpdateItem(store, input) {
    const request = parseRequest<UpdateRequest>('UpdateItem', input, store);
    const table = store.table(request.TableName);
    refuseEmptyIndexKeys(table, request._updates?.sections ?? []);
    return checked(table, request, request.Key, showsItem(input), {
      check() {
        refuseWrongKey(table, request.Key);
        refuse(database.validateUpdates(request.AttributeUpdates, request._updates, table.description));
      },
      decide(before) {
        const base = before ?? new SizedItem(request.Key);
        const after = base.changedTo(updated(request, base.item));
        refuseBadIndexKeys(table, after.item);
        if (after.bytes > maxItemBytes) {
          throw validationError('Item size to update has exceeded the maximum allowed size');
        }
        return { after, answer: updateAnswer(request, before?.item, after.item) };
      },
    });
  },
};

/** Does one write as an operation of its own. */
export function writeItem(store: Store, operation: WriteOperation, input: JsonObject): object {
  const plan = checkWrite[operation](store, input).plan();
  store.commit([plan]);
  return plan.answer;
}

export function itemToPut(item: Item): SizedItem {
  const sized = new SizedItem(item);
  if (sized.bytes > maxItemBytes) throw validationError('Item size has exceeded the maximum allowed size');
  return sized;
}

export function checkPut(table: Table, request: WriteRequest, after: SizedItem, showItem = false): CheckedWrite {
  return checked(table, request, after.item, showItem, {
    check: () => refuseWrongItem(table, after.item),
    decide: (before) => ({ after, answer: oldAttributes(request, before?.item) }),
  });
}

export function checkDelete(table: Table, request: KeyRequest, showItem = false): CheckedWrite {
  return checked(table, request, request.Key, showItem, {
    check: () => refuseWrongKey(table, request.Key),
    decide: (before) => ({ after: undefined, answer: oldAttributes(request, before?.item) }),
  });
}

/** A check of a condition without a write, as a transaction has it. */
export function checkCondition(store: Store, input: JsonObject): CheckedWrite {
  const request = parseRequest<KeyRequest>('DeleteItem', input, store);
  const table = store.table(request.TableName);
  return checked(table, request, request.Key, showsItem(input), {
    check: () => refuseWrongKey(table, request.Key),
    decide: (before) => ({ after: before, answer: {} }),
  });
}

interface Action {
  /** Refuses what does not fit the table. */
  check(): void;
  decide(before: SizedItem | undefined): { after: SizedItem | undefined; answer: object };
}

function checked(table: Table, request: WriteRequest, keyed: Item, showItem: boolean, action: Action): CheckedWrite {
  refuseEmptyKeys(table, keyed);
  return {
    table,
    place: () => table.placeOf(keyed),
    plan() {
      action.check();
      refuse(database.validateKeyPaths(request._condition?.nestedPaths, table.description));
      const key = table.keyOf(keyed);
      const before = table.items.get(key);
      if (!meetsCondition(request, before?.item)) throw conditionFailed(showItem ? before?.item : undefined);
      const { after, answer } = action.decide(before);
      const capacity = consumed(request, () => writeUnits(before, after));
      return { table, key, before, after, answer: { ...answer, ...capacity } };
    },
  };
}

function meetsCondition(request: WriteRequest, item: Item | undefined): boolean {
  if (request._condition) return fulfils(request._condition.expression, item ?? {});
  return !database.checkConditional(request, item);
}

function updated({ _updates, AttributeUpdates }: UpdateRequest, before: Item): Item {
  if (_updates) return applyUpdate(_updates.sections, before);
  return applyAttributeUpdates(AttributeUpdates ?? {}, before);
}

const showsItem = (input: JsonObject) => input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';

const oldAttributes = (request: WriteRequest, before: Item | undefined) =>
  request.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};

function updateAnswer(request: UpdateRequest, before: Item | undefined, after: Item): { Attributes?: Item } {
  const paths = request._updates?.paths ?? Object.keys(request.AttributeUpdates ?? {}).map((name) => [name]);
  const touched = (item: Item) => {
    const present = paths.filter((path): path is [string, ...string[]] => valueAt(path, item) !== undefined);
    return present.length > 0 ? { Attributes: database.mapPaths(present, item) } : {};
  };
  switch (request.ReturnValues) {
    case 'ALL_NEW':
      return { Attributes: after };
    case 'ALL_OLD':
      return oldAttributes(request, before);
    case 'UPDATED_NEW':
      return touched(after);
    case 'UPDATED_OLD':
      return before ? touched(before) : {};
    default:
      return {};
  }
}
