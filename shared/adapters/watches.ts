import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import type { CasesTable } from './cases-table.ts';

/** When an order has to be looked at although no record comes: one item per order, in the due-time index. */
export function watches(cases: Pick<CasesTable, 'put' | 'remove'>) {
  return {
    /** Sets the next look; the earlier one is replaced. */
    set: (orderId: string, dueAt: string, now: Date): Promise<void> =>
      cases.put({
        pk: caseKeys.order(orderId),
        sk: caseKeys.watch,
        entity: 'watch',
        orderId,
        dueShard: dueShardOf(orderId),
        dueAt,
        expiresAt: expiryOf(now),
      }),

    /** Nothing has to be looked at any more. */
    clear: (orderId: string): Promise<void> => cases.remove(caseKeys.order(orderId), caseKeys.watch),
  };
}
