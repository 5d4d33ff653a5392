import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../service.ts';

/** How much of a recorded history has been reproduced, best first. */
export const LEVELS = [
  'identical with event ids',
  'identical events',
  'same types and result',
  'same result',
  'different',
] as const;

export type Level = (typeof LEVELS)[number];

export interface Comparison {
  readonly level: Level;
  /** Both sides of the first event that differs. */
  readonly difference: { readonly recorded: string; readonly replayed: string } | undefined;
}

/** What depends on the account, the moment, the language of the function or the transport. */
const NOT_COMPARED = new Set([
  ...['inputDetails', 'outputDetails', 'assignedVariablesDetails', 'roleArn', 'RoleArn', 'region'],
  ...['SdkHttpMetadata', 'SdkResponseMetadata', 'requestId', 'stackTrace', 'trace', 'FunctionName', 'LogResult'],
]);

export function compare(recorded: readonly JsonObject[], replayed: readonly JsonObject[]): Comparison {
  // A recorder that sorted the events of parallel branches has put [0] for their ids and lost ParallelStateSucceeded.
  const sorted = recorded.some(({ id }) => typeof id !== 'number');
  const whole = sorted ? replayed.filter(({ type }) => type !== 'ParallelStateSucceeded') : replayed;
  // A recording may have been made before the execution had ended.
  const ours = hasEnded(recorded) ? whole : whole.slice(0, recorded.length);
  const want = recorded.map(comparableEvent);
  const have = ours.map(comparableEvent);
  const difference = sorted ? firstMissing(want, have) : firstDifferent(want, have);
  if (!difference && want.length === have.length) {
    const sameIds = isDeepStrictEqual(recorded.map(ids), ours.map(ids));
    return { level: sameIds ? 'identical with event ids' : 'identical events', difference };
  }
  if (!matches(result(want), result(have))) return { level: 'different', difference };
  const sameTypes = isDeepStrictEqual(types(recorded, sorted), types(ours, sorted));
  return { level: sameTypes ? 'same types and result' : 'same result', difference };
}

function hasEnded(events: readonly JsonObject[]): boolean {
  return /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(String(events.at(-1)?.type));
}

function firstDifferent(want: readonly Json[], have: readonly Json[]): Comparison['difference'] {
  const longer = want.length > have.length ? want : have;
  const at = longer.findIndex((_, i) => !matches(want[i], have[i]));
  return at < 0 ? undefined : difference(want[at], have[at]);
}

/** The first recorded event that has no replayed one, in whatever sequence they come. */
function firstMissing(want: readonly Json[], have: readonly Json[]): Comparison['difference'] {
  const left = [...have];
  for (const event of want) {
    const i = left.findIndex((candidate) => matches(event, candidate));
    if (i < 0) return difference(event, left[0]);
    left.splice(i, 1);
  }
  return left[0] === undefined ? undefined : difference(undefined, left[0]);
}

function difference(recorded: Json | undefined, replayed: Json | undefined) {
  return { recorded: JSON.stringify(recorded ?? null), replayed: JSON.stringify(replayed ?? null) };
}

/** How the execution ended: with which output or error. The cause is text for people, and compared with the events. */
function result(events: readonly Json[]): Json {
  const { type, executionFailedEventDetails: failure, ...end } = (events.at(-1) ?? {}) as JsonObject;
  const { cause: _cause, ...error } = (failure ?? {}) as JsonObject;
  return { type, ...end, ...error };
}

const ids = ({ id, previousEventId }: JsonObject) => [id, previousEventId];

function types(events: readonly JsonObject[], sorted: boolean): Json[] {
  const all = events.map(({ type }) => type ?? null);
  return sorted ? all.sort() : all;
}

function comparableEvent({ id: _id, previousEventId: _previous, timestamp: _timestamp, ...event }: JsonObject): Json {
  return comparable(event);
}

/** The value without what is not compared, and with JSON texts parsed, since the recorder parsed some of them. */
function comparable(value: Json): Json {
  if (typeof value === 'string') {
    const parsed = parsedText(value);
    return parsed === undefined ? withoutNames(value) : comparable(parsed);
  }
  if (Array.isArray(value)) return value.map(comparable);
  if (value === null || typeof value !== 'object') return value;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined && !NOT_COMPARED.has(name)) members[name] = comparable(member);
  }
  return members;
}

function parsedText(text: string): Json | undefined {
  if (!/^\s*([[{"\d-]|true|false|null)/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The names of functions differ, and ids are drawn anew. */
function withoutNames(text: string): string {
  return text
    .replace(/arn:[^\s"']*:function:[\w<>:$-]*/g, '<function>')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>');
}

/** Whether a recorded value stands for the replayed one; what the recorder replaced by a placeholder stands for any text. */
function matches(want: Json | undefined, have: Json | undefined): boolean {
  if (typeof want === 'string') return matchesText(want, have ?? null);
  if (want === null || typeof want !== 'object') return want === have;
  if (Array.isArray(want)) return Array.isArray(have) && !firstDifferent(want, have);
  if (have === null || typeof have !== 'object' || Array.isArray(have)) return false;
  const names = new Set([...Object.keys(want), ...Object.keys(have)]);
  return [...names].every((name) => matches(want[name], have[name]));
}

/** `<uuid:1>`, `<<task_token>:1>`, and the words that the recorder put for times and for the outputs of sorted branches. */
const PLACEHOLDER = /<(?:<\w+>|[a-z])[\w-]*(?::\d+)?>/gi;
const WHOLE_PLACEHOLDER = /^(<[^<>]+>|[a-zA-Z]+EventDetails\.\w+|((\w+-)?(date|datetime|time)))$/;

function matchesText(want: string, have: Json): boolean {
  if (want === have || WHOLE_PLACEHOLDER.test(want)) return true;
  if (typeof have !== 'string' || !want.match(PLACEHOLDER)) return false;
  const pattern = want.split(PLACEHOLDER).map(quoted).join('[\\s\\S]+');
  return new RegExp(`^${pattern}$`).test(have);
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
