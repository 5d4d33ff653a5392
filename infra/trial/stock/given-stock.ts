import type { Random } from '#infra/local-runtime/random.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { TrialOrder } from '../orders/order-draft.ts';
import { deliveryFor, leadTime } from './delivery-model.ts';
import { type Demand, demandOf, unitsOf } from './demand.ts';
import { type Delivery, type Shelf, type StockSettings, stockState } from './shelf.ts';
import type { StockRow } from './stock-file.ts';

const day = 86_400_000;
/** What is ordered when a shelf has run empty lasts about so long after it has come. */
const coverDays = 28;

/**
 * The shop's own stock: it holds what the file says, what the file announces comes on its date, and a shelf that runs
 * empty is filled again after the lead time. A SKU of the orders that the file does not name has no shelf.
 */
export function givenStock(
  rows: readonly StockRow[],
  orders: readonly TrialOrder[],
  { settings, random }: { settings: StockSettings; random: Random },
): { shelves: Shelf[]; withoutShelf: string[] } {
  const demands = demandOf(orders);
  const named = new Set(rows.map(({ sku }) => sku));
  const served = new Set<string>();
  const shelves = rows.map((row, number) => {
    const demand = served.has(row.sku) ? undefined : demands.get(row.sku);
    served.add(row.sku);
    const held = rows.filter(({ sku }) => sku === row.sku).reduce((sum, { onHand }) => sum + onHand, 0);
    const announced = row.incoming.map(({ quantity, expectedAt }, i) =>
      announcedDelivery(row, quantity, expectedAt, i),
    );
    const ordered = demand ? reordered(demand, { row, held, announced, number, settings, random }) : [];
    return { row: inventoryRow(row, demands.get(row.sku)), deliveries: [...announced, ...ordered] };
  });
  return { shelves, withoutShelf: [...demands.keys()].filter((sku) => !named.has(sku)).sort() };
}

interface Reordering {
  readonly row: StockRow;
  readonly held: number;
  readonly announced: readonly Delivery[];
  readonly number: number;
  readonly settings: StockSettings;
  readonly random: Random;
}

/** Walks the demand in its order; where the shelf has run empty a delivery is ordered, and the walk goes on with it. */
function reordered(
  { sku, wanted }: Demand,
  { row, held, announced, number, settings, random }: Reordering,
): Delivery[] {
  const deliveries: Delivery[] = [];
  let left = held - row.safetyStock;
  const coming = [...announced].sort((a, b) => a.arrivesAt - b.arrivesAt);
  for (const [i, { at, quantity }] of wanted.entries()) {
    while (coming[0] && coming[0].arrivesAt <= at) left += coming.shift()!.quantity;
    left -= quantity;
    if (left >= 0 || coming.length > 0) continue;
    const expectedAt = at + leadTime(random, settings);
    const covered = wanted.slice(i).filter((later) => later.at < expectedAt + coverDays * day);
    const delivery = deliveryFor(random, settings, {
      sku,
      locationId: row.locationId,
      number: number * 1000 + deliveries.length + 1,
      quantity: unitsOf(covered) - left - quantity + 1,
      emptyAt: at,
      expectedAt,
    });
    deliveries.push(delivery);
    coming.push(delivery);
  }
  return deliveries;
}

function announcedDelivery({ sku, locationId }: StockRow, quantity: number, expectedAt: string, i: number): Delivery {
  const at = Date.parse(expectedAt);
  return {
    sku,
    locationId,
    purchaseOrderId: `announced-${i + 1}`,
    quantity,
    announced: { at: 0, expectedAt: at },
    slip: undefined,
    arrivesAt: at,
  };
}

function inventoryRow(row: StockRow, demand: Demand | undefined): Inventory {
  const available = row.onHand - row.safetyStock;
  return {
    sku: row.sku,
    locationId: row.locationId,
    onHand: row.onHand,
    committed: 0,
    available,
    safetyStock: row.safetyStock,
    incoming: row.incoming.map(({ quantity, expectedAt }, i) => ({
      purchaseOrderId: `announced-${i + 1}`,
      quantity,
      expectedAt,
    })),
    counts: [],
    substitutes: [...row.substitutes],
    discontinued: false,
    title: row.title ?? demand?.title ?? row.sku,
    unitPriceMinor: row.unitPriceMinor ?? demand?.listedMinor ?? 0,
    stockState: stockState(available),
    version: 1,
  };
}
