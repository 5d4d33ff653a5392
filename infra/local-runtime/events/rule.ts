import { isObject, objects, optionalText } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import type { EventEnvelope } from './bus-event.ts';
import { compilePattern } from './pattern.ts';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly targets: readonly JsonObject[];
  readonly schedule: string | undefined;
  matches(event: EventEnvelope): boolean;
}

/** A rule from its template properties; a disabled one matches nothing and has no schedule. */
export function readRule(properties: JsonObject, place: Pick<Rule, 'name' | 'arn' | 'bus'>): Rule {
  const pattern = properties.EventPattern;
  const enabled = optionalText(properties, 'State') !== 'DISABLED';
  const matches = enabled && isObject(pattern) ? compilePattern(pattern) : () => false;
  return {
    ...place,
    targets: objects(properties, 'Targets'),
    schedule: enabled ? optionalText(properties, 'ScheduleExpression') : undefined,
    matches: (event) => matches(event as EventEnvelope & JsonObject),
  };
}
