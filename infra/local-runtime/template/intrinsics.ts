import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';

/** Where the names in a template get their values from. */
export interface TemplateScope {
  readonly where: string;
  /** The value of `Ref`, also for pseudo parameters; undefined = unknown. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  mapping(map: string, topKey: string, secondKey: string): Json | undefined;
  importValue(exportName: string): Json;
}

/** A template says something that cannot be evaluated; the text names the place. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const nothing = Symbol('AWS::NoValue');
type Evaluated = Json | typeof nothing | undefined;
type Intrinsic = (argument: Json, scope: TemplateScope) => Evaluated;

/** Evaluates the intrinsic functions in a value; `AWS::NoValue` removes the member that holds it. */
export function evaluate(value: Json, scope: TemplateScope): Json {
  const result = evaluateOrNothing(value, scope);
  return result === nothing || result === undefined ? null : result;
}

export function evaluateObject(value: JsonObject, scope: TemplateScope): JsonObject {
  const result = evaluate(value as Json, scope);
  if (!isObject(result)) throw new TemplateError(`${scope.where}: expected an object, got ${JSON.stringify(result)}`);
  return result;
}

function evaluateOrNothing(value: Json | undefined, scope: TemplateScope): Evaluated {
  if (Array.isArray(value)) {
    return value.map((item) => evaluateOrNothing(item, scope)).filter((item) => item !== nothing && item !== undefined);
  }
  if (!isObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (
    name !== undefined &&
    others.length === 0 &&
    (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))
  ) {
    const intrinsic = intrinsics[name];
    const argument = value[name];
    if (intrinsic && argument !== undefined) return intrinsic(argument, scope);
    if (name.startsWith('Fn::')) throw new TemplateError(`${scope.where}: the function ${name} is not emulated`);
  }
  const entries = Object.entries(value).map(([key, member]) => [key, evaluateOrNothing(member, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== nothing));
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => {
    if (name === 'AWS::NoValue') return nothing;
    const value = scope.ref(String(name));
    if (value === undefined) throw new TemplateError(`${scope.where}: Ref to unknown "${String(name)}"`);
    return value;
  },
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
    return scope.attribute(String(logicalId), attribute.map(String).join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = pair(argument, 'Fn::Join', scope);
    const values = evaluate(parts, scope);
    if (!Array.isArray(values)) throw new TemplateError(`${scope.where}: Fn::Join needs a list`);
    return values.map(asText).join(String(separator));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, {}];
    const own = isObject(variables) ? evaluateObject(variables, scope) : {};
    return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, expression: string) => {
      if (literal) return `\${${expression}}`;
      const name = expression.trim();
      if (own[name] !== undefined) return asText(own[name]);
      const dot = name.indexOf('.');
      if (dot > 0) return asText(scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
      return asText(evaluate({ Ref: name }, scope));
    });
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = pair(argument, 'Fn::Select', scope);
    const values = evaluate(from, scope);
    const selected = Array.isArray(values) ? values[Number(evaluate(index, scope))] : undefined;
    if (selected === undefined) throw new TemplateError(`${scope.where}: Fn::Select finds nothing at ${String(index)}`);
    return selected;
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = pair(argument, 'Fn::Split', scope);
    return asText(evaluate(source, scope)).split(String(separator));
  },
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument)) throw new TemplateError(`${scope.where}: Fn::If needs a list`);
    const [name, yes, no] = argument;
    return evaluateOrNothing(scope.condition(String(name)) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pair(argument, 'Fn::Equals', scope);
    return asText(evaluate(left, scope)) === asText(evaluate(right, scope));
  },
  'Fn::Not': (argument, scope) => !conditions(argument, scope)[0],
  'Fn::And': (argument, scope) => conditions(argument, scope).every(Boolean),
  'Fn::Or': (argument, scope) => conditions(argument, scope).some(Boolean),
  'Fn::FindInMap': (argument, scope) => {
    const keys = Array.isArray(argument) ? argument.slice(0, 3).map((key) => asText(evaluate(key, scope))) : [];
    const found = scope.mapping(keys[0] ?? '', keys[1] ?? '', keys[2] ?? '');
    if (found === undefined)
      throw new TemplateError(`${scope.where}: Fn::FindInMap finds nothing at ${keys.join('.')}`);
    return found;
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(asText(evaluate(argument, scope))),
  'Fn::Base64': (argument, scope) => Buffer.from(asText(evaluate(argument, scope))).toString('base64'),
  'Fn::GetAZs': (_argument, scope) => ['a', 'b', 'c'].map((zone) => `${asText(scope.ref('AWS::Region') ?? '')}${zone}`),
};

function conditions(argument: Json, scope: TemplateScope): boolean[] {
  const parts = Array.isArray(argument) ? argument : [argument];
  return parts.map((part) =>
    isObject(part) && typeof part.Condition === 'string'
      ? scope.condition(part.Condition)
      : evaluate(part, scope) === true,
  );
}

function pair(argument: Json, name: string, scope: TemplateScope): [Json, Json] {
  if (!Array.isArray(argument) || argument[0] === undefined || argument[1] === undefined) {
    throw new TemplateError(`${scope.where}: ${name} needs a list of two`);
  }
  return [argument[0], argument[1]];
}

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
