import type { Json, JsonObject } from '../service.ts';
import { literal, pathExpression, Untranslatable } from './jsonpath.ts';

/** A JSONPath choice rule as the source of a JSONata Condition. */
export function conditionExpression(rule: JsonObject, root: string): string {
  const many = (rules: Json | undefined, word: string) =>
    (rules as JsonObject[]).map((one) => `(${conditionExpression(one, root)})`).join(` ${word} `);
  if (rule.And !== undefined) return many(rule.And, 'and');
  if (rule.Or !== undefined) return many(rule.Or, 'or');
  if (rule.Not !== undefined) return `$not(${conditionExpression(rule.Not as JsonObject, root)})`;
  const variable = pathExpression(String(rule.Variable), root);
  const [operator, operand] = Object.entries(rule).find(([name]) => COMPARISON.test(name)) ?? [];
  if (operator === undefined) throw new Untranslatable('choice rule without a known comparison');
  return comparison(operator, operand ?? null, { variable, root });
}

const COMPARISON = /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|Matches)|^Is[A-Z]/;
const SIGNS: Readonly<Record<string, string>> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '<=',
  GreaterThan: '>',
  GreaterThanEquals: '>=',
};
const TYPES: Readonly<Record<string, string>> = {
  IsNull: 'null',
  IsString: 'string',
  IsNumeric: 'number',
  IsBoolean: 'boolean',
};

function comparison(operator: string, operand: Json, { variable, root }: { variable: string; root: string }): string {
  if (operator === 'IsPresent') return `$exists(${variable}) = ${operand}`;
  if (TYPES[operator]) return `($type(${variable}) = "${TYPES[operator]}") = ${operand}`;
  const [, type = '', relation = '', path] = /^(String|Numeric|Boolean|Timestamp)(\w+?)(Path)?$/.exec(operator) ?? [];
  const sign = SIGNS[relation];
  if (!sign) throw new Untranslatable(`choice operator ${operator}`);
  const other = path ? pathExpression(String(operand), root) : literal(operand);
  const jsonType = { String: 'string', Numeric: 'number', Boolean: 'boolean', Timestamp: 'string' }[type];
  const sides = type === 'Timestamp' ? [`$toMillis(${variable})`, `$toMillis(${other})`] : [variable, other];
  return `$type(${variable}) = "${jsonType}" and $type(${other}) = "${jsonType}" and ${sides.join(` ${sign} `)}`;
}
