import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import type { SourceTables } from '#shared/adapters/source-tables.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import { type Order, type OrderLine, type Reservation, shortQuantity } from '#shared/domain/order.ts';

/** DynamoDB takes 100 actions a transaction; one is the order's own. */
const stockMovesPerTransaction = 99;

interface Allotment {
  readonly lines: OrderLine[];
  readonly taken: Map<string, { sku: string; locationId: string; quantity: number }>;
}

/**
 * Sets stock aside for every line that lacks it, as far as it is there: the shelf with the most first. Each transaction
 * moves the shelf and the order together, so that nothing is promised twice; somebody faster means look again.
 * @returns the order as it then stands
 */
export async function allocateStock(tables: SourceTables, orderId: string, now: Date): Promise<Order | undefined> {
  for (let attempt = 0; ; attempt++) {
    const facts = await tables.facts(orderId);
    if (!facts) return undefined;
    const { lines, taken } = allot(facts.order, facts.stock);
    if (taken.size === 0) return facts.order;
    const stockMoves: TransactItem[] = [...taken.values()].map(({ sku, locationId, quantity }) =>
      tables.reserveStock(sku, locationId, quantity),
    );
    const outcome = await transact([tables.changeOrder(facts.order, { lines }, now), ...stockMoves]);
    if (!outcome.written && attempt >= 4) throw new AllocationContended(orderId);
  }
}

/** Thrown when others kept taking the stock or changing the order; the record is tried again. */
export class AllocationContended extends Error {
  override readonly name = 'AllocationContended';
  constructor(orderId: string) {
    super(`order ${orderId}: five attempts to set stock aside met other writers`);
  }
}

function allot(order: Order, stock: readonly Inventory[]): Allotment {
  const left = new Map(stock.map((row) => [`${row.sku} ${row.locationId}`, Math.max(0, row.available)]));
  const taken: Allotment['taken'] = new Map();
  const lines = order.lines.map((line) => {
    let short = shortQuantity(line);
    const added: Reservation[] = [];
    const shelves = stock
      .filter(({ sku }) => sku === line.sku)
      .sort((a, b) => b.available - a.available || (a.locationId < b.locationId ? -1 : 1));
    for (const { sku, locationId } of shelves) {
      const key = `${sku} ${locationId}`;
      const quantity = Math.min(short, left.get(key) ?? 0);
      if (quantity === 0 || (!taken.has(key) && taken.size === stockMovesPerTransaction)) continue;
      left.set(key, left.get(key)! - quantity);
      taken.set(key, { sku, locationId, quantity: (taken.get(key)?.quantity ?? 0) + quantity });
      added.push({ locationId, quantity, state: 'held', roundId: `round-${order.allocationRound}` });
      short -= quantity;
    }
    return added.length > 0 ? { ...line, reservations: [...line.reservations, ...added] } : line;
  });
  return { lines, taken };
}
