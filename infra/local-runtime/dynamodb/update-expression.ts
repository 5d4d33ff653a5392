import { copyOf } from '../deep-copy.ts';
import { type AttributeType, type AttributeValue, type Item, typeOf, valueAt } from './attribute-value.ts';
import { decimal, isExpression, isPath, type Operand, type UpdateClause } from './dynalite.ts';
import { validationError } from './errors.ts';

const wrongType = () => validationError('An operand in the update expression has an incorrect data type');
const wrongPath = () => validationError('The document path provided in the update expression is invalid for update');

/**
 * The item after a parsed update expression; attributes that it leaves alone are shared with the item before. Every
 * operand is read from the item as it was before, every value that is placed is a copy, and list members are removed only after all clauses have been applied, so that `REMOVE l[0], l[1]`
 * means the places of the item as it was. (dynalite aliases `SET a = b` and shifts the places while it removes.)
 */
export function applyUpdate(clauses: UpdateClause[], before: Item): Item {
  const after = { ...before };
  for (const {
    path: [name],
  } of clauses)
    if (name !== undefined && before[name]) after[name] = copyOf(before[name]);
  const changes = clauses.map((clause) => ({ clause, value: operandOf(clause, before) }));
  const touched = new Set<ListValue>();
  for (const { clause, value } of changes) applyClause(clause, value, after, touched);
  for (const list of touched) list.L = list.L.filter((member) => member !== removed); // also closes the gaps
  return after;
}

type ListValue = AttributeValue & { L: AttributeValue[] };

/** Stands in a list for a member that the expression removes. */
const removed: AttributeValue = Object.freeze({});

function operandOf(clause: UpdateClause, before: Item): AttributeValue | undefined {
  return clause.type === 'remove' ? undefined : copyOf(resolve(clause.val, before));
}

function resolve(operand: Operand, item: Item): AttributeValue {
  if (isPath(operand)) {
    const value = valueAt(operand, item);
    if (!value) throw validationError('The provided expression refers to an attribute that does not exist in the item');
    return value;
  }
  if (!isExpression(operand)) return operand;
  const [first, second] = operand.args as [Operand, Operand];
  if (operand.name === 'if_not_exists') {
    return (isPath(first) ? valueAt(first, item) : undefined) ?? resolve(second, item);
  }
  const a = resolve(first, item);
  const b = resolve(second, item);
  if (operand.name === 'list_append') {
    if (!a.L || !b.L) throw wrongType();
    return { L: [...a.L, ...b.L] };
  }
  if (a.N === undefined || b.N === undefined) throw wrongType();
  return { N: total(a.N, operand.type === 'add' ? 'plus' : 'minus', b.N) };
}

/** Exact arithmetic within DynamoDB's range of 38 digits. */
export function total(a: string, operation: 'plus' | 'minus', b: string): string {
  const result = decimal(a)[operation](b);
  if (result.e > 125)
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (result.e < -130)
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  if (result.c.length > 38) throw validationError('Attempting to store more than 38 significant digits in a Number');
  return result.toFixed();
}

function applyClause(clause: UpdateClause, value: AttributeValue | undefined, after: Item, touched: Set<ListValue>) {
  const parent = valueAt(clause.path.slice(0, -1), after);
  const step = clause.path.at(-1)!;
  const place = parent && placeIn(parent, step, touched);
  if (!place) throw wrongPath();
  switch (clause.type) {
    case 'set':
      return place.set(value!);
    case 'remove':
      return place.remove();
    case 'add':
      return place.set(added(place.get(), value!));
    case 'delete': {
      const left = without(place.get(), value!);
      return left ? place.set(left) : place.remove();
    }
  }
}

interface Place {
  get(): AttributeValue | undefined;
  set(value: AttributeValue): void;
  remove(): void;
}

function placeIn(parent: AttributeValue, step: string | number, touched: Set<ListValue>): Place | undefined {
  if (typeof step === 'string') {
    const map = parent.M;
    return (
      map && {
        get: () => map[step],
        set: (value) => {
          map[step] = value;
        },
        remove: () => {
          delete map[step];
        },
      }
    );
  }
  const list = parent as ListValue;
  if (!list.L) return undefined;
  return {
    get: () => list.L[step],
    set: (value) => {
      touched.add(list);
      list.L[step] = value;
    },
    remove: () => {
      if (step >= list.L.length) return;
      touched.add(list);
      list.L[step] = removed;
    },
  };
}

type SetType = Extract<AttributeType, 'SS' | 'NS' | 'BS'>;

/** `ADD`: a number is added to (from 0), a set is united with. */
export function added(existing: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  const type = typeOf(value);
  if (existing && typeOf(existing) !== type) throw wrongType();
  if (type === 'N') return { N: total(existing?.N ?? '0', 'plus', value.N!) };
  const set = type as SetType;
  return { [set]: [...new Set([...(existing?.[set] ?? []), ...value[set]!])] };
}

/** `DELETE`: the set without the given members; nothing is left of a set without members. */
export function without(existing: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (!existing) return undefined;
  const type = typeOf(value) as SetType;
  if (typeOf(existing) !== type) throw wrongType();
  const leaving = new Set(value[type]);
  const left = existing[type]!.filter((member) => !leaving.has(member));
  return left.length > 0 ? { [type]: left } : undefined;
}
