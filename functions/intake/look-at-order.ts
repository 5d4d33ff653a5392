import type { Facts, InstalledType } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { OrderFacts } from '#shared/adapters/source-tables.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isPaused, modeOf } from '#shared/domain/operations.ts';
import { type Order, wantsStock } from '#shared/domain/order.ts';
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
  const present = mayAllocate(desk, look) ? await allocated(desk, facts, look.now) : facts;
  await desk.demand.refresh(present.order, look.seenBefore);
  for (const type of desk.types) {
    const finding = type.rules[look.table]?.(present, look.now);
    if (finding) await openCase(desk, type, present.order, finding, look);
  }
  return present.order;
}

/** Stock is set aside once any type may act; a shop that only watches, or reserves by itself, is not written to. */
const mayAllocate = ({ types, settings }: Desk, { operations, now }: Look) =>
  settings.allocatedBy === 'ordermend' &&
  !isPaused(operations, now) &&
  types.some((type) => modeOf(operations, type.key, now) !== 'observe');

async function allocated(desk: Desk, facts: OrderFacts, now: Date): Promise<OrderFacts> {
  let present = facts;
  for (let attempt = 0; attempt < 5; attempt++) {
    if (!wantsStock(present.order)) return present;
    const open = await casesOn(desk, present.order);
    if (open.some(({ answered }) => answered)) return present;
    const outcome = await desk.allocation.allocate(present, now, (after) =>
      open.flatMap(({ record, type }) => clearing(desk, record, type, after, now)),
    );
    if (outcome === 'done') return present;
    const again = await desk.tables.facts(present.order.orderId);
    if (!again) return present;
    present = again;
  }
  throw new AllocationContended(`order ${facts.order.orderId}: five attempts to set stock aside met other writers`);
}

/** The cases that the order itself names: by a hold, or by a wait that was accepted. */
async function casesOn({ cases, types }: Desk, order: Order) {
  const ids = new Set(
    [...order.holds, ...order.lines.flatMap(({ backorder }) => backorder ?? [])].map((each) => each.caseId),
  );
  const found = await Promise.all(
    [...ids].map(async (caseId) => {
      const record = caseId && (await cases.read(order.orderId, caseId));
      const type = record && types.find(({ key }) => key === record.type);
      if (!record || !type || isClosed(record.state)) return [];
      const decided = record.state !== 'waiting' && (await cases.decisionOf(order.orderId, record.caseId));
      return [{ record, type, answered: Boolean(decided) }];
    }),
  );
  return found.flat();
}

/** What an order that has got its stock decides: its question is answered by the shelf, or its wait is over. */
function clearing({ cases }: Desk, record: CaseRecord, type: InstalledType, after: Facts, now: Date): TransactItem[] {
  if (record.state === 'waiting') {
    return type.standing(after, now) === 'arrived' ? [cases.releaseItem(record, 'arrived', 'stock', now)] : [];
  }
  const rules = Object.values(type.rules);
  if (rules.some((rule) => rule?.(after, now)?.causeKey === record.causeKey)) return [];
  return [
    cases.decisionItem({
      caseId: record.caseId,
      orderId: record.orderId,
      answerId: `stock-${record.version}`,
      phase: 'final',
      until: now.toISOString(),
      by: 'stock',
      decidedAt: now.toISOString(),
    }),
  ];
}
