import type { Order } from '#shared/domain/order.ts';
import { isDelivered } from './judge.ts';
import type { Settings } from './settings.ts';

/** The earlier orders of the same customer for the same goods, all paid: this one may have been placed twice. */
export function duplicatesOf(order: Order, siblings: readonly Order[], { duplicateMinutes }: Settings): Order[] {
  if (!isDuplicable(order)) return [];
  const lines = goodsOf(order);
  if (lines === '') return [];
  return siblings.filter(
    (other) =>
      other.orderId !== order.orderId &&
      !isWanted(order, other) &&
      other.customer.customerId === order.customer.customerId &&
      other.paymentState === 'Paid' &&
      other.orderState !== 'Cancelled' &&
      isEarlier(other, order) &&
      Date.parse(order.createdAt) - Date.parse(other.createdAt) <= duplicateMinutes * 60_000 &&
      goodsOf(other) === lines,
  );
}

/** Later orders that this one, once it is paid, makes the second of two. */
export const madeDuplicatesBy = (order: Order, siblings: readonly Order[], thresholds: Settings): Order[] =>
  siblings.filter((later) => duplicatesOf(later, [order], thresholds).length > 0);

/** It can be one of two: nobody is asked about what is not paid, or has left. */
export const isDuplicable = (order: Order): boolean => isDelivered(order) && order.paymentState === 'Paid';

/** The customer, or silence, has said that both are wanted. */
const isWanted = ({ corrections = [] }: Order, other: Order) =>
  corrections.some(({ causes }) =>
    causes.some(({ rule, digest }) => rule === 'duplicate-order' && digest === other.orderId),
  );

/** Only the later of two is asked about. */
const isEarlier = (other: Order, order: Order) =>
  other.createdAt === order.createdAt ? other.orderId < order.orderId : other.createdAt < order.createdAt;

function goodsOf({ lines }: Order): string {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) if (quantity > 0) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units]
    .map(([sku, quantity]) => `${sku} ${quantity}`)
    .sort()
    .join('\n');
}
