import { BlockList, isIP } from 'node:net';
import type { Json, JsonObject } from '../service.ts';

/** A pattern that EventBridge would not accept; the message says which part and why. */
export class InvalidEventPattern extends Error {
  readonly code = 'InvalidEventPatternException';

  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = 'InvalidEventPatternException';
  }
}

/** A value in an event that is neither object nor array. */
export type Leaf = null | boolean | number | string;

/** One entry of the list that a field of a pattern holds. */
export type Matcher = { readonly exists: boolean } | { readonly accepts: (leaf: Leaf) => boolean };

/** Reads one entry: a literal value or an object with a single operator. */
export function compileMatcher(entry: Json): Matcher {
  if (Array.isArray(entry)) throw new InvalidEventPattern('A list may hold values and operators, not another list');
  if (!isObject(entry)) return { accepts: (leaf) => leaf === entry };
  const [operator, operand] = onlyMember(entry, 'A list may hold objects with one operator only');
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') throw new InvalidEventPattern('exists takes true or false');
    return { exists: operand };
  }
  const compile = OPERATORS[operator];
  if (!compile) throw new InvalidEventPattern(`Unrecognized match type ${operator}`);
  return { accepts: compile(operand) };
}

type Test = (leaf: Leaf) => boolean;

const OPERATORS: Readonly<Record<string, (operand: Json) => Test>> = {
  prefix: (operand) => affix('prefix', operand, (text, part) => text.startsWith(part)),
  suffix: (operand) => affix('suffix', operand, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (operand) => equalsIgnoreCase(text('equals-ignore-case', operand)),
  wildcard: (operand) => wildcard(text('wildcard', operand)),
  'anything-but': anythingBut,
  numeric,
  cidr: (operand) => cidr(text('cidr', operand)),
};

/** The operators that are themselves words of the language, and so never names of fields within `$or`. */
export const RESERVED: ReadonlySet<string> = new Set([...Object.keys(OPERATORS), 'exists']);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function onlyMember(object: JsonObject, otherwise: string): [string, Json] {
  const [member, ...more] = Object.entries(object);
  if (!member || more.length > 0) throw new InvalidEventPattern(otherwise);
  return [member[0], member[1] ?? null];
}

function text(operator: string, operand: Json): string {
  if (typeof operand !== 'string') throw new InvalidEventPattern(`${operator} takes a string`);
  return operand;
}

const onText =
  (test: (text: string) => boolean): Test =>
  (leaf) =>
    typeof leaf === 'string' && test(leaf);

function equalsIgnoreCase(wanted: string): Test {
  return onText((value) => value.toLowerCase() === wanted.toLowerCase());
}

function affix(operator: string, operand: Json, has: (text: string, part: string) => boolean): Test {
  if (!isObject(operand)) {
    const part = text(operator, operand);
    return onText((value) => has(value, part));
  }
  const [modifier, part] = onlyMember(operand, `${operator} takes a string or equals-ignore-case`);
  if (modifier !== 'equals-ignore-case') throw new InvalidEventPattern(`${operator} does not know ${modifier}`);
  const lower = text(`${operator} with equals-ignore-case`, part).toLowerCase();
  return onText((value) => has(value.toLowerCase(), lower));
}

/** EventBridge refuses what its matcher would need too many states for. */
const MOST_WILDCARDS = 5;

function wildcard(glob: string): Test {
  if (glob.includes('**')) throw new InvalidEventPattern('Consecutive wildcard characters');
  if (/\\(?![*\\])/.test(glob.replace(/\\\\/g, ''))) throw new InvalidEventPattern('A backslash escapes * and \\ only');
  const parts = glob.match(/\\[*\\]|[^\\]/gs) ?? [];
  if (parts.filter((part) => part === '*').length > MOST_WILDCARDS) {
    throw new InvalidEventPattern('Rule is too complex - try using fewer wildcard characters');
  }
  const pattern = parts.map((part) => (part === '*' ? '.*' : quoted(part.at(-1) ?? ''))).join('');
  const expression = new RegExp(`^${pattern}$`, 's');
  return onText((value) => expression.test(value));
}

const WITHIN_ANYTHING_BUT = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

function anythingBut(operand: Json): Test {
  if (!isObject(operand)) {
    const excluded = excludedValues(operand);
    return (leaf) => !excluded.includes(leaf);
  }
  const [operator, inner] = onlyMember(operand, 'anything-but takes one operator');
  if (!WITHIN_ANYTHING_BUT.includes(operator)) throw new InvalidEventPattern(`anything-but does not know ${operator}`);
  const parts = Array.isArray(inner) ? inner : [inner];
  if (parts.length === 0) throw new InvalidEventPattern('anything-but takes no empty list');
  const tests = parts.map((part) => {
    if (text(`anything-but with ${operator}`, part) === '') {
      throw new InvalidEventPattern(`anything-but with ${operator} takes no empty string`);
    }
    return OPERATORS[operator]?.(part);
  });
  return (leaf) => !tests.some((test) => test?.(leaf));
}

/** Strings, or numbers, but not both. */
function excludedValues(operand: Json): Json[] {
  const values = Array.isArray(operand) ? operand : [operand];
  const [type, ...otherTypes] = new Set(values.map((value) => typeof value));
  if (otherTypes.length > 0 || (type !== 'string' && type !== 'number')) {
    throw new InvalidEventPattern('anything-but takes a string, a number, or a list of either');
  }
  return values;
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** Numbers have to be within ±5,000,000,000. */
const LARGEST = 5_000_000_000;

function numeric(operand: Json): Test {
  if (!Array.isArray(operand)) throw new InvalidEventPattern('numeric takes a list');
  const [first, firstBound, second, secondBound, ...more] = operand;
  const lower = bound(first, firstBound);
  if (second === undefined) return onNumber(lower.holds);
  const upper = bound(second, secondBound);
  const isRange = lower.operator.startsWith('>') && upper.operator.startsWith('<') && lower.value < upper.value;
  if (more.length > 0 || !isRange) {
    throw new InvalidEventPattern('numeric takes one comparison, or a lower bound and then a higher upper bound');
  }
  return onNumber((value) => lower.holds(value) && upper.holds(value));
}

const onNumber =
  (test: (value: number) => boolean): Test =>
  (leaf) =>
    typeof leaf === 'number' && test(leaf);

function bound(operator: Json | undefined, value: Json | undefined) {
  const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
  if (typeof operator !== 'string' || !compare) {
    throw new InvalidEventPattern(`numeric knows ${Object.keys(COMPARISONS).join(' ')}`);
  }
  if (typeof value !== 'number' || Math.abs(value) > LARGEST) {
    throw new InvalidEventPattern(`numeric compares with numbers between -${LARGEST} and ${LARGEST}`);
  }
  return { operator, value, holds: (number: number) => compare(number, value) };
}

function cidr(block: string): Test {
  const [address = '', mask = '', ...more] = block.split('/');
  const family = isIP(address);
  const bits = Number(mask);
  if (more.length > 0 || family === 0 || !/^\d{1,3}$/.test(mask) || bits > (family === 4 ? 32 : 128)) {
    throw new InvalidEventPattern(`Malformed CIDR ${block}`);
  }
  const addresses = new BlockList();
  addresses.addSubnet(address, bits, `ipv${family as 4 | 6}`);
  return onText((value) => isIP(value) === family && addresses.check(value, `ipv${family as 4 | 6}`));
}

/** The character as it stands in a regular expression. */
const quoted = (character: string) => character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
