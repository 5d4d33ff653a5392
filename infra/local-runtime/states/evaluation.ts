import type { Json, JsonObject } from '../service.ts';
import type { Visit } from './branch.ts';
import type { Leaving } from './definition.ts';
import { StatesError } from './errors.ts';
import { expressionSource, type JsonType, jsonType } from './expressions.ts';

/** What `$states` holds while a field is evaluated. */
export interface StatesVariable {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** Evaluates the fields of one visit of a state, and records `EvaluationFailed` when one cannot be evaluated. */
export class Evaluation {
  readonly #visit: Visit;
  readonly #states: JsonObject;

  constructor(visit: Visit, states: StatesVariable) {
    this.#visit = visit;
    this.#states = { ...states, context: visit.branch.context };
  }

  /** Any JSON value; the strings `{% … %}` in it are replaced by what they give. */
  async json(template: Json, field: string): Promise<Json> {
    if (typeof template === 'string') {
      const source = expressionSource(template);
      return source === undefined ? template : await this.#expression(source, field);
    }
    if (Array.isArray(template)) {
      const items: Json[] = [];
      for (const [i, item] of template.entries()) items.push(await this.json(item, `${field}[${i}]`));
      return items;
    }
    if (template === null || typeof template !== 'object') return template;
    return await this.object(template, field);
  }

  async object(template: JsonObject, field: string): Promise<JsonObject> {
    const members: JsonObject = {};
    for (const [name, member] of Object.entries(template)) {
      if (member !== undefined) members[name] = await this.json(member, `${field}/${name}`);
    }
    return members;
  }

  async number(template: Json, field: string): Promise<number> {
    return (await this.#typed(template, field, 'number')) as number;
  }

  async string(template: Json, field: string): Promise<string> {
    return (await this.#typed(template, field, 'string')) as string;
  }

  async boolean(template: Json, field: string): Promise<boolean> {
    return (await this.#typed(template, field, 'boolean')) as boolean;
  }

  async array(template: Json, field: string): Promise<Json[]> {
    return (await this.#typed(template, field, 'array')) as Json[];
  }

  /** Assign and Output of a state, a choice rule or a catcher; both see the variables as they were on entry. */
  async leaving(
    { Assign, Output }: Leaving,
    byDefault: Json,
    prefix = '',
  ): Promise<{ assign: JsonObject; output: Json }> {
    const assign = Assign === undefined ? {} : await this.object(Assign, `${prefix}Assign`);
    const output = Output === undefined ? byDefault : await this.json(Output, `${prefix}Output`);
    return { assign, output };
  }

  /** The error for a field that cannot be evaluated, recorded in the history. */
  failed(field: string, explanation: string): StatesError {
    const { name, branch, enteredId, enteredAfter } = this.#visit;
    const cause = `${whileExecuting(this.#visit)} ${explanation}`;
    if (branch.previous === enteredId) branch.previous = enteredAfter;
    branch.record('EvaluationFailed', { cause, error: 'States.QueryEvaluationError', location: field, state: name });
    return new StatesError('States.QueryEvaluationError', cause);
  }

  async #typed(template: Json, field: string, type: JsonType): Promise<Json> {
    const value = await this.json(template, field);
    if (jsonType(value) === type) return value;
    const source = typeof template === 'string' ? (expressionSource(template) ?? template) : JSON.stringify(template);
    throw this.failed(
      field,
      `The JSONata expression '${source}' specified for the field '${field}' returned an unexpected result type. ` +
        `Expected '${type}', but was '${jsonType(value)}' for value: ${JSON.stringify(value)}`,
    );
  }

  async #expression(source: string, field: string): Promise<Json> {
    const { branch } = this.#visit;
    const specified = `The JSONata expression '${source}' specified for the field '${field}'`;
    let value: unknown;
    try {
      value = await branch.parts.expressions.evaluate(source, { ...branch.variables, states: this.#states });
    } catch (thrown) {
      throw this.failed(field, `${specified} threw an error during evaluation. ${describe(thrown)}`);
    }
    if (value === undefined) throw this.failed(field, `${specified} returned nothing (undefined).`);
    if (isFunction(value)) throw this.failed(field, `${specified} returned an unsupported result type.`);
    return JSON.parse(JSON.stringify(value)) as Json;
  }
}

export function whileExecuting({ name, enteredId }: Visit): string {
  return `An error occurred while executing the state '${name}' (entered at the event id #${enteredId}).`;
}

function describe(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string };
  return code ? `${code}: ${message}` : String(message ?? thrown);
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (value === null || typeof value !== 'object') return false;
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
