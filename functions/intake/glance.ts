import { orderFile } from '#shared/adapters/order-file.ts';
import { caseIdOf } from '#shared/domain/identity.ts';
import { isUnderway, type Order, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import type { Desk, Look } from './desk.ts';
import { factsFor, nextWatch, wokenBy } from './look-at-order.ts';
import { newsFor, standingCases } from './news-for-cases.ts';

/**
 * Whether a look at the order would do anything: its rows are news to an open case, a rule finds what has no case yet, stock
 * may have to be moved for it, or our own notes of it do not fit. It writes nothing but the hints of what is reserved.
 */
export async function callsForALook(desk: Desk, row: Order, look: Look): Promise<boolean> {
  const file = await orderFile(desk.cases.tableName, row.orderId);
  if (file.counted !== isUnderway(row)) return true;
  if (row.holds.some(({ stockReleased }) => stockReleased)) return true;
  const wanting = wantsStock(row) ? row.lines.filter(({ supply }) => supply === 'stock') : [];
  if (wanting.some((line) => shortQuantity(line) > 0)) return true;
  const facts = await desk.tables.factsOf(row, factsFor(desk, row, file, look));
  if (nextWatch(desk, facts, look.now) !== file.watchedUntil) return true;
  if (wokenBy(desk, facts).length > 0) return true;
  const started = new Set(file.cases.filter(({ startedAt }) => startedAt).map(({ caseId }) => caseId));
  const unknown = desk.types.some(({ key, rules }) =>
    look.tables
      .flatMap((table) => rules[table]?.(facts, look.now) ?? [])
      .some(({ causeKey }) => !started.has(caseIdOf(key, row.orderId, causeKey))),
  );
  if (unknown) return true;
  const open = standingCases(desk, file, look.now);
  if (newsFor(desk, open, facts, look.now).length > 0) return true;
  if (wanting.some(({ reservations }) => reservations.length > 0)) await desk.demand.refresh(row, false);
  return false;
}
