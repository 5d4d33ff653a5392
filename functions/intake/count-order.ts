import { isUnderway, type Order } from '#shared/domain/order.ts';
import type { Desk } from './desk.ts';

/** Keeps the number of open orders: counted when it is first seen, counted off when it wants nothing more. */
export async function countOrder(
  { openOrders }: Desk,
  order: Order,
  { seenBefore, now }: { seenBefore: boolean; now: Date },
): Promise<void> {
  const open = isUnderway(order);
  if (open && !seenBefore) await openOrders.opened(order.orderId, now);
  if (!open && seenBefore) await openOrders.closed(order.orderId);
}
