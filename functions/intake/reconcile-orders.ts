import * as z from 'zod';
import type { ChangedRows, Pass, Row } from '#shared/adapters/changed-rows.ts';
import type { Operations } from '#shared/domain/operations.ts';
import { type Order, parseOrder } from '#shared/domain/order.ts';
import { orderId as orderIdOf, type SourceTable } from '#shared/domain/primitives.ts';
import { countOrder } from './count-order.ts';
import type { Desk } from './desk.ts';
import { callsForALook } from './glance.ts';
import { lookAtOrder } from './look-at-order.ts';
import { walkIfWanted } from './reconcile-shelves.ts';

/** What was written just now is the stream's: it is looked at here if it stands unseen in the next pass. */
const settledMinutes = 5;
/** Writers' clocks may be off by this much. */
const overlapMinutes = 10;
/** The first pass looks as far back as a stream would have kept. */
const firstPassHours = 24;
/** So many rows are glanced at side by side: what each reads goes out together where it can. */
const atOnce = 20;

/** Tables whose rows belong to one order, and may call for a case by themselves. */
const ofOrders = ['orders', 'payments', 'shipments'] as const satisfies readonly SourceTable[];
const reconciled = [...ofOrders, 'inventory'] as const satisfies readonly SourceTable[];

export interface Reconciliation {
  readonly desk: Desk;
  readonly changed: ChangedRows;
  readonly tables: Readonly<Record<(typeof reconciled)[number], string>>;
  readonly operations: Operations;
  readonly now: Date;
  /** Asked after each few rows and each page: false = the rest is done by the next run. */
  mayGoOn(): boolean;
  /** Told of a row that cannot be read; its own record, or the shop, has to mend it. */
  unreadable(key: string, why: string): void;
}

/**
 * Finds what the streams lost: every order and shelf that was written since the last pass is glanced at, and whatever
 * calls for it is looked at as the record of its change would have had it looked at, so that nothing opens twice.
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
  work: Reconciliation,
  { source, pass: begun, seen }: TablePass,
  keep: (reached: Pass) => Promise<void>,
): Promise<Pass | undefined> {
  const { changed, tables, mayGoOn } = work;
  let pass = begun;
  while (mayGoOn()) {
    const { rows, next } = await changed.page(tables[source], pass, source === 'inventory' ? oversold : undefined);
    const left = source === 'inventory' ? rows : firstRows(rows, seen);
    for (let from = 0; from < left.length; from += atOnce) {
      if (!mayGoOn()) return undefined;
      await lookAtRows(work, source, left.slice(from, from + atOnce));
    }
    const { after: _, ...ended } = pass;
    if (!next) return { ...ended, from: ended.to };
    pass = { ...ended, after: next };
    await keep(pass);
  }
  return undefined;
}

/** A shelf on which more is promised than there is calls for a walk whenever it was written. */
const oversold = { expression: 'available < :none', values: { ':none': 0 } };

/** The first row of each order that this run has not looked at, its id marked. */
const firstRows = (rows: readonly Row[], seen: Set<string>): Row[] =>
  rows.filter(({ orderId }) => {
    const id = orderIdOf.safeParse(orderId);
    if (!id.success || seen.has(id.data)) return false;
    seen.add(id.data);
    return true;
  });

async function lookAtRows(work: Reconciliation, source: TablePass['source'], rows: readonly Row[]): Promise<void> {
  if (source === 'inventory') {
    for (const row of rows) await readable(work, String(row.sku), () => walkIfWanted(work.desk, row));
    return;
  }
  const calling = await Promise.all(
    rows.map((row) => {
      const id = String(row.orderId);
      return readable(work, id, async () => {
        const found = source === 'orders' ? parseOrder(row) : await work.desk.tables.order(id);
        return found && (await callsForALook(work.desk, found, lookOf(work))) ? found : undefined;
      });
    }),
  );
  // One after the other: they may want the same shelves.
  for (const found of calling) if (found) await readable(work, found.orderId, () => look(work, found));
}

/** A pass that was not ended goes on; else a new one begins where the last one ended. */
function nextPass(last: Pass | undefined, now: Date): Pass {
  if (last?.after) return last;
  const minutesFrom = (at: number, minutes: number) => new Date(at + minutes * 60_000).toISOString();
  const reached = last ? Date.parse(last.to) : now.getTime() - firstPassHours * 3_600_000;
  return { from: minutesFrom(reached, -overlapMinutes), to: minutesFrom(now.getTime(), -settledMinutes) };
}

const lookOf = ({ operations, now }: Pick<Reconciliation, 'operations' | 'now'>) => ({
  tables: ofOrders,
  operations,
  now,
});

async function look(work: Reconciliation, { orderId }: Order): Promise<void> {
  const { desk, now } = work;
  const seen = await lookAtOrder(desk, orderId, lookOf(work));
  if (seen) await countOrder(desk, seen.order, { counted: seen.file.counted, now });
}

async function readable<T>(
  { unreadable }: Reconciliation,
  key: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    unreadable(key, error.issues[0]?.message ?? '');
    return undefined;
  }
}
