import type { EventOf } from './events.ts';

/** Something that must leave the system because of a change, written with the change and delivered by publish-outbox. */
export type Outgoing =
  | ({
      readonly kind: 'event';
      /** The event's id where it has one of its own; else its place in the outbox is its id. */
      readonly id?: string;
    } & EventOf)
  | {
      readonly kind: 'alert';
      readonly severity: 'critical' | 'warning';
      readonly subject: string;
      readonly text: string;
    };
