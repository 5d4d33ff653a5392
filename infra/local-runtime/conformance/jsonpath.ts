import type { Json, JsonObject } from '../service.ts';

/** A JSONPath expression, template or field for which there is no mechanical translation. */
export class Untranslatable extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Untranslatable';
  }
}

const STEP = /^(?:\.([\w-]+)|\[(-?\d+)\]|\['([^']+)'\]|\["([^"]+)"\])/;

/** A reference path as JSONata; `root` is the JSONata for `$`. */
export function pathExpression(path: string, root: string): string {
  const [, variable, rest = ''] = /^(\$\$|\$\w*)(.*)$/s.exec(path) ?? [];
  if (variable === undefined)
    throw new Untranslatable(path.startsWith('States.') ? 'intrinsic function' : `path ${path}`);
  let expression = variable === '$$' ? '$states.context' : variable === '$' ? root : variable;
  for (let left = rest; left !== ''; ) {
    const [step, name, index, quoted, doubleQuoted] = STEP.exec(left) ?? [];
    if (step === undefined) throw new Untranslatable('path with wildcard, filter or slice');
    expression += index === undefined ? `.\`${name ?? quoted ?? doubleQuoted}\`` : `[${index}]`;
    left = left.slice(step.length);
  }
  return expression;
}

/** A payload template (`"name.$": "$.path"`) as the source of a JSONata expression. */
export function templateExpression(template: Json, root: string): string {
  if (Array.isArray(template)) return `[${template.map((item) => templateExpression(item, root)).join(', ')}]`;
  if (template === null || typeof template !== 'object') return literal(template);
  const members = Object.entries(template).map(([name, value]) => {
    if (!name.endsWith('.$')) return `${literal(name)}: ${templateExpression(value ?? null, root)}`;
    return `${literal(name.slice(0, -2))}: ${pathExpression(String(value), root)}`;
  });
  return `{${members.join(', ')}}`;
}

/** What Assign says, each variable an expression of its own. */
export function assignments(assign: JsonObject, root: string): JsonObject {
  return Object.fromEntries(
    Object.entries(assign).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), expression(pathExpression(String(value), root))]
        : [name, expression(templateExpression(value ?? null, root))],
    ),
  );
}

/** ResultPath: `result` put into `raw` at the path. */
export function resultAt(path: string | null, raw: string, result: string): string {
  if (path === null) return raw;
  if (!path.startsWith('$') || path.startsWith('$$')) throw new Untranslatable(`ResultPath ${path}`);
  const names = [...path.slice(1).matchAll(/\.([\w-]+)|\['([^']+)'\]/g)].map(
    ([, plain, quoted]) => plain ?? quoted ?? '',
  );
  return putAt(names, raw, result);
}

function putAt([name, ...deeper]: string[], base: string, value: string): string {
  if (name === undefined) return value;
  const object = `($type(${base}) = "object" ? ${base} : {})`;
  return `$merge([${object}, {${literal(name)}: ${putAt(deeper, `${base}.\`${name}\``, value)}}])`;
}

export const expression = (source: string) => `{% ${source} %}`;

/** A JSON value as JSONata source. */
export function literal(value: Json): string {
  return JSON.stringify(value);
}
