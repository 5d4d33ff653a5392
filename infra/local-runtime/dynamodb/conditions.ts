import { type AttributeValue, equalValues, type Item, typeOf, valueAt } from './attribute-value.ts';
import { decimal, type Expression, isExpression, isPath, type Operand } from './dynalite.ts';

/**
 * Whether an item fulfils a parsed condition, filter or key expression. dynalite's own evaluator compares lists and
 * maps by identity and takes two missing attributes for equal, so only its parser is used. A scan asks this of every
 * row that it passes: nothing is made on the way, neither functions nor lists of operands.
 */
export function fulfils({ type, name, args }: Expression, item: Item): boolean {
  switch (type) {
    case 'and':
      return fulfils(args[0] as Expression, item) && fulfils(args[1] as Expression, item);
    case 'or':
      return fulfils(args[0] as Expression, item) || fulfils(args[1] as Expression, item);
    case 'not':
      return !fulfils(args[0] as Expression, item);
    case 'between':
      return isBetween(resolve(args[0]!, item), resolve(args[1]!, item), resolve(args[2]!, item));
    case 'in':
      return isAmong(resolve(args[0]!, item), args, item);
    default: {
      const operand = args.length > 1 ? resolve(args[1]!, item) : undefined;
      return holds(type === 'function' ? name! : type, resolve(args[0]!, item), operand);
    }
  }
}

type Maybe = AttributeValue | undefined;

function holds(comparison: string, value: Maybe, operand: Maybe): boolean {
  switch (comparison) {
    case 'attribute_exists':
      return value !== undefined;
    case 'attribute_not_exists':
      return value === undefined;
    case 'attribute_type':
      return value !== undefined && typeOf(value) === operand?.S;
    case '=':
      return equalValues(value, operand) && value !== undefined;
    case '<>':
      return !equalValues(value, operand);
    case 'contains':
      return contains(value, operand);
    default:
      return compares(comparison, value, operand);
  }
}

/** Whether the value is one of the operands after it. */
function isAmong(value: Maybe, args: readonly Operand[], item: Item): boolean {
  if (value === undefined) return false;
  for (let at = 1; at < args.length; at++) if (equalValues(value, resolve(args[at]!, item))) return true;
  return false;
}

const isBetween = (value: Maybe, lower: Maybe, upper: Maybe): boolean =>
  compares('>=', value, lower) && compares('<=', value, upper);

/** A comparison by size or beginning; values of different types, or of types without a sequence, do not compare. */
export function compares(comparison: string, value: Maybe, operand: Maybe): boolean {
  if (!value || !operand) return false;
  if (comparison === 'begins_with') return beginsWith(value, operand);
  const sign = difference(value, operand);
  if (sign === undefined) return false;
  switch (comparison) {
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    case '>=':
      return sign >= 0;
    default:
      throw new Error(`There is no comparison ${comparison}`);
  }
}

/** Numbers by value, strings by their UTF-8 bytes, binaries by their bytes. */
function difference(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return textDifference(a.S, b.S);
  if (a.N !== undefined && b.N !== undefined) return numberDifference(a.N, b.N);
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(bytes(a.B), bytes(b.B));
  return undefined;
}

/** Rounding to a double keeps the sequence of two numbers; only where it makes them equal are all digits looked at. */
function numberDifference(a: string, b: string): number {
  const rounded = Number(a) - Number(b);
  return rounded === 0 ? decimal(a).cmp(b) : rounded;
}

/** UTF-8 sorts as UTF-16 does, except where the first difference is at a surrogate or behind the surrogates. */
export function textDifference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    if (one === other) continue;
    return one < 0xd800 && other < 0xd800 ? one - other : Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a.length - b.length;
}

function beginsWith(value: AttributeValue, start: AttributeValue): boolean {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S);
  if (value.B === undefined || start.B === undefined) return false;
  const first = bytes(start.B);
  return bytes(value.B).subarray(0, first.length).equals(first);
}

function contains(value: Maybe, operand: Maybe): boolean {
  if (!value || !operand) return false;
  if (value.L) return value.L.some((member) => equalValues(member, operand));
  if (value.S !== undefined) return operand.S !== undefined && value.S.includes(operand.S);
  if (value.B !== undefined) return operand.B !== undefined && bytes(value.B).includes(bytes(operand.B));
  if (value.SS) return operand.S !== undefined && value.SS.includes(operand.S);
  if (value.NS) return operand.N !== undefined && value.NS.includes(operand.N);
  if (value.BS) return operand.B !== undefined && value.BS.includes(operand.B);
  return false;
}

function resolve(operand: Operand, item: Item): Maybe {
  if (isPath(operand)) return valueAt(operand, item);
  if (isExpression(operand)) {
    const sized = resolve(operand.args[0]!, item);
    const size = sized && sizeOf(sized);
    return size === undefined ? undefined : { N: String(size) };
  }
  return operand;
}

function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return value.S.length;
  if (value.B !== undefined) return bytes(value.B).length;
  if (value.M) return Object.keys(value.M).length;
  return (value.SS ?? value.NS ?? value.BS ?? value.L)?.length;
}

const bytes = (base64: string) => Buffer.from(base64, 'base64');
