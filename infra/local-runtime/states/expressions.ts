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
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** What the expression gives; `bindings` are the variables, `states` among them. Throws what JSONata throws. */
  async evaluate(source: string, bindings: JsonObject): Promise<unknown> {
    return await this.#compile(source).evaluate(undefined, bindings);
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

export type JsonType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

export function jsonType(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}
