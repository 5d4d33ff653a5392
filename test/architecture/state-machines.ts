import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { typesFolder } from './completeness.ts';
import { nodesOf, pathsUnder, type SourceFile, sourceFiles } from './source-files.ts';

/** The state machines of a tree, as text: every check answers with the gaps that it found, a sentence each. */
interface Machine {
  readonly path: string;
  readonly text: string;
  readonly definition: Json;
  /** The exception type whose machine it is; none for the shared ones. */
  readonly type: string | undefined;
}
type Json = null | boolean | number | string | Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };
interface State {
  readonly name: string;
  readonly state: JsonObject;
}

export function machinesOf(root: string): Machine[] {
  return pathsUnder(root, 'state-machines')
    .filter((path) => path.endsWith('.asl.json'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const type = path.match(/^state-machines\/exception-types\/([^/]+)\.asl\.json$/)?.[1];
      return { path, text, type, definition: JSON.parse(text) as Json };
    });
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* objectsIn(value: Json): Generator<JsonObject> {
  if (isObject(value)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const child of Object.values(value)) yield* objectsIn(child);
}

/** Every state of a machine, those of branches and item processors among them. */
function statesOf({ definition }: Machine): State[] {
  return [...objectsIn(definition)].flatMap(({ States }) =>
    isObject(States)
      ? Object.entries(States).flatMap(([name, state]) => (isObject(state) ? [{ name, state }] : []))
      : [],
  );
}

const kebab = (token: string) => token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** The `${token}`s by which a machine names the functions that it calls. */
export const tokensOf = (text: string) => [...new Set([...text.matchAll(/\$\{([^}]*)\}/g)].map(([, token]) => token!))];
const fileName = (path: string) => path.split('/').at(-1)!;
const handlersUnder = (root: string, folder: string) =>
  pathsUnder(root, folder).filter((path) => /\.handler\.tsx?$/.test(path));

/** A token of a machine and its one handler; a handler in a type's folder and its token. */
export function tokenGaps(root: string): string[] {
  const machines = machinesOf(root);
  const handlers = handlersUnder(root, 'functions');
  const handlersOf = (token: string) =>
    handlers.filter((path) => fileName(path).replace(/\.handler\.tsx?$/, '') === kebab(token));
  const unanswered = machines.flatMap(({ path, text }) =>
    tokensOf(text)
      .filter((token) => handlersOf(token).length !== 1)
      .map((token) => `${path}: \${${token}} has ${handlersOf(token).length} handlers ${kebab(token)}.handler.ts`),
  );
  const called = new Map(machines.map(({ type, text }) => [type, tokensOf(text).map(kebab)]));
  const uncalled = handlersUnder(root, typesFolder).filter((path) => {
    const type = path.split('/')[2];
    return !called.get(type)?.includes(fileName(path).replace(/\.handler\.tsx?$/, ''));
  });
  return [...unanswered, ...uncalled.map((path) => `${path}: no state of its type calls it`)];
}

const statesErrors = new Set(
  [
    'ALL',
    'BranchFailed',
    'DataLimitExceeded',
    'ExceedToleratedFailureThreshold',
    'HeartbeatTimeout',
    'IntrinsicFailure',
    'ItemReaderFailed',
    'NoChoiceMatched',
    'ParameterPathFailure',
    'Permissions',
    'QueryEvaluationError',
    'ResultPathMatchFailure',
    'ResultWriterFailed',
    'Runtime',
    'TaskFailed',
    'Timeout',
  ].map((name) => `States.${name}`),
);

/** How Lambda names the end of a function that could not name it itself. */
const functionEnds = new Set(['Sandbox.Timedout', 'Runtime.ExitError']);

/** What Step Functions calls the failures of an invocation: AWS documents these, and no others. */
const invocationErrors = new Set(
  [
    'AWSLambdaException',
    'ClientExecutionTimeoutException',
    'SdkClientException',
    'ServiceException',
    'TooManyRequestsException',
    'Unknown',
  ].map((name) => `Lambda.${name}`),
);

/** Error classes of these files by the name that they carry: `override readonly name = 'AlreadyDecided'`. */
function declaredErrors(files: readonly SourceFile[]): ReadonlyMap<string, string> {
  const classes = files
    .filter(({ text }) => text.includes('Error'))
    .flatMap(({ syntax }) => nodesOf(syntax).filter(ts.isClassDeclaration));
  return new Map(
    classes
      .filter(({ heritageClauses }) => heritageClauses?.some((clause) => /\bError\b/.test(clause.getText())))
      .flatMap((declared) =>
        declared.members.flatMap((member) =>
          ts.isPropertyDeclaration(member) &&
          member.name.getText() === 'name' &&
          member.initializer &&
          ts.isStringLiteral(member.initializer)
            ? [[member.initializer.text, declared.name?.text ?? ''] as const]
            : [],
        ),
      ),
  );
}

/** Whether a file makes an error of that class: one is made to be thrown. The text is asked first, which is fast. */
const makes = ({ text, syntax }: SourceFile, className: string): boolean =>
  text.includes(`new ${className}(`) &&
  nodesOf(syntax).some((node) => ts.isNewExpression(node) && node.expression.getText() === className);

/** What the tasks of every machine are made of; those of a type reach its own folder as well. */
const taskFolders = ['shared/lambda', 'shared/adapters', 'functions/decisions', 'functions/refunds'];

/**
 * An `ErrorEquals` and the class that carries the name, in `shared/lambda` or in the type's own folder; a class that no
 * task makes one of is caught in vain.
 */
export function errorGaps(root: string): string[] {
  const shared = declaredErrors(sourceFiles(root, ['shared/lambda']));
  const tasks = sourceFiles(root, taskFolders);
  return machinesOf(root).flatMap(({ path, type, definition }) => {
    const own = type ? sourceFiles(root, [`${typesFolder}/${type}`]) : [];
    const declared = new Map([...shared, ...declaredErrors(own)]);
    return errorNames(definition)
      .filter((name) => !statesErrors.has(name) && !functionEnds.has(name) && !invocationErrors.has(name))
      .flatMap((name) => {
        const declaredClass = declared.get(name);
        if (declaredClass === undefined) return [`${path}: ${name} is no declared error`];
        return [...tasks, ...own].some((file) => makes(file, declaredClass))
          ? []
          : [`${path}: ${name} is thrown by no task`];
      });
  });
}

const errorNames = (definition: Json) => [
  ...new Set(
    [...objectsIn(definition)].flatMap(({ ErrorEquals }) =>
      Array.isArray(ErrorEquals) ? ErrorEquals.map(String) : [],
    ),
  ),
];

const waitsForToken = ({ state }: State) => String(state.Resource ?? '').endsWith('.waitForTaskToken');

/** A wait for a task token ends by itself, and is never retried whatever happened; the run around it has no limit. */
export function waitGaps(root: string): string[] {
  return machinesOf(root).flatMap((machine) => {
    const waits = statesOf(machine).filter(waitsForToken);
    const limited = isObject(machine.definition) && machine.definition.TimeoutSeconds !== undefined;
    return [
      ...(limited && waits.length > 0
        ? [`${machine.path}: a timeout of the whole run, which waits for customers`]
        : []),
      ...waits
        .filter(({ state }) => !state.TimeoutSeconds)
        .map(({ name }) => `${machine.path}: '${name}' waits for a token without TimeoutSeconds`),
      ...waits
        .filter(({ state }) => errorNames(state.Retry ?? null).includes('States.ALL'))
        .map(({ name }) => `${machine.path}: '${name}' waits for a token and retries States.ALL`),
    ];
  });
}

/** What passes by itself: a busy service, a function that crashed, hung or lost a race with another writer. */
const passing = [
  'ConcurrentWrite',
  'ServiceTrouble',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
];

/** Tasks that end their run at what a second try would have got over. */
export function retryGaps(root: string): string[] {
  return machinesOf(root).flatMap((machine) =>
    statesOf(machine)
      .filter(({ state }) => state.Type === 'Task')
      .flatMap(({ name, state }) => {
        const tried = errorNames(state.Retry ?? null);
        const missed = passing.filter((error) => !tried.includes(error));
        return missed.length > 0 ? [`${machine.path}: '${name}' is not tried again after ${missed.join(', ')}`] : [];
      }),
  );
}

/** How many states wait for a token: a check of none has checked nothing. */
export const tokenWaits = (root: string) => machinesOf(root).flatMap(statesOf).filter(waitsForToken).length;
