import type { TrialOrder } from '../orders/order-draft.ts';

/** What one order wants of a SKU. */
export interface Wanted {
  /** Place of the order in the file's sequence. */
  readonly order: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly quantity: number;
}

/** Everything that is wanted of one SKU, the earliest order first. */
export interface Demand {
  readonly sku: string;
  readonly title: string;
  readonly unitPriceMinor: number;
  readonly wanted: readonly Wanted[];
}

/** The demand for each SKU that comes from a shelf; lines of one order on one SKU are added up. */
export function demandOf(orders: readonly TrialOrder[]): Map<string, Demand> {
  const demand = new Map<string, Demand & { readonly wanted: Wanted[] }>();
  for (const [i, { order }] of orders.entries()) {
    const at = Date.parse(order.createdAt);
    for (const { sku, title, unitPriceMinor, quantity, supply } of order.lines) {
      if (supply !== 'stock') continue;
      const known = demand.get(sku) ?? { sku, title, unitPriceMinor, wanted: [] };
      const last = known.wanted.at(-1);
      if (last?.order === i) known.wanted[known.wanted.length - 1] = { ...last, quantity: last.quantity + quantity };
      else known.wanted.push({ order: i, at, quantity });
      demand.set(sku, known);
    }
  }
  return demand;
}

export const unitsOf = (wanted: readonly Wanted[]): number => wanted.reduce((sum, { quantity }) => sum + quantity, 0);
