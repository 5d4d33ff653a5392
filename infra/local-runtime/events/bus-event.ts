import type { JsonObject } from '../service.ts';

/** An event as rules and targets see it. */
export interface EventEnvelope {
  readonly version: '0';
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly account: string;
  readonly region: string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** An event that went over a bus, for tests and pages. */
export interface BusEvent {
  readonly bus: string;
  readonly event: EventEnvelope;
  /** The rules that matched it. */
  readonly rules: readonly string[];
}
