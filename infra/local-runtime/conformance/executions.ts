import type { JsonObject } from '../service.ts';
import type { Definition } from '../states/definition.ts';
import { type Comparison, LEVELS, type Level } from './comparison.ts';
import { Untranslatable } from './jsonpath.ts';
import type { RecordedExecution } from './recording.ts';
import { replay } from './replay.ts';
import type { Report } from './report.ts';
import { outOfScope } from './scope.ts';
import { translate } from './translation.ts';

/** Of the JSONata executions in scope, all must end alike and so many must have the same events. */
const IDENTICAL_BAR = 0.95;

interface Result {
  readonly id: string;
  readonly outcome: Comparison | { readonly outOfScope: string };
}

/** Errors that only JSONPath makes: what led to them does not exist in JSONata. */
const JSONPATH_ERRORS =
  /^States\.(Runtime|ParameterPathFailure|IntrinsicFailure|ResultPathMatchFailure|ReferencePathConflict)$/;

export async function replayExecutions(executions: readonly RecordedExecution[], verbose: boolean): Promise<Report> {
  const jsonata: Result[] = [];
  const translated: Result[] = [];
  for (const execution of executions) {
    const definition = JSON.parse(execution.definition) as Definition;
    if (definition.QueryLanguage === 'JSONata') jsonata.push(await replayed(execution, () => definition));
    else translated.push(await replayed(execution, () => jsonPathTranslated(execution, definition)));
  }
  return {
    lines: [...tally('JSONata', jsonata, verbose), ...tally('JSONPath translated to JSONata', translated, verbose)],
    passed: reachesBar(jsonata),
  };
}

async function replayed(execution: RecordedExecution, readDefinition: () => Definition): Promise<Result> {
  const { id, events } = execution;
  if (!events) return { id, outcome: { outOfScope: 'without a recorded history' } };
  try {
    const definition = readDefinition();
    const reason = outOfScope(definition);
    return { id, outcome: reason ? { outOfScope: reason } : await replay(execution, definition) };
  } catch (error) {
    if (error instanceof Untranslatable) return { id, outcome: { outOfScope: error.message } };
    const difference = { recorded: 'a history', replayed: String((error as Error).stack) };
    return { id, outcome: { level: 'different', difference } };
  }
}

function jsonPathTranslated({ events = [] }: RecordedExecution, definition: Definition): Definition {
  const end = events.at(-1)?.executionFailedEventDetails as JsonObject | undefined;
  if (JSONPATH_ERRORS.test(String(end?.error))) throw new Untranslatable('an error of JSONPath itself');
  return translate(definition);
}

function levels(results: readonly Result[]): Level[] {
  return results.flatMap(({ outcome }) => ('level' in outcome ? [outcome.level] : []));
}

function reachesBar(results: readonly Result[]): boolean {
  const reached = levels(results);
  const identical = reached.filter((level) => level.startsWith('identical')).length;
  return !reached.includes('different') && identical >= IDENTICAL_BAR * reached.length;
}

function tally(title: string, results: readonly Result[], verbose: boolean): string[] {
  const reached = levels(results);
  const reasons = results.flatMap(({ outcome }) => ('outOfScope' in outcome ? [outcome.outOfScope] : []));
  const excluded = [...new Set(reasons)].map((reason) => `${reasons.filter((one) => one === reason).length} ${reason}`);
  return [
    `${title}: ${reached.length} in scope, ${reasons.length} out of scope${excluded.length ? ` (${excluded.join(', ')})` : ''}`,
    ...LEVELS.map((level) => `  ${String(reached.filter((one) => one === level).length).padStart(4)}  ${level}`),
    ...(verbose ? results.flatMap(miss) : []),
  ];
}

function miss({ id, outcome }: Result): string[] {
  if (!('difference' in outcome) || !outcome.difference) return [];
  const { recorded, replayed } = outcome.difference;
  return [
    `- ${outcome.level}: ${id}`,
    `    recorded ${recorded.slice(0, 800)}`,
    `    replayed ${replayed.slice(0, 800)}`,
  ];
}
