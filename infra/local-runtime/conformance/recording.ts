import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Json, JsonObject } from '../service.ts';

/** One execution that AWS has recorded. */
export interface RecordedExecution {
  readonly id: string;
  readonly definition: string;
  readonly input: string;
  /** What each function does, by its name. */
  readonly lambdas: Readonly<Record<string, string>>;
  /** The events as GetExecutionHistory answered them; undefined if the recording has none. */
  readonly events: readonly JsonObject[] | undefined;
}

/** One event pattern with the answer of AWS. */
export interface RecordedPattern {
  readonly name: string;
  readonly expected: 'match' | 'no_match' | 'error';
  readonly json5: string;
}

export type Recording =
  | { readonly kind: 'executions'; readonly executions: readonly RecordedExecution[] }
  | { readonly kind: 'patterns'; readonly patterns: readonly RecordedPattern[] };

export class UnreadableRecording extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableRecording';
  }
}

/** Reads a recording, gzipped or plain, and tells by its content of which kind it is. */
export function readRecording(file: string): Recording {
  if (!existsSync(file)) throw new UnreadableRecording(`There is no file ${file}.`);
  const entries = parseEntries(file, readText(file));
  if (entries.length > 0 && entries.every(isExecution))
    return { kind: 'executions', executions: entries.map(execution) };
  if (entries.length > 0 && entries.every(isPattern)) return { kind: 'patterns', patterns: entries };
  throw new UnreadableRecording(
    `${file} is neither a JSON array of executions (id, cases, lambdas, recorded) nor JSON lines of event patterns (name, expected, json5).`,
  );
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new UnreadableRecording(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function parseEntries(file: string, text: string): unknown[] {
  try {
    if (text.trimStart().startsWith('[')) return JSON.parse(text) as unknown[];
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown);
  } catch (error) {
    throw new UnreadableRecording(`${file} is neither a JSON array nor JSON lines: ${(error as Error).message}`);
  }
}

interface ExecutionEntry {
  readonly id: string;
  readonly cases: readonly { definition: string; input: string }[];
  readonly lambdas?: Record<string, string>;
  readonly recorded: Record<string, Json>;
}

function isExecution(entry: unknown): entry is ExecutionEntry {
  const { id, cases, recorded } = (entry ?? {}) as Partial<ExecutionEntry>;
  return typeof id === 'string' && Array.isArray(cases) && cases.length > 0 && typeof recorded === 'object';
}

function isPattern(entry: unknown): entry is RecordedPattern {
  const { name, expected, json5 } = (entry ?? {}) as Partial<RecordedPattern>;
  return typeof name === 'string' && typeof json5 === 'string' && /^(match|no_match|error)$/.test(expected ?? '');
}

function execution({ id, cases: [first], lambdas = {}, recorded }: ExecutionEntry): RecordedExecution {
  const history = recorded.get_execution_history as { events?: JsonObject[] } | undefined;
  return { id, definition: first?.definition ?? '', input: first?.input ?? '', lambdas, events: history?.events };
}
