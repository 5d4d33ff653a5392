import { Clock } from '../clock.ts';
import { seededRandom } from '../random.ts';
import type { Json, JsonObject } from '../service.ts';
import type { Definition } from '../states/definition.ts';
import { historyEvent } from '../states/describe.ts';
import { Execution } from '../states/execution.ts';
import { Expressions } from '../states/expressions.ts';

import { TaskTokens } from '../states/tokens.ts';
import { type Comparison, compare } from './comparison.ts';
import { OutsideWorld } from './outside-world.ts';
import type { RecordedExecution } from './recording.ts';

/** When the inputs of the recordings were written; some of them are times near it. */
const START = Date.parse('2026-11-23T01:46:33Z');

/** Runs the definition as it was run on AWS and compares the two histories. */
export async function replay(recorded: RecordedExecution, definition: Definition): Promise<Comparison> {
  const clock = new Clock(START);
  const random = seededRandom(1);
  const issued: string[] = [];
  const tokens = new (class extends TaskTokens {
    override issue(): string {
      const token = super.issue();
      issued.push(token);
      return token;
    }
  })(random);
  const { call } = new OutsideWorld(recorded, { clock, tokens, issued });
  const { input, aliases } = replayInput(recorded);
  const machine = {
    arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:replay',
    name: 'replay',
    definition,
    roleArn: 'arn:aws:iam::111111111111:role/replay',
  };
  const arn = 'arn:aws:states:us-east-1:111111111111:execution:replay:replay';
  const execution = new Execution(
    { arn, name: 'replay', machine, input },
    {
      ...{ clock, random, tokens, call },
      expressions: new Expressions(clock, random),
      region: 'us-east-1',
      onStatusChange: () => undefined,
    },
  );
  execution.start();
  await clock.drive(() => execution.status !== 'RUNNING');
  const events = execution.history.events.map(historyEvent);
  return compare(recorded.events ?? [], withAliases(events, aliases));
}

/** What the recorder called a thing, by what it is called in the input. */
type Aliases = Map<string, string>;

function withAliases(events: JsonObject[], aliases: Aliases): JsonObject[] {
  let text = JSON.stringify(events);
  for (const [name, alias] of aliases) text = text.replaceAll(name, alias);
  return JSON.parse(text) as JsonObject[];
}

/** The input of the recording; where it depended on a resource that was created for it, as AWS was given it. */
function replayInput({ input, events = [] }: RecordedExecution): { input: Json; aliases: Aliases } {
  const started = events[0]?.executionStartedEventDetails as JsonObject | undefined;
  const recorded = started?.input ?? '{}';
  const aliases: Aliases = new Map();
  const given = JSON.parse(input) as Json;
  return {
    input: merge(given, typeof recorded === 'string' ? (JSON.parse(recorded) as Json) : recorded, aliases),
    aliases,
  };
}

function merge(given: Json | undefined, recorded: Json | undefined, aliases: Aliases): Json {
  if (recorded === undefined) return given ?? null;
  if (typeof given === 'string' && typeof recorded === 'string') {
    if (/^[\w-]{4,}$/.test(given) && /^[\w-]+$/.test(recorded) && given !== recorded) aliases.set(given, recorded);
    return given;
  }
  if (given === undefined || typeof given !== typeof recorded) {
    return recorded === '<timestamp>' ? new Date(START).toISOString() : recorded;
  }
  if (Array.isArray(given) && Array.isArray(recorded)) return given.map((item, i) => merge(item, recorded[i], aliases));
  if (!isObject(given) || !isObject(recorded)) return given;
  return Object.fromEntries(Object.keys(recorded).map((name) => [name, merge(given[name], recorded[name], aliases)]));
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
