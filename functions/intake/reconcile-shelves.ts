import type { Row } from '#shared/adapters/changed-rows.ts';
import { unallocated } from '#shared/adapters/demand.ts';
import { sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { parseInventory } from '#shared/domain/inventory.ts';
import type { Desk } from './desk.ts';

/**
 * Puts a shelf that was written on the queue, as the record of its change would have, if a walk may do anything: more is
 * promised than there is, it was counted, or there is stock and somebody waits for it. A walk judges by the present rows,
 * so that one too many does nothing.
 */
export async function walkIfWanted({ demand, demandQueueUrl }: Desk, row: Row): Promise<void> {
  const { sku, locationId, available, counts, version } = parseInventory(row);
  const waits = async () => (await demand.page(sku, unallocated, { limit: 1 })).items.length > 0;
  if (available >= 0 && counts.length === 0 && !(available > 0 && (await waits()))) return;
  await sendDemandJob(demandQueueUrl, { sku, locationId }, String(version));
}
