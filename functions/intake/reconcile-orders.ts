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
  const { changed, now } = work;
  const seen = new Set<string>();
  let passes = await changed.lastPasses();
  for (const source of reconciled) {
    const pass = nextPass(passes[source], now);
    const ended = await reconcile(work, { source, pass, seen }, async (reached) => {
      passes = { ...passes, [source]: reached };
      await changed.keepPasses(passes, now);
    });
    if (ended) passes = { ...passes, [source]: ended };
  }
  await changed.keepPasses(passes, now);
}

interface TablePass {
  readonly source: (typeof reconciled)[number];
  readonly pass: Pass;
  /** Orders that this run has looked at. */
  readonly seen: Set<string>;
}

/**
 * What a page that is not the last has reached is kept at once, so that no run does it again.
 * @returns the pass at its end; nothing = there was no time for all of it
 */
async function reconcile(
  { changed, tables, mayGoOn, ...work }: Reconciliation,
  { source, pass: begun, seen }: TablePass,
  keep: (reached: Pass) => Promise<void>,
): Promise<Pass | undefined> {
  let pass = begun;
  while (mayGoOn()) {
    const { rows, next } = await changed.page(tables[source], pass);
    for (const { orderId } of rows) {
      if (!mayGoOn()) return undefined;
      const id = orderIdOf.safeParse(orderId);
      if (!id.success || seen.has(id.data)) continue;
      seen.add(id.data);
      await look(work, id.data);
    }
    const { after: _, ...ended } = pass;
    if (!next) return { ...ended, from: ended.to };
    pass = { ...ended, after: next };
    await keep(pass);
  }
  return undefined;
}

/** A pass that was not ended goes on; else a new one begins where the last one ended. */
function nextPass(last: Pass | undefined, now: Date): Pass {
  if (last?.after) return last;
  const minutesFrom = (at: number, minutes: number) => new Date(at + minutes * 60_000).toISOString();
  const reached = last ? Date.parse(last.to) : now.getTime() - firstPassHours * 3_600_000;
  return { from: minutesFrom(reached, -overlapMinutes), to: minutesFrom(now.getTime(), -settledMinutes) };
}

type Looking = Pick<Reconciliation, 'desk' | 'operations' | 'now' | 'unreadable'>;

async function look({ desk, operations, now, unreadable }: Looking, orderId: string): Promise<void> {
  try {
    const seenBefore = await desk.openOrders.has(orderId);
    const order = await lookAtOrder(desk, orderId, { tables: reconciled, operations, now, seenBefore });
    if (order) await countOrder(desk, order, { seenBefore, now });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    unreadable(orderId, error.issues[0]?.message ?? '');
  }
}
