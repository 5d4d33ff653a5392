import type { Inventory } from './inventory.ts';
import { type Order, type OrderLine, shortQuantity } from './order.ts';

/** An order with the shelves of what it lacks. */
export interface Shelves {
  readonly order: Order;
  readonly stock: readonly Inventory[];
}

/** Lines that nothing (or not enough) is set aside for and that the shelves cannot cover either; earlier lines take first. */
export function uncoveredLines({ order, stock }: Shelves): OrderLine[] {
  const left = new Map<string, number>();
  for (const { sku, available } of stock) left.set(sku, (left.get(sku) ?? 0) + Math.max(0, available));
  return order.lines.filter((line) => {
    const short = shortQuantity(line);
    if (short === 0) return false;
    const covered = (left.get(line.sku) ?? 0) >= short;
    if (covered) left.set(line.sku, left.get(line.sku)! - short);
    return !covered;
  });
}

/** The uncovered lines, an accepted wait that still runs excepted. */
export function shortLines(shelves: Shelves, now: Date): OrderLine[] {
  const at = now.toISOString();
  return uncoveredLines(shelves).filter(({ backorder }) => !backorder || backorder.until <= at);
}

/** Something of the order cannot be had, and nobody has agreed to wait for it. */
export const lacksStock = (shelves: Shelves, now: Date): boolean => shortLines(shelves, now).length > 0;
