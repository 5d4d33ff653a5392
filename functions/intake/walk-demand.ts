import * as z from 'zod';
import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import { type DemandItem, unallocated } from '#shared/adapters/demand.ts';
import type { ShelfJob } from '#shared/adapters/demand-queue.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import { isPaused, modeOf, type Operations } from '#shared/domain/operations.ts';
import type { Desk } from './desk.ts';
import { AllocationContended, lookAtOrder } from './look-at-order.ts';
import { noteOpened } from './mass-cause.ts';
import { settleCounts } from './stock-counts.ts';

/** So many orders are looked at by one job; the rest is a job of its own. */
const ordersPerJob = 200;

interface Walk {
  readonly operations: Operations;
  readonly now: Date;
}

/**
 * A shelf has changed: its count is settled, then the orders that want it are walked until it is used up: waiting ones
 * oldest first when there is stock, reservations newest first when there is less than was promised.
 * @returns what is left to walk, if anything
 */
export async function walkDemand(desk: Desk, job: ShelfJob, walk: Walk): Promise<ShelfJob | undefined> {
  const type = desk.types.find(({ stock }) => stock);
  const found = await shelf(desk, job);
  if (!type || !found) return undefined;
  if (isPaused(walk.operations, walk.now)) {
    await desk.demand.postpone(job.sku, job.locationId, walk.now);
    return undefined;
  }
  const mode = modeOf(walk.operations, type.key, walk.now);
  if (mode === 'observe' || desk.settings.allocatedBy === 'shop') return undefined;
  const row = mode === 'automatic' ? await settleCounts(desk, type, found, walk.now) : found;
  return row.available < 0 ? takeBack(desk, type, job, row, walk) : serveWaiting(desk, job, walk);
}

const shelf = async ({ tables }: Desk, { sku, locationId }: ShelfJob): Promise<Inventory | undefined> =>
  (await tables.stockOf(sku)).find((row) => row.locationId === locationId);

/** Stock for those who wait, the oldest order first. */
async function serveWaiting(desk: Desk, job: ShelfJob, { operations, now }: Walk): Promise<ShelfJob | undefined> {
  const look = { tables: ['orders'], operations, now, seenBefore: true } as const;
  return walkPages(desk, job, { locationId: unallocated, newest: false }, async (item) => {
    const row = await shelf(desk, job);
    if (!row || row.available <= 0) return 'enough';
    if (!(await lookAtOrder(desk, item.orderId, look))) await desk.demand.remove(item);
    return 'next';
  });
}

/** More is promised than is there: the newest orders give it up, and are short. Too many shelves at once are an incident. */
async function takeBack(
  desk: Desk,
  type: InstalledType,
  job: ShelfJob,
  row: Inventory,
  { now }: Walk,
): Promise<ShelfJob | undefined> {
  await noteOpened(desk, type.key, [row.sku], now);
  const incidentId = await desk.incidents.openOf(type.key);
  if (incidentId) {
    await desk.incidents.attach(incidentId, { kind: 'sku', sku: job.sku, locationId: job.locationId }, now);
    return undefined;
  }
  return walkPages(desk, job, { locationId: job.locationId, newest: true }, async (item) => {
    const present = await shelf(desk, job);
    if (!present || present.available >= 0) return 'enough';
    const order = await desk.tables.order(item.orderId);
    if (!order) {
      await desk.demand.remove(item);
      return 'next';
    }
    const taken = await desk.allocation.takeBack(order, job.sku, job.locationId, -present.available, now);
    if (taken === 'overtaken')
      throw new AllocationContended(`order ${item.orderId} changed while stock was taken back`);
    if (taken === 0) await desk.demand.remove(item);
    return 'next';
  });
}

async function walkPages(
  desk: Desk,
  job: ShelfJob,
  { locationId, newest }: { locationId: string; newest: boolean },
  visit: (item: DemandItem) => Promise<'next' | 'enough'>,
): Promise<ShelfJob | undefined> {
  let after = job.after;
  let visited = 0;
  do {
    const page = await desk.demand.page(job.sku, locationId, { newest, after });
    for (const item of page.items) {
      if (visited++ === ordersPerJob) return after ? { ...job, after } : { sku: job.sku, locationId: job.locationId };
      if ((await readableOr('next', () => visit(item))) === 'enough') return undefined;
      after = item.sk;
    }
    after = page.next;
  } while (after);
  return undefined;
}

/** An order that does not fit its schema is set aside by its own record; the walk goes past it. */
async function readableOr<T>(otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return otherwise;
  }
}
