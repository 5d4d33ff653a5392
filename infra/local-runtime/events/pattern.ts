import type { Json, JsonObject } from '../service.ts';
import { compileMatcher, InvalidEventPattern, isObject, type Leaf, type Matcher, RESERVED } from './matchers.ts';

export { InvalidEventPattern } from './matchers.ts';

/** A condition on one field; `path` is the names down to it, joined by dots. */
interface Condition {
  readonly path: string;
  readonly matchers: readonly Matcher[];
}

/** Which element of each array on the way was taken; conditions on the same array must agree on the element. */
type Elements = ReadonlyMap<string, number>;

interface Occurrence {
  readonly leaf: Leaf;
  readonly elements: Elements;
}

/** Compiles an EventBridge event pattern; throws InvalidEventPattern as PutRule would refuse it. */
export function compilePattern(pattern: Json): (event: JsonObject) => boolean {
  if (!isObject(pattern)) throw new InvalidEventPattern('Filter is not an object');
  const alternatives = compileObject(pattern, '');
  return (event) => alternatives.some((conditions) => holdTogether(conditions, event, new Map()));
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
  return [[{ path, matchers: value.map(compileMatcher) }]];
}

/** `$or` is an operator when it holds two or more objects with fields; otherwise it is the name of a field. */
function isAlternatives(value: Json): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((one) => isObject(one) && !Object.keys(one).some((name) => RESERVED.has(name)))
  );
}

/** Whether all conditions hold on elements that agree with those taken so far. */
function holdTogether([condition, ...others]: readonly Condition[], event: JsonObject, taken: Elements): boolean {
  if (!condition) return true;
  const occurrences = [...occurrencesOf(condition.path, event)];
  const absent = occurrences.length === 0;
  if (absent) {
    const mayBeAbsent = condition.matchers.some((matcher) => 'exists' in matcher && !matcher.exists);
    return mayBeAbsent && holdTogether(others, event, taken);
  }
  return occurrences.some(({ leaf, elements }) => {
    const together = agree(taken, elements);
    return together !== undefined && accepts(condition, leaf) && holdTogether(others, event, together);
  });
}

function accepts({ matchers }: Condition, leaf: Leaf): boolean {
  return matchers.some((matcher) => ('exists' in matcher ? matcher.exists : matcher.accepts(leaf)));
}

function agree(taken: Elements, elements: Elements): Elements | undefined {
  for (const [array, element] of elements) if ((taken.get(array) ?? element) !== element) return undefined;
  return new Map([...taken, ...elements]);
}

/** Every leaf at the path; a name in the event may itself contain dots. */
function* occurrencesOf(
  path: string,
  value: Json,
  { at = '', elements = new Map() as Elements } = {},
): Generator<Occurrence> {
  if (Array.isArray(value)) {
    for (const [i, element] of value.entries()) {
      const taken = isObject(element) ? new Map([...elements, [at, i] as const]) : elements;
      yield* occurrencesOf(path, element, { at: isObject(element) ? at : `${at}[${i}]`, elements: taken });
    }
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const rest = path === name ? '' : path.startsWith(`${name}.`) ? path.slice(name.length + 1) : undefined;
      if (rest !== undefined) yield* occurrencesOf(rest, member, { at: `${at}.${name}`, elements });
    }
  } else if (path === '') {
    yield { leaf: value, elements };
  }
}
