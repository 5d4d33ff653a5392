import { isObject, object, optionalObject, optionalText, text, textMap } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import type { EventEnvelope } from './bus-event.ts';

/** The text that a target receives for an event: the event, a part of it, a constant or a filled template. */
export function targetInput(target: JsonObject, event: EventEnvelope, ruleArn: string): string {
  const whole: Json = JSON.parse(JSON.stringify(event));
  const constant = optionalText(target, 'Input');
  if (constant !== undefined) return constant;
  const path = optionalText(target, 'InputPath');
  if (path !== undefined) return JSON.stringify(select(whole, path) ?? null);
  const transformer = optionalObject(target, 'InputTransformer');
  if (!transformer) return JSON.stringify(whole);
  const values: Record<string, Json | undefined> = {
    'aws.events.event': whole,
    'aws.events.event.json': whole,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.split('/').at(-1),
  };
  for (const [name, way] of Object.entries(textMap(transformer, 'InputPathsMap'))) values[name] = select(whole, way);
  return fill(text(transformer, 'InputTemplate'), values);
}

/** A JSON path without wildcards: `$.detail.items[0].id`. */
function select(from: Json, path: string): Json | undefined {
  const steps = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? [];
  return steps.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isObject(value) ? object({ value }, 'value')[step.replaceAll("'", '')] : undefined;
  }, from);
}

/** Fills `<name>`; inside a quoted string the value is written as text, elsewhere as JSON. */
function fill(template: string, values: Readonly<Record<string, Json | undefined>>): string {
  const quoted = template.replace(/"(?:[^"\\]|\\.)*"/g, (literal) =>
    literal.replace(/<([\w.-]+)>/g, (_whole, name: string) => JSON.stringify(plain(values[name])).slice(1, -1)),
  );
  return quoted.replace(/<([\w.-]+)>/g, (_whole, name: string) => JSON.stringify(values[name] ?? null));
}

const plain = (value: Json | undefined) => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
