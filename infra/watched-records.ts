import type { SourceTable } from '#shared/domain/primitives.ts';
import { statusWords } from '#shared/domain/tracking/vocabularies.ts';
import type { RecordFilter } from './constructs/stream-detector.ts';

/** Per source table, the values of one attribute that can open, clear or count off an order's work. */
export const watchedRows: Readonly<Record<SourceTable, RecordFilter>> = {
  orders: { image: { orderState: ['Open', 'Confirmed', 'Complete', 'Cancelled'] } },
  payments: { image: { status: ['pending', 'authorized', 'captured', 'failed', 'voided'] } },
  inventory: { image: { stockState: ['in-stock', 'low', 'out', 'oversold'] } },
  shipments: { image: { tag: statusWords } },
};

/** Of the Cases table: what leaves the due-time index has been delivered, and is nobody's news any more. */
const undelivered = { dueAt: 'present' } as const;

export const outboxRows: RecordFilter = { image: { entity: ['outbox'], ...undelivered } };

/** What may wake a run that waits, whichever side of it is written later, or start a refund's. */
export const relayedRows: readonly RecordFilter[] = [
  { image: { entity: ['decision', 'release'], ...undelivered } },
  { image: { entity: ['wait'] } },
  // A question that is new has nobody waiting for it.
  { change: 'MODIFY', image: { entity: ['question'] } },
  { change: 'INSERT', image: { entity: ['refund'] } },
  { image: { entity: ['incident'], state: ['released'] } },
];
