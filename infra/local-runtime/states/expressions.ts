import jsonata from 'jsonata';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Json, JsonObject } from '../service.ts';
import { registerFunctions } from './functions.ts';

const DELIMITED = /^\{%([\s\S]*)%\}$/;

/** The JSONata source between `{%` and `%}`, or undefined if the text is no expression. */
export function expressionSource(text: string): string | undefined {
  return DELIMITED.exec(text)?.[1]?.trim();
}

/** The expressions of a state machine, each compiled once. */
export class Expressions {
  readonly #compiled = new Map<string, jsonata.Expression>();
  readonly #short = new Map<string, Short | undefined>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** What the expression gives; `bindings` are the variables, `states` among them. Throws what JSONata throws. */
  async evaluate(source: string, bindings: JsonObject): Promise<unknown> {
    const short = this.#shortOf(source)?.(bindings);
    return short === undefined ? await this.#compile(source).evaluate(undefined, bindings) : short;
  }

  #shortOf(source: string): Short | undefined {
    if (!this.#short.has(source)) this.#short.set(source, shortFor(source));
    return this.#short.get(source);
  }

  #compile(source: string): jsonata.Expression {
    const known = this.#compiled.get(source);
    if (known) return known;
    const expression = jsonata(source);
    registerFunctions(expression, this.#clock, this.#random);
    this.#compiled.set(source, expression);
    return expression;
  }
}

/** What most expressions are, without the engine; nothing = it has to say. */
type Short = (bindings: JsonObject) => Json | undefined;

const pathAlone = /^\$(\w+)((?:\.(?!(?:and|or|in|true|false|null|function)\b)[A-Za-z]\w*)+)$/;
const pathIsText = /^(\$[\w.]+) = '([^'\\]*)'$/;

/** For `$states.input.next` and `$states.input.next = 'ask'`, as long as there is neither an array nor a gap on the way. */
function shortFor(source: string): Short | undefined {
  const [, compared, text] = pathIsText.exec(source) ?? [];
  const [, variable, path] = pathAlone.exec(compared ?? source) ?? [];
  if (variable === undefined || path === undefined) return undefined;
  const names = [variable, ...path.slice(1).split('.')];
  if (text === undefined) return (bindings) => memberAt(bindings, names);
  return (bindings) => {
    const found = memberAt(bindings, names);
    return typeof found === 'string' ? found === text : undefined;
  };
}

function memberAt(bindings: JsonObject, names: readonly string[]): Json | undefined {
  let found: Json | undefined = bindings;
  for (const name of names) {
    if (found === null || typeof found !== 'object' || Array.isArray(found) || !Object.hasOwn(found, name))
      return undefined;
    found = found[name];
  }
  return Array.isArray(found) || found === null ? undefined : found;
}

export type JsonType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

export function jsonType(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}
