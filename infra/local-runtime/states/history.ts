import type { JsonObject } from '../service.ts';
import { StatesError } from './errors.ts';

export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  /** The member that holds the details, for instance `taskFailedEventDetails`; some events have none. */
  readonly detailsName?: string;
  readonly details?: JsonObject;
}

const MAX_EVENTS = 25_000;

/** What happened in one execution, in the event types and shapes of GetExecutionHistory. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Lets go of the events; there will be no more. */
  forget(): void {
    this.events.length = 0;
  }

  /** True if so many events are there that the execution cannot go on. */
  get isFull(): boolean {
    return this.events.length >= MAX_EVENTS - 1;
  }

  /** Returns the id of the new event. */
  add(type: string, previousEventId: number, details?: JsonObject): number {
    const id = this.events.length + 1;
    const ends = type.startsWith('Execution');
    if (id > MAX_EVENTS - 1 && !ends) {
      throw new StatesError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
        { terminal: true },
      );
    }
    const event = { id, previousEventId, type, timestamp: this.#now() };
    this.events.push(details ? { ...event, detailsName: detailsName(type), details } : event);
    return id;
  }
}

function detailsName(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
