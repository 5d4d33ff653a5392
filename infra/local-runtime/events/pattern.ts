import type { Json, JsonObject } from '../service.ts';
import { compileMatcher, InvalidEventPattern, isObject, type Leaf, type Matcher, RESERVED } from './matchers.ts';

export { InvalidEventPattern } from './matchers.ts';

/** A condition on one field. */
interface Condition {
  readonly ways: readonly Way[];
  readonly matchers: readonly Matcher[];
}

/**
 * The next name on the way down to a field, and what follows it (nothing: the field is reached). There are several ways
 * where names in the event may themselves contain the dots that join them here.
 */
interface Way {
  readonly name: string;
  readonly further: readonly Way[];
  /** Every object has a member of that name, of its own or not. */
  readonly isInherited: boolean;
}

/** Which element of each array on the way was taken; conditions on the same array must agree on the element. */
type Elements = ReadonlyMap<string, number>;

const none: Elements = new Map();

interface Occurrence {
  readonly leaf: Leaf;
  readonly elements: Elements;
}

/** Compiles an EventBridge event pattern; throws InvalidEventPattern as PutRule would refuse it. */
export function compilePattern(pattern: Json): (event: JsonObject) => boolean {
  if (!isObject(pattern)) throw new InvalidEventPattern('Filter is not an object');
  const alternatives = compileObject(pattern, '');
  return (event) => alternatives.some((conditions) => holdTogether(conditions, event));
}

/** The pattern as alternatives (from `$or`), each a list of conditions that must all hold. */
function compileObject(pattern: JsonObject, prefix: string): Condition[][] {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new InvalidEventPattern('Empty objects are not allowed');
  let alternatives: Condition[][] = [[]];
  for (const [name, value] of fields) {
    const field = compileField(name, value ?? null, prefix);
    alternatives = alternatives.flatMap((left) => field.map((right) => [...left, ...right]));
  }
  return alternatives;
}

function compileField(name: string, value: Json, prefix: string): Condition[][] {
  if (name === '$or' && isAlternatives(value))
    return value.flatMap((alternative) => compileObject(alternative, prefix));
  const path = `${prefix}${name}`;
  if (isObject(value)) return compileObject(value, `${path}.`);
  if (!Array.isArray(value)) throw new InvalidEventPattern(`"${name}" must be an object or an array`);
  if (value.length === 0) throw new InvalidEventPattern('Empty arrays are not allowed');
  return [[{ ways: waysDown(path.split('.')), matchers: value.map(compileMatcher) }]];
}

/** `$or` is an operator when it holds two or more objects with fields; otherwise it is the name of a field. */
function isAlternatives(value: Json): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((one) => isObject(one) && !Object.keys(one).some((name) => RESERVED.has(name)))
  );
}

function waysDown(names: readonly string[]): Way[] {
  return names.map((_, i) => {
    const name = names.slice(0, i + 1).join('.');
    return { name, further: waysDown(names.slice(i + 1)), isInherited: name in Object.prototype };
  });
}

/** Whether all conditions from `at` on hold on elements that agree with those taken so far. */
function holdTogether(conditions: readonly Condition[], event: JsonObject, at = 0, taken = none): boolean {
  const condition = conditions[at];
  if (!condition) return true;
  const only = onlyLeaf(condition.ways, event);
  if (only !== several && only !== undefined) {
    return accepts(condition, only) && holdTogether(conditions, event, at + 1, taken);
  }
  const occurrences = only === undefined ? [] : occurrencesOf(condition.ways, event);
  const absent = occurrences.length === 0;
  if (absent) {
    const mayBeAbsent = condition.matchers.some((matcher) => 'exists' in matcher && !matcher.exists);
    return mayBeAbsent && holdTogether(conditions, event, at + 1, taken);
  }
  return occurrences.some(({ leaf, elements }) => {
    if (!accepts(condition, leaf)) return false;
    const together = agree(taken, elements);
    return together !== undefined && holdTogether(conditions, event, at + 1, together);
  });
}

function accepts({ matchers }: Condition, leaf: Leaf): boolean {
  return matchers.some((matcher) => ('exists' in matcher ? matcher.exists : matcher.accepts(leaf)));
}

function agree(taken: Elements, elements: Elements): Elements | undefined {
  if (elements.size === 0) return taken;
  for (const [array, element] of elements) if ((taken.get(array) ?? element) !== element) return undefined;
  return new Map([...taken, ...elements]);
}

const several = Symbol('several');

/** The leaf to which the ways lead without an array: most events have no other. `several` if that needs a closer look. */
function onlyLeaf(ways: readonly Way[], value: Json): Leaf | typeof several | undefined {
  if (typeof value !== 'object' || value === null) return ways.length === 0 ? value : undefined;
  if (Array.isArray(value)) return several;
  let only: Leaf | undefined;
  for (const way of ways) {
    const member = memberOf(value, way);
    if (member === undefined) continue;
    const leaf = onlyLeaf(way.further, member);
    if (leaf === undefined) continue;
    if (leaf === several || only !== undefined) return several;
    only = leaf;
  }
  return only;
}

const memberOf = (value: JsonObject, { name, isInherited }: Way): Json | undefined =>
  isInherited && !Object.hasOwn(value, name) ? undefined : value[name];

/** Every leaf to which the ways lead; `at` is where `value` stands, `found` is added to. */
function occurrencesOf(
  ways: readonly Way[],
  value: Json,
  { at = '', elements = none, found = [] as Occurrence[] } = {},
): Occurrence[] {
  if (Array.isArray(value)) {
    for (const [i, element] of value.entries()) {
      const taken = isObject(element) ? new Map([...elements, [at, i] as const]) : elements;
      occurrencesOf(ways, element, { at: isObject(element) ? at : `${at}[${i}]`, elements: taken, found });
    }
  } else if (isObject(value)) {
    for (const way of ways) {
      const { name, further } = way;
      const member = memberOf(value, way);
      if (member !== undefined) occurrencesOf(further, member, { at: `${at}.${name}`, elements, found });
    }
  } else if (ways.length === 0) {
    found.push({ leaf: value, elements });
  }
  return found;
}
