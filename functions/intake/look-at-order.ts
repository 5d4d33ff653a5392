import type { Facts, InstalledType } from '#functions/exception-types/exception-type.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import type { OrderFacts } from '#shared/adapters/source-tables.ts';
import { isClosed, steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isPaused, modeOf } from '#shared/domain/operations.ts';
import { type Order, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import type { Desk, Look } from './desk.ts';
import { openCase } from './open-case.ts';

/** Thrown when others kept taking the stock or changing the order; the record is tried again. */
export class AllocationContended extends Error {
  override readonly name = 'AllocationContended';
}

/**
 * Judges an order by its present rows: sets stock aside, keeps the hints of who wants what, and opens a case for what a
 * rule finds. @returns the order as it then stands; nothing = it is gone
 */
export async function lookAtOrder(desk: Desk, orderId: string, look: Look): Promise<Order | undefined> {
  const facts = await desk.tables.facts(orderId);
  if (!facts) return undefined;
  const present = mayWrite(desk, look) ? await settle(desk, facts, look.now) : facts;
  await desk.demand.refresh(present.order, look.seenBefore);
  if (isPaused(look.operations, look.now)) await postpone(desk, present, look.now);
  for (const type of desk.types) {
    const finding = type.rules[look.table]?.(present, look.now);
    if (finding) await openCase(desk, type, present.order, finding, look);
  }
  return present.order;
}

/** What is not set aside during a pause is set aside after it, with whatever else waits for the same shelves. */
async function postpone({ demand }: Desk, { order, stock }: OrderFacts, now: Date): Promise<void> {
  if (!wantsStock(order)) return;
  const lacking = new Set(order.lines.filter((line) => shortQuantity(line) > 0).map(({ sku }) => sku));
  for (const { sku, locationId } of stock) if (lacking.has(sku)) await demand.postpone(sku, locationId, now);
}

/** Orders are written to once any type may act; a shop that only watches is not. */
const mayWrite = ({ types }: Desk, { operations, now }: Look) =>
  !isPaused(operations, now) && types.some((type) => modeOf(operations, type.key, now) !== 'observe');

/** Sets stock aside as far as it is there, and ends the open cases whose cause is gone with it or without it. */
async function settle(desk: Desk, facts: OrderFacts, now: Date): Promise<OrderFacts> {
  let present = facts;
  for (let overtaken = 0; overtaken < 5; ) {
    const open = await casesOn(desk, present.order);
    const unanswered = open.filter(({ answered }) => !answered);
    const allocates = desk.settings.allocatedBy === 'ordermend' && wantsStock(present.order);
    const outcome =
      allocates && unanswered.length === open.length
        ? await desk.allocation.allocate(present, now, (after) => endings(desk, unanswered, after, now))
        : 'done';
    if (outcome === 'done') {
      const ended = endings(desk, unanswered, present, now);
      if (ended.length > 0) await transact(ended);
      return present;
    }
    if (outcome !== 'overtaken') {
      present = outcome;
      continue;
    }
    overtaken++;
    const again = await desk.tables.facts(present.order.orderId);
    if (!again) return present;
    present = again;
  }
  throw new AllocationContended(`order ${facts.order.orderId}: five attempts to set stock aside met other writers`);
}

interface OpenCase {
  readonly record: CaseRecord;
  readonly type: InstalledType;
  readonly answered: boolean;
}

/** The cases that the order itself names: by a hold, or by a wait that was accepted. */
async function casesOn({ cases, types }: Desk, order: Order): Promise<OpenCase[]> {
  const waits = order.lines.flatMap(({ backorder }) => backorder ?? []);
  const ids = new Set([...order.holds, ...waits].map((each) => each.caseId));
  const found = await Promise.all(
    [...ids].map(async (caseId) => {
      const record = caseId && (await cases.read(order.orderId, caseId));
      const type = record && types.find(({ key }) => key === record.type);
      if (!record || !type || isClosed(record.state)) return [];
      const answered = record.state !== 'waiting' && Boolean(await cases.decisionOf(order.orderId, record.caseId));
      return [{ record, type, answered }];
    }),
  );
  return found.flat();
}

/** What an order that lacks nothing any more decides: its question is answered, or its wait is over. */
function endings({ cases }: Desk, open: readonly OpenCase[], after: Facts, now: Date): TransactItem[] {
  return open.flatMap(({ record, type }) => {
    if (record.state === 'waiting') {
      const arrived = !wantsStock(after.order) || type.standing(after, now) === 'arrived';
      return arrived ? [cases.releaseItem(record, steps.arrived, 'stock', now)] : [];
    }
    if (Object.values(type.rules).some((rule) => rule?.(after, now)?.causeKey === record.causeKey)) return [];
    const { caseId, orderId, version } = record;
    const open = after.order.orderState === 'Open' || after.order.orderState === 'Confirmed';
    const by = open ? 'stock' : 'supersede';
    const at = now.toISOString();
    return [
      cases.decisionItem({
        caseId,
        orderId,
        answerId: `${by}-${version}`,
        phase: 'final',
        until: at,
        by,
        decidedAt: at,
      }),
    ];
  });
}
