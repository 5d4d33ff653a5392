import * as z from 'zod';
import type { ChangedRows, Pass } from '#shared/adapters/changed-rows.ts';
import type { Operations } from '#shared/domain/operations.ts';
import { orderId as orderIdOf, type SourceTable } from '#shared/domain/primitives.ts';
import { countOrder } from './count-order.ts';
import type { Desk } from './desk.ts';
import { lookAtOrder } from './look-at-order.ts';

/** What was written just now is the stream's: it is looked at here if it stands unseen in the next pass. */
const settledMinutes = 5;
/** Writers' clocks may be off by this much. */
const overlapMinutes = 10;
/** The first pass looks as far back as a stream would have kept. */
const firstPassHours = 24;

/** Tables whose rows belong to one order, and may call for a case by themselves. */
export const reconciled = ['orders', 'payments', 'shipments'] as const satisfies readonly SourceTable[];

export interface Reconciliation {
  readonly desk: Desk;
  readonly changed: ChangedRows;
  readonly tables: Readonly<Record<(typeof reconciled)[number], string>>;
  readonly operations: Operations;
  readonly now: Date;
  /** Asked after each order and each page: false = the rest is done by the next run. */
  mayGoOn(): boolean;
  /** Told of a row that cannot be read; its own record, or the shop, has to mend it. */
  unreadable(orderId: string, why: string): void;
}

/**
 * Looks at every order that was written since the last pass, as the record of its change would have had it looked at. What
 * the streams announced is found as it should be, so nothing opens twice; what they lost is found here.
 */
export async function reconcileOrders(work: Reconciliation): Promise<void> {
  const seen = new Set<string>();
  for (const source of reconciled) await reconcile(work, source, seen);
}

async function reconcile(work: Reconciliation, source: (typeof reconciled)[number], seen: Set<string>): Promise<void> {
  const { changed, tables, now } = work;
  let pass = nextPass(await changed.lastPass(source), now);
  while (work.mayGoOn()) {
    const { rows, next } = await changed.page(tables[source], pass);
    for (const { orderId } of rows) {
      if (!work.mayGoOn()) return;
      const id = orderIdOf.safeParse(orderId);
      if (!id.success || seen.has(id.data)) continue;
      seen.add(id.data);
      await look(work, id.data);
    }
    const { after: _, ...ended } = pass;
    pass = next ? { ...ended, after: next } : ended;
    await changed.keepPass(source, { ...pass, ...(!next && { from: ended.to }) }, now);
    if (!next) return;
  }
}

/** A pass that was not ended goes on; else a new one begins where the last one ended. */
function nextPass(last: Pass | undefined, now: Date): Pass {
  if (last?.after) return last;
  const minutesFrom = (at: number, minutes: number) => new Date(at + minutes * 60_000).toISOString();
  const reached = last ? Date.parse(last.to) : now.getTime() - firstPassHours * 3_600_000;
  return { from: minutesFrom(reached, -overlapMinutes), to: minutesFrom(now.getTime(), -settledMinutes) };
}

async function look({ desk, operations, now, unreadable }: Reconciliation, orderId: string): Promise<void> {
  try {
    const seenBefore = await desk.openOrders.has(orderId);
    const order = await lookAtOrder(desk, orderId, { tables: reconciled, operations, now, seenBefore });
    if (order) await countOrder(desk, order, { seenBefore, now });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    unreadable(orderId, error.issues[0]?.message ?? '');
  }
}
