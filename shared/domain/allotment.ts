import type { Inventory } from './inventory.ts';
import { type Order, type OrderLine, type Reservation, shortQuantity } from './order.ts';

/** Units that move on one shelf. */
export interface StockMove {
  readonly sku: string;
  readonly locationId: string;
  readonly quantity: number;
}

/** The lines of an order after its stock has moved, and the moves, one per shelf. */
export interface Allotment {
  readonly lines: OrderLine[];
  readonly moves: StockMove[];
}

class Shelves {
  readonly #moved = new Map<string, StockMove>();

  has(sku: string, locationId: string): boolean {
    return this.#moved.has(`${sku} ${locationId}`);
  }

  add(sku: string, locationId: string, quantity: number): void {
    const key = `${sku} ${locationId}`;
    this.#moved.set(key, { sku, locationId, quantity: (this.#moved.get(key)?.quantity ?? 0) + quantity });
  }

  get size(): number {
    return this.#moved.size;
  }

  get moves(): StockMove[] {
    return [...this.#moved.values()];
  }
}

/**
 * Sets stock aside for every line that lacks it, as far as it is there: earlier lines first, the shelf with the most
 * first, on at most `most` shelves (a transaction takes a limited number of them, and no shelf twice).
 */
export function allot(order: Order, stock: readonly Inventory[], most: number): Allotment {
  const left = new Map(stock.map((row) => [`${row.sku} ${row.locationId}`, Math.max(0, row.available)]));
  const bySku = Map.groupBy(stock, ({ sku }) => sku);
  const shelves = new Shelves();
  const lines = order.lines.map((line) => {
    let short = shortQuantity(line);
    if (short === 0) return line;
    const added: Reservation[] = [];
    const fullestFirst = [...(bySku.get(line.sku) ?? [])].sort(
      (a, b) => b.available - a.available || (a.locationId < b.locationId ? -1 : 1),
    );
    for (const { sku, locationId } of fullestFirst) {
      const quantity = Math.min(short, left.get(`${sku} ${locationId}`) ?? 0);
      if (quantity === 0 || (!shelves.has(sku, locationId) && shelves.size === most)) continue;
      left.set(`${sku} ${locationId}`, left.get(`${sku} ${locationId}`)! - quantity);
      shelves.add(sku, locationId, quantity);
      added.push({ locationId, quantity, state: 'held', roundId: `round-${order.allocationRound}` });
      short -= quantity;
    }
    return added.length > 0 ? { ...line, reservations: [...line.reservations, ...added] } : line;
  });
  return { lines, moves: shelves.moves };
}

/** Gives back what is held beyond what a line still wants, on at most `most` shelves; all of it where nothing is to be set aside. */
export function giveBackExcess(order: Order, most: number): Allotment {
  const stockReleased = order.holds.some((each) => each.stockReleased);
  const shelves = new Shelves();
  const lines = order.lines.map((line) => {
    let excess = line.reservations.reduce((sum, each) => sum + (each.state === 'released' ? 0 : each.quantity), 0);
    if (!stockReleased) excess -= line.quantity;
    if (excess <= 0) return line;
    return takeFrom(line, shelves, most, ({ quantity }) => {
      const back = Math.min(excess, quantity);
      excess -= back;
      return back;
    });
  });
  return { lines, moves: shelves.moves };
}

/** Takes up to `units` of one SKU away again at one location: stock that turned out not to be there. */
export function takeAway(order: Order, sku: string, locationId: string, units: number): Allotment {
  const shelves = new Shelves();
  let left = units;
  const lines = order.lines.map((line) =>
    line.sku === sku
      ? takeFrom(line, shelves, 1, (each) => {
          const back = each.locationId === locationId ? Math.min(left, each.quantity) : 0;
          left -= back;
          return back;
        })
      : line,
  );
  return { lines, moves: shelves.moves };
}

/** The line without the units that `unitsOf` takes from each of its held reservations. */
function takeFrom(
  line: OrderLine,
  shelves: Shelves,
  most: number,
  unitsOf: (reservation: Reservation) => number,
): OrderLine {
  const reservations = line.reservations.flatMap((each) => {
    const full = !shelves.has(line.sku, each.locationId) && shelves.size === most;
    const back = each.state === 'held' && !full ? unitsOf(each) : 0;
    if (back === 0) return [each];
    shelves.add(line.sku, each.locationId, back);
    return back < each.quantity ? [{ ...each, quantity: each.quantity - back }] : [];
  });
  return { ...line, reservations };
}
