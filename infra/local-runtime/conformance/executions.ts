import type { Definition } from '../states/definition.ts';
import { type Comparison, LEVELS, type Level } from './comparison.ts';
import type { RecordedExecution } from './recording.ts';
import { replay } from './replay.ts';
import type { Report } from './report.ts';
import { outOfScope } from './scope.ts';

/** Of the JSONata executions in scope, all must end alike and so many must have the same events. */
const IDENTICAL_BAR = 0.95;

interface Result {
  readonly id: string;
  readonly outcome: Comparison | { readonly outOfScope: string };
}

export async function replayExecutions(executions: readonly RecordedExecution[], verbose: boolean): Promise<Report> {
  const jsonata: Result[] = [];
  for (const execution of executions) {
    const definition = JSON.parse(execution.definition) as Definition;
    if (definition.QueryLanguage === 'JSONata') jsonata.push(await result(execution, definition));
  }
  return { lines: tally('JSONata', jsonata, verbose), passed: reachesBar(jsonata) };
}

async function result(execution: RecordedExecution, definition: Definition): Promise<Result> {
  const reason = execution.events ? outOfScope(definition) : 'the recording has no history';
  return { id: execution.id, outcome: reason ? { outOfScope: reason } : await replay(execution, definition) };
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
