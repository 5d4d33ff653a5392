import { object } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import type { MappingRules } from './mapping-rules.ts';
import type { RecordFaults } from './record-faults.ts';
import { StreamLane } from './stream-lane.ts';

/** Brings the records of a table's stream to a function: in sequence for each item, lanes of items side by side. */
export class StreamMapping {
  readonly #rules: MappingRules;
  readonly #lanes: readonly StreamLane[];

  constructor(rules: MappingRules, site: Site, faults: RecordFaults) {
    this.#rules = rules;
    this.#lanes = Array.from({ length: rules.lanes }, () => new StreamLane(rules, site, faults));
  }

  turn(on: boolean): void {
    for (const lane of this.#lanes) lane.turn(on);
  }

  add(streamArn: string, record: JsonObject): void {
    if (streamArn !== this.#rules.sourceArn || !this.#rules.accepts(record)) return;
    const keys = JSON.stringify(object(object(record, 'dynamodb'), 'Keys'));
    const lane = this.#lanes[[...keys].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % this.#lanes.length];
    lane?.add({ ...record, eventSourceARN: streamArn });
  }
}
