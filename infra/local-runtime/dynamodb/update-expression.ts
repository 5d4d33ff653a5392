import { copyOf } from '../deep-copy.ts';
import { type AttributeType, type AttributeValue, type Item, typeOf, valueAt } from './attribute-value.ts';
import { decimal, isExpression, isPath, type Operand, type UpdateClause } from './dynalite.ts';
import { validationError } from './errors.ts';

const wrongType = () => validationError('An operand in the update expression has an incorrect data type');
const wrongPath = () => validationError('The document path provided in the update expression is invalid for update');

/**
 * The item after a parsed update expression. Every operand is read from the item as it was before, and list members are
 * removed only after all clauses have been applied, so that `REMOVE l[0], l[1]` means the places of the item as it was.
 * (dynalite aliases `SET a = b` and shifts the places while it removes.) What the expression does not reach into is
 * shared with the item before, and with the values of the request: nothing in an item is ever changed.
 */
export function applyUpdate(clauses: UpdateClause[], before: Item): Item {
  const after = { ...before };
  const values = clauses.map((clause) => (clause.type === 'remove' ? undefined : resolve(clause.val, before)));
  for (const { path } of clauses) {
    const name = path[0]!;
    if (path.length > 1 && after[name] && after[name] === before[name]) after[name] = copyOf(before[name]);
  }
  const touched = new Set<ListValue>();
  for (const [at, clause] of clauses.entries()) applyClause(clause, values[at], after, touched);
  for (const list of touched) list.L = list.L.filter((member) => member !== removed); // also closes the gaps
  return after;
}

type ListValue = AttributeValue & { L: AttributeValue[] };

/** Stands in a list for a member that the expression removes. */
const removed: AttributeValue = Object.freeze({});

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
  if (typeof step === 'string') {
    const map = parent?.M;
    if (!map) throw wrongPath();
    const outcome = outcomeOf(clause.type, map[step], value);
    if (outcome) map[step] = outcome;
    else delete map[step];
    return;
  }
  if (!parent?.L) throw wrongPath();
  const list = parent as ListValue;
  const outcome = outcomeOf(clause.type, list.L[step], value);
  if (!outcome && step >= list.L.length) return;
  touched.add(list);
  list.L[step] = outcome ?? removed;
}

/** What a clause makes of the value in its place; nothing = the place is given up. */
function outcomeOf(
  type: UpdateClause['type'],
  existing: AttributeValue | undefined,
  value: AttributeValue | undefined,
): AttributeValue | undefined {
  switch (type) {
    case 'set':
      return value;
    case 'remove':
      return undefined;
    case 'add':
      return added(existing, value!);
    case 'delete':
      return without(existing, value!);
  }
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
