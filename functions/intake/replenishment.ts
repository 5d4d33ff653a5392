import * as z from 'zod';
import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { instant } from '#shared/domain/primitives.ts';
import type { Desk } from './desk.ts';

/** What is requested and not announced yet, and what was announced when it last grew. */
const guard = z.object({ quantity: z.int(), incoming: z.int(), requestedAt: instant, n: z.int() });

/**
 * Asks for what is missing of a SKU: backlog + safety stock − what is on order. One request per SKU and location stands
 * until incoming stock shows it or its time is over; then one more asks for the difference. Stock goes to the oldest order
 * first: when nobody waits any more who waited for a request, its goods have come, and it is taken off no later one.
 */
export async function requestReplenishment(desk: Desk, type: InstalledType, sku: string, now: Date): Promise<void> {
  const [row] = (await desk.tables.stockOf(sku)).sort((a, b) => (a.locationId < b.locationId ? -1 : 1));
  if (!row || row.discontinued || !type.stock) return;
  const key = { pk: caseKeys.replenishment(sku, row.locationId), sk: 'LAST' };
  const item = await desk.cases.get(key.pk, key.sk);
  const last = item && guard.parse(item);
  const announced = row.incoming.reduce((sum, { quantity }) => sum + quantity, 0);
  const shown = last ? announced > last.incoming : true;
  const over = !last || now.getTime() - Date.parse(last.requestedAt) >= type.stock.replenishGuardHours * 3_600_000;
  if (!shown && !over) return;
  const { units, since } = await desk.demand.backlog(sku);
  const wanted = units + row.safetyStock - Math.max(0, row.onHand - row.committed) - announced;
  const standing = !shown && since && since <= last!.requestedAt ? last!.quantity : 0;
  const quantity = wanted - standing;
  if (quantity <= 0) return;
  const next = {
    quantity: standing + quantity,
    incoming: announced,
    requestedAt: now.toISOString(),
    n: (last?.n ?? 0) + 1,
  };
  await transact([
    {
      Put: {
        TableName: desk.cases.tableName,
        Item: { ...key, entity: 'replenishment', ...next, expiresAt: expiryOf(now) },
        ...(last
          ? {
              ConditionExpression: 'n = :read',
              ExpressionAttributeValues: { ':read': last.n },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    ...outboxWrites(
      desk.cases.tableName,
      {
        pk: key.pk,
        sk: (i) => `OUT#${next.n}-${i}`,
        id: (i) => `${key.pk}/${next.n}-${i}`,
        type: type.key,
      },
      now,
      [requested(row, { quantity, backlog: units, incoming: announced })],
    ),
  ]);
}

function requested(
  { sku, locationId, safetyStock }: Inventory,
  amounts: { quantity: number; backlog: number; incoming: number },
): Outgoing {
  return { kind: 'event', detailType: 'ReplenishmentRequested', detail: { sku, locationId, safetyStock, ...amounts } };
}
