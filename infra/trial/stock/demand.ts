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
  /** What the first order paid for one. */
  readonly unitPriceMinor: number;
  /** The same where all orders paid about as much, else 0: of prices that differ nobody can tell which the catalogue had. */
  readonly listedMinor: number;
  readonly wanted: readonly Wanted[];
}

/** Prices of one SKU tell of one catalogue price as long as the highest is at most so many times the lowest. */
const alike = 1.5;

/** A demand while the orders are read, with the range of the prices so far. */
interface Found extends Omit<Demand, 'listedMinor'> {
  readonly wanted: Wanted[];
  least: number;
  most: number;
}

/** The demand for each SKU that comes from a shelf; lines of one order on one SKU are added up. */
export function demandOf(orders: readonly TrialOrder[]): Map<string, Demand> {
  const found = new Map<string, Found>();
  for (const [i, { order }] of orders.entries()) {
    const at = Date.parse(order.createdAt);
    for (const { sku, title, unitPriceMinor, quantity, supply } of order.lines) {
      if (supply !== 'stock') continue;
      const price = { unitPriceMinor, least: unitPriceMinor, most: unitPriceMinor };
      const known = found.get(sku) ?? { sku, title, ...price, wanted: [] };
      known.least = Math.min(known.least, unitPriceMinor);
      known.most = Math.max(known.most, unitPriceMinor);
      const last = known.wanted.at(-1);
      if (last?.order === i) known.wanted[known.wanted.length - 1] = { ...last, quantity: last.quantity + quantity };
      else known.wanted.push({ order: i, at, quantity });
      found.set(sku, known);
    }
  }
  return new Map([...found].map(([sku, each]) => [sku, listed(each)]));
}

const listed = ({ least, most, ...demand }: Found): Demand => ({
  ...demand,
  listedMinor: most <= least * alike ? demand.unitPriceMinor : 0,
});

export const unitsOf = (wanted: readonly Wanted[]): number => wanted.reduce((sum, { quantity }) => sum + quantity, 0);
