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
  ...[
    'timestamp',
    'inputDetails',
    'outputDetails',
    'assignedVariablesDetails',
    'roleArn',
    'region',
    'id',
    'previousEventId',
  ],
  ...['SdkHttpMetadata', 'SdkResponseMetadata', 'requestId', 'stackTrace', 'trace'],
]);

export function compare(recorded: readonly JsonObject[], replayed: readonly JsonObject[]): Comparison {
  // A recorder that sorted the events of parallel branches has set their ids to 0 and lost ParallelStateSucceeded.
  const sorted = recorded.some(({ id }) => id === 0);
  const ours = sorted ? replayed.filter(({ type }) => type !== 'ParallelStateSucceeded') : replayed;
  const want = recorded.map(comparable);
  const have = ours.map(comparable);
  if (sorted ? sameSet(want, have) : sameList(want, have)) {
    const level = isDeepStrictEqual(recorded.map(ids), replayed.map(ids))
      ? 'identical with event ids'
      : 'identical events';
    return { level, difference: undefined };
  }
  const first = want.findIndex((event, i) => !matches(event, have[i] ?? null));
  const at = first < 0 ? want.length : first;
  const difference = { recorded: JSON.stringify(want[at] ?? null), replayed: JSON.stringify(have[at] ?? null) };
  if (!matches(want.at(-1) ?? null, have.at(-1) ?? null)) return { level: 'different', difference };
  const sameTypes = isDeepStrictEqual(types(recorded, sorted), types(ours, sorted));
  return { level: sameTypes ? 'same types and result' : 'same result', difference };
}

const ids = ({ id, previousEventId }: JsonObject) => [id, previousEventId];

function types(events: readonly JsonObject[], sorted: boolean): Json[] {
  const all = events.map(({ type }) => type ?? null);
  return sorted ? all.sort() : all;
}

function sameList(want: readonly Json[], have: readonly Json[]): boolean {
  return want.length === have.length && want.every((event, i) => matches(event, have[i] ?? null));
}

function sameSet(want: readonly Json[], have: readonly Json[]): boolean {
  const left = [...have];
  for (const event of want) {
    const i = left.findIndex((candidate) => matches(event, candidate));
    if (i < 0) return false;
    left.splice(i, 1);
  }
  return left.length === 0;
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
  if (Array.isArray(want)) return Array.isArray(have) && sameList(want, have);
  if (have === null || typeof have !== 'object' || Array.isArray(have)) return false;
  const names = new Set([...Object.keys(want), ...Object.keys(have)]);
  return [...names].every((name) => matches(want[name], have[name]));
}

const PLACEHOLDER = /<[a-z][\w-]*(?::\d+)?>/gi;
const WHOLE_PLACEHOLDER = /^(<[^<>]+>|[a-zA-Z]+EventDetails\.\w+)$/;

function matchesText(want: string, have: Json): boolean {
  if (want === have || WHOLE_PLACEHOLDER.test(want)) return true;
  if (typeof have !== 'string' || !want.match(PLACEHOLDER)) return false;
  const pattern = want.split(PLACEHOLDER).map(quoted).join('[\\s\\S]+');
  return new RegExp(`^${pattern}$`).test(have);
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
