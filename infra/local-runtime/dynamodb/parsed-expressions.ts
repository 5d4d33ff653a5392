/** What dynalite's validators give to an expression parser; names and values that the expression uses are struck off. */
interface ParseContext {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Readonly<Record<string, object>>;
  readonly unusedAttrNames: Record<string, true>;
  readonly unusedAttrVals: Record<string, true>;
  readonly isKeyCondition?: boolean;
}

type Parse = (expression: string, options: { context: ParseContext }) => unknown;

export interface ExpressionParser {
  parse: Parse;
}

/** A parsed expression with gaps for the values, and what it uses of the names and values given. */
interface Remembered {
  fill(values: Readonly<Record<string, object>>): unknown;
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** So many different expressions are remembered; an application has fewer, a program that builds them has more. */
const most = 2_000;

/** Whether these are right depends on the values themselves, not only on their types. */
const dependsOnValues = /attribute_type|between/i;

/**
 * A parser that parses an expression once for each set of names and types of values: the parse tree holds the values as
 * they were given, so that it can be filled with others of the same types.
 */
export function rememberingParse(parse: Parse): Parse {
  const known = new Map<string, Remembered>();
  return (expression, options) => {
    if (dependsOnValues.test(expression)) return parse(expression, options);
    const { context } = options;
    const key = keyOf(expression, context);
    let remembered = known.get(key);
    if (!remembered) {
      remembered = remember(parse, expression, context);
      if (known.size >= most) known.clear();
      known.set(key, remembered);
    }
    for (const name of remembered.names) delete context.unusedAttrNames[name];
    for (const name of remembered.values) delete context.unusedAttrVals[name];
    return remembered.fill(context.attrVals ?? {});
  };
}

function remember(parse: Parse, expression: string, context: ParseContext): Remembered {
  const { attrNames = {}, attrVals = {} } = context;
  const unusedAttrNames = allOf(attrNames);
  const unusedAttrVals = allOf(attrVals);
  const tree = parse(expression, { context: { ...context, unusedAttrNames, unusedAttrVals } });
  return {
    fill: fillable(tree, new Map(Object.entries(attrVals).map(([name, value]) => [value, name]))),
    names: Object.keys(attrNames).filter((name) => !unusedAttrNames[name]),
    values: Object.keys(attrVals).filter((name) => !unusedAttrVals[name]),
  };
}

const allOf = (given: object): Record<string, true> =>
  Object.fromEntries(Object.keys(given).map((name) => [name, true]));

function keyOf(expression: string, { attrNames, attrVals, isKeyCondition }: ParseContext): string {
  let key = isKeyCondition ? `k ${expression}` : expression;
  for (const name in attrNames) key += `\n${name}=${attrNames[name]}`;
  for (const name in attrVals) for (const type in attrVals[name]) key += `\n${name}=${type}`;
  return key;
}

type Fill = Remembered['fill'];

/** How to make the tree again with other values; what holds none is used again as it is. */
function fillable(tree: unknown, nameOfValue: ReadonlyMap<unknown, string>): Fill {
  const name = nameOfValue.get(tree);
  if (name !== undefined) return (values) => values[name];
  if (typeof tree !== 'object' || tree === null) return () => tree;
  const members = Object.entries(tree).map(([key, member]) => [key, fillable(member, nameOfValue), member] as const);
  const changing = members.filter(([, , member]) => holdsValue(member, nameOfValue));
  if (changing.length === 0) return () => tree;
  if (Array.isArray(tree)) return (values) => members.map(([, fill]) => fill(values));
  return (values) => {
    const copy: Record<string, unknown> = { ...tree };
    for (const [key, fill] of changing) copy[key] = fill(values);
    return copy;
  };
}

function holdsValue(tree: unknown, nameOfValue: ReadonlyMap<unknown, string>): boolean {
  if (nameOfValue.has(tree)) return true;
  if (typeof tree !== 'object' || tree === null) return false;
  return Object.values(tree).some((member) => holdsValue(member, nameOfValue));
}
