import { isUnderway, type Order } from '#shared/domain/order.ts';
import type { Desk } from './desk.ts';

/** Keeps the number of open orders: counted when it is first seen, counted off when it wants nothing more. */
export async function countOrder(
  { openOrders }: Desk,
  order: Order,
  { counted, now }: { counted: boolean; now: Date },
): Promise<void> {
  const open = isUnderway(order);
  if (open && !counted) await openOrders.opened(order.orderId, now);
  if (!open && counted) await openOrders.closed(order.orderId);
}
