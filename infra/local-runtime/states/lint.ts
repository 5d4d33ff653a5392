import jsonata from 'jsonata';
import type { Json } from '../service.ts';
import type { Definition, State, StateList } from './definition.ts';
import { expressionSource } from './expressions.ts';
import { assertSupported } from './task-resource.ts';

/** What is wrong with a state machine although `asl-validator` accepts it; one sentence each, empty if nothing is. */
export function lint(definition: Definition): string[] {
  if (definition.QueryLanguage !== 'JSONata') {
    return [
      `The QueryLanguage of the state machine must be 'JSONata', not '${definition.QueryLanguage ?? 'JSONPath'}'.`,
    ];
  }
  return lintStates(definition, new Set(FUNCTIONS));
}

const FUNCTIONS = [
  ...['abs', 'append', 'assert', 'average', 'base64decode', 'base64encode', 'boolean', 'ceil', 'clone', 'contains'],
  ...['count', 'decodeUrl', 'decodeUrlComponent', 'distinct', 'each', 'encodeUrl', 'encodeUrlComponent', 'error'],
  ...['exists', 'filter', 'floor', 'formatBase', 'formatInteger', 'formatNumber', 'fromMillis', 'join', 'keys'],
  ...['length', 'lookup', 'lowercase', 'map', 'match', 'max', 'merge', 'millis', 'min', 'not', 'now', 'number', 'pad'],
  ...['parseInteger', 'power', 'reduce', 'replace', 'reverse', 'round', 'shuffle', 'sift', 'single', 'sort', 'split'],
  ...['spread', 'sqrt', 'string', 'substring', 'substringAfter', 'substringBefore', 'sum', 'toMillis', 'trim', 'type'],
  ...['uppercase', 'zip', 'partition', 'range', 'hash', 'random', 'uuid', 'parse', 'states'],
];

function lintStates(list: StateList, outer: ReadonlySet<string>): string[] {
  const variables = new Set([...outer, ...Object.values(list.States).flatMap(assignedBy)]);
  return Object.entries(list.States).flatMap(([name, state]) => lintState(name, state, variables));
}

/** The variables that a state may set. Whether it has been visited before the reader is not looked at. */
function assignedBy(state: State): string[] {
  const leaving = [
    state,
    ...('Catch' in state ? (state.Catch ?? []) : []),
    ...(state.Type === 'Choice' ? state.Choices : []),
  ];
  return leaving.flatMap(({ Assign }) => Object.keys(Assign ?? {}));
}

function lintState(name: string, state: State, variables: ReadonlySet<string>): string[] {
  const here = `State '${name}': `;
  return [
    ...lintErrorEquals(state).map((problem) => here + problem),
    ...lintResource(state).map((problem) => here + problem),
    ...lintExpressions(state, variables).map((problem) => here + problem),
    ...innerLists(state).flatMap((list) => lintStates(list, variables)),
  ];
}

function innerLists(state: State): readonly StateList[] {
  if (state.Type === 'Parallel') return state.Branches;
  return state.Type === 'Map' ? [state.ItemProcessor] : [];
}

function lintErrorEquals(state: State): string[] {
  const guarded = state as { Retry?: { ErrorEquals: string[] }[]; Catch?: { ErrorEquals: string[] }[] };
  return (['Retry', 'Catch'] as const).flatMap((field) => {
    const rules = guarded[field] ?? [];
    return rules.flatMap(({ ErrorEquals }, i) => {
      if (!ErrorEquals.includes('States.ALL')) return [];
      if (ErrorEquals.length > 1) return [`States.ALL must stand alone in ${field}[${i}].`];
      return i < rules.length - 1 ? [`States.ALL must be the last of ${field}, but is ${field}[${i}].`] : [];
    });
  });
}

function lintResource(state: State): string[] {
  if (state.Type !== 'Task') return [];
  try {
    assertSupported(state.Resource);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function lintExpressions(state: State, variables: ReadonlySet<string>): string[] {
  const {
    Branches: _branches,
    ItemProcessor: _processor,
    ...own
  } = state as State & {
    Branches?: unknown;
    ItemProcessor?: unknown;
  };
  return expressionsOf(own as unknown as Json, '').flatMap(({ source, field }) => {
    const used = freeVariables(source);
    if (typeof used === 'string') return [`${field} is no JSONata: ${used}`];
    const problems = used.names
      .filter((name) => !variables.has(name))
      .map((name) => `${field} uses the undefined variable $${name}.`);
    if (used.readsErrorOutput && !field.startsWith('Catch')) {
      problems.push(`${field} uses $states.errorOutput, which exists inside Catch only.`);
    }
    return problems;
  });
}

function expressionsOf(value: Json, field: string): { source: string; field: string }[] {
  if (typeof value === 'string') {
    const source = expressionSource(value);
    return source === undefined ? [] : [{ source, field }];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) =>
    member === undefined
      ? []
      : expressionsOf(member, Array.isArray(value) ? `${field}[${name}]` : field ? `${field}/${name}` : name),
  );
}

/** A node of JSONata's syntax tree, as far as it is read here. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly arguments?: readonly Node[];
  readonly body?: Node;
  readonly lhs?: Node | readonly Node[];
  readonly rhs?: Node;
  readonly expressions?: readonly Node[];
  readonly focus?: string;
  readonly index?: string;
}

/** The variables that an expression takes from outside, or JSONata's message if it cannot be parsed. */
type FreeVariables = { readonly names: readonly string[]; readonly readsErrorOutput: boolean } | string;

/** A state machine is loaded once for each runtime of a process, with the same expressions. */
const known = new Map<string, FreeVariables>();
const most = 2_000;

function freeVariables(source: string): FreeVariables {
  const found = known.get(source) ?? findFreeVariables(source);
  if (known.size >= most) known.clear();
  known.set(source, found);
  return found;
}

function findFreeVariables(source: string): FreeVariables {
  let tree: Node;
  try {
    tree = jsonata(source).ast() as unknown as Node;
  } catch (error) {
    return (error as Error).message;
  }
  const names = new Set<string>();
  const found = { readsErrorOutput: false };
  const walk = (node: unknown, bound: Set<string>): void => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item, bound);
      return;
    }
    if (node === null || typeof node !== 'object') return;
    const { type, value, steps, focus, index } = node as Node;
    if (type === 'regex') return;
    let scope = bound;
    if (type === 'block') scope = new Set(bound);
    if (type === 'lambda')
      scope = new Set([...bound, ...((node as Node).arguments ?? []).map((one) => String(one.value))]);
    for (const name of [focus, index]) if (name !== undefined) scope.add(name);
    if (type === 'bind') {
      // The name is bound before the right side is read, so that a function may call itself.
      scope.add(String(((node as Node).lhs as Node).value));
      walk((node as Node).rhs, scope);
      return;
    }
    if (type === 'variable' && typeof value === 'string' && value !== '' && value !== '$' && !scope.has(value))
      names.add(value);
    if (type === 'path' && steps?.[0]?.value === 'states' && steps[1]?.value === 'errorOutput')
      found.readsErrorOutput = true;
    for (const member of Object.values(node)) walk(member, scope);
  };
  walk(tree, new Set());
  return { names: [...names], readsErrorOutput: found.readsErrorOutput };
}
