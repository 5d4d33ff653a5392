import type { Json, JsonObject } from '../service.ts';
import type { Definition, State, StateList } from '../states/definition.ts';
import { conditionExpression } from './choice-rules.ts';
import { assignments, expression, pathExpression, resultAt, templateExpression, Untranslatable } from './jsonpath.ts';

/** A JSONPath state machine, or one of both languages, written in JSONata; throws Untranslatable where that is no mechanical step. */
export function translate(definition: Definition): Definition {
  return { ...translateStates(definition, definition.QueryLanguage ?? 'JSONPath'), QueryLanguage: 'JSONata' };
}

function translateStates<T extends StateList>(list: T, language: string): T {
  const states = Object.entries(list.States).map(([name, state]) => {
    const own = state.QueryLanguage ?? language;
    return [name, own === 'JSONata' ? translateInner(state, own) : translateState(state as unknown as Fields, own)];
  });
  return { ...list, States: Object.fromEntries(states) };
}

/** The fields of a JSONPath state that a translation reads. */
interface Fields extends JsonObject {
  Type: string;
}

function translateInner(state: State, language: string): State {
  if (state.Type === 'Map') return { ...state, ItemProcessor: translateStates(state.ItemProcessor, language) };
  if (state.Type !== 'Parallel') return state;
  return { ...state, Branches: state.Branches.map((branch) => translateStates(branch, language)) };
}

const RAW = '$states.input';
const KEPT = [
  'Type',
  'Comment',
  'Next',
  'End',
  'Default',
  'Resource',
  'Retry',
  'TimeoutSeconds',
  'HeartbeatSeconds',
  'Seconds',
];
const KEPT_TOO = ['Timestamp', 'MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage', 'Credentials'];

function translateState(state: Fields, language: string): State {
  const input =
    state.InputPath === undefined
      ? RAW
      : state.InputPath === null
        ? '{}'
        : pathExpression(String(state.InputPath), RAW);
  const kept = Object.fromEntries(Object.entries(state).filter(([name]) => [...KEPT, ...KEPT_TOO].includes(name)));
  const translated: JsonObject = { ...kept, ...TRANSLATIONS[state.Type]?.(state, input, language) };
  for (const [name, path] of Object.entries(state)) {
    const field =
      /^(TimeoutSeconds|HeartbeatSeconds|Seconds|Timestamp|MaxConcurrency|ToleratedFailure\w+|Error|Cause)Path$/.exec(
        name,
      )?.[1];
    if (!field) continue;
    const value = pathExpression(String(path), input);
    translated[field] = expression(NUMBERS.test(field) ? `$number(${value})` : value);
  }
  if (Array.isArray(state.Catch))
    translated.Catch = state.Catch.map((catcher) => translateCatcher(catcher as JsonObject));
  return translated as unknown as State;
}

/** JSONPath reads these from text, too. */
const NUMBERS = /Seconds|Concurrency|Count|Percentage/;

type Translation = (state: Fields, input: string, language: string) => JsonObject;

const TRANSLATIONS: Readonly<Record<string, Translation>> = {
  Pass: (state, input) => leaving(state, passResult(state, input)),
  Task: (state, input) => ({ Arguments: expression(given(state, input)), ...leaving(state, '$states.result') }),
  Succeed: (state, input) => through(state, input),
  Wait: (state, input) => through(state, input),
  Fail: ({ Error: name, Cause: cause }) => ({
    ...(name !== undefined && { Error: name }),
    ...(cause !== undefined && { Cause: cause }),
  }),
  Choice: (state, input) => ({
    Choices: (state.Choices as JsonObject[]).map((rule) => ({
      Condition: expression(conditionExpression(rule, input)),
      Next: rule.Next,
      ...(rule.Assign !== undefined && { Assign: assignments(rule.Assign as JsonObject, input) }),
      ...output(state, input),
    })),
    ...through(state, input),
  }),
  Parallel: (state, input, language) => ({
    Arguments: expression(given(state, input)),
    Branches: (state.Branches as unknown as StateList[]).map(
      (branch) => translateStates(branch, language) as unknown as Json,
    ),
    ...leaving(state, '$states.result'),
  }),
  Map: (state, input, language) => {
    const processor = (state.ItemProcessor ?? state.Iterator) as unknown as StateList;
    const selector = state.ItemSelector ?? state.Parameters;
    return {
      Items: expression(state.ItemsPath === undefined ? input : pathExpression(String(state.ItemsPath), input)),
      ItemProcessor: translateStates(processor, language) as unknown as Json,
      ...(selector !== undefined && { ItemSelector: expression(templateExpression(selector, input)) }),
      ...leaving(state, '$states.result'),
    };
  },
};

const given = ({ Parameters }: Fields, input: string) =>
  Parameters === undefined ? input : templateExpression(Parameters, input);

function passResult({ Result, Parameters }: Fields, input: string): string {
  if (Result !== undefined) return JSON.stringify(Result);
  return Parameters === undefined ? input : templateExpression(Parameters, input);
}

/** ResultSelector, ResultPath, OutputPath and Assign of a state that has a result. */
function leaving(state: Fields, result: string): JsonObject {
  const selected = state.ResultSelector === undefined ? result : templateExpression(state.ResultSelector, result);
  const path = state.ResultPath === undefined ? '$' : state.ResultPath;
  const combined = resultAt(path === null ? null : String(path), RAW, selected);
  return {
    ...output(state, combined),
    ...(state.Assign !== undefined && { Assign: assignments(state.Assign as JsonObject, result) }),
  };
}

/** OutputPath and Assign of a state that hands its input on. */
function through(state: Fields, input: string): JsonObject {
  return {
    ...output(state, input),
    ...(state.Assign !== undefined && { Assign: assignments(state.Assign as JsonObject, input) }),
  };
}

function output({ OutputPath }: Fields, whole: string): JsonObject {
  if (OutputPath === null) return { Output: {} };
  if (OutputPath === undefined || OutputPath === '$') return { Output: expression(whole) };
  return { Output: expression(`($whole := ${whole}; ${pathExpression(String(OutputPath), '$whole')})`) };
}

function translateCatcher({ ErrorEquals, Next, ResultPath = '$', Assign }: JsonObject): JsonObject {
  if (ResultPath !== null && typeof ResultPath !== 'string') throw new Untranslatable('ResultPath of a catcher');
  return {
    ErrorEquals,
    Next,
    Output: expression(resultAt(ResultPath, RAW, '$states.errorOutput')),
    ...(Assign !== undefined && { Assign: assignments(Assign as JsonObject, '$states.errorOutput') }),
  };
}
