import type { JsonObject } from '../service.ts';

/** What a stream may do to a batch and still keep its promises: at least once, and in sequence for one item. */
export interface RecordFaults {
  /** The batch as it is delivered: with records twice, or in another sequence across items. */
  disturb(batch: readonly JsonObject[]): readonly JsonObject[];
  /** True if a batch that succeeded is delivered once more. */
  redelivers(): boolean;
}
