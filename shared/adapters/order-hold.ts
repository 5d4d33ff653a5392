import type { CaseRecord } from '#shared/domain/case-record.ts';
import { holdsWithout, type Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';

/** The order stopped while its case is open, so that nobody ships half of it meanwhile; nothing = it is stopped already. */
export function holdFor({ caseId }: CaseRecord, order: Order, reason: Order['holds'][number]['reason'], at: Date) {
  if (order.holds.some((each) => each.caseId === caseId)) return undefined;
  const hold = { holdId: `hold-${caseId.slice(-12)}`, reason, since: at.toISOString(), caseId };
  const held: Outgoing = { kind: 'event', detailType: 'OrderHeld', detail: { holdId: hold.holdId, reason } };
  return { changes: { holds: [...order.holds, hold] }, outgoing: [held] };
}

/** The order let go by its case: our own hold only. */
export function letGo({ caseId }: CaseRecord, order: Order): { changes: Partial<Order>; outgoing: Outgoing[] } {
  const own = order.holds.filter((each) => each.caseId === caseId);
  if (own.length === 0) return { changes: {}, outgoing: [] };
  return {
    changes: { holds: holdsWithout(order, caseId) },
    outgoing: own.map(({ holdId, reason }) => ({
      kind: 'event',
      detailType: 'OrderReleased',
      detail: { holdId, reason },
    })),
  };
}
