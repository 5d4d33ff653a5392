import type { Random } from '#infra/local-runtime/random.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import { happens, shuffled } from '../chance.ts';
import type { TrialOrder } from '../orders/order-draft.ts';
import { deliveryFor, leadTime } from './delivery-model.ts';
import { type Demand, demandOf, unitsOf } from './demand.ts';
import { type Shelf, type StockSettings, stockState } from './shelf.ts';

/** A time without stock: from the order that finds too little until the delivery. */
interface Outage {
  readonly demand: Demand;
  /** Place of that order in the SKU's demand. */
  readonly first: number;
  readonly expectedAt: number;
  /** Orders of the file that fall into it. */
  readonly orders: readonly number[];
}

const locationId = 'main';
/** A shelf that does not run out holds so much more than is ordered. */
const margin = { share: 0.25, units: 10 };
/** In so many outages the shelf still holds something for the first order, but not enough. */
const partlyEmpty = 0.4;
const priceTolerance = 0.2;
const mostSubstitutes = 3;

/**
 * A stock for orders that came without one: SKUs run out, each at most once, until `shortage` of the orders meet an
 * empty shelf; all others hold enough. The same seed gives the same stock.
 */
export function assumedStock(orders: readonly TrialOrder[], settings: StockSettings, random: Random): Shelf[] {
  const demands = [...demandOf(orders).values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const outages = new Map(outagesOf(demands, settings, random).map((outage) => [outage.demand.sku, outage]));
  const extra = new Map<string, number>();
  const substitutes = new Map<string, string[]>();
  const full = demands.filter(({ sku }) => !outages.has(sku));
  for (const { demand, first } of outages.values()) {
    if (!happens(random, settings.substitutes)) continue;
    const named = nearestInPrice(demand, full);
    substitutes.set(demand.sku, named);
    for (const sku of named) extra.set(sku, (extra.get(sku) ?? 0) + unitsOf(demand.wanted.slice(first)));
  }
  return demands.map((demand, number) => {
    const outage = outages.get(demand.sku);
    if (!outage) return { row: shelfRow(demand, enoughFor(demand) + (extra.get(demand.sku) ?? 0)), deliveries: [] };
    return emptied(outage, { number, settings, random, substitutes: substitutes.get(demand.sku) ?? [] });
  });
}

const enoughFor = ({ wanted }: Demand) => Math.ceil(unitsOf(wanted) * (1 + margin.share)) + margin.units;

/** Outages drawn until they reach their share of the orders; one that would overshoot is drawn anew elsewhere. */
function outagesOf(demands: readonly Demand[], settings: StockSettings, random: Random): Outage[] {
  const buying = new Set(demands.flatMap(({ wanted }) => wanted.map(({ order }) => order)));
  const target = Math.round(buying.size * settings.shortage);
  const hit = new Set<number>();
  const outages: Outage[] = [];
  for (const demand of shuffled(random, demands)) {
    if (hit.size >= target) break;
    const first = Math.floor(random.next() * demand.wanted.length);
    const { at } = demand.wanted[first]!;
    const expectedAt = at + leadTime(random, settings);
    const inside = demand.wanted.slice(first).filter((wanted) => wanted.at < expectedAt);
    const added = inside.filter(({ order }) => !hit.has(order));
    if (hit.size + added.length > target) continue;
    for (const { order } of added) hit.add(order);
    outages.push({ demand, first, expectedAt, orders: inside.map(({ order }) => order) });
  }
  return outages;
}

interface EmptiedBy {
  readonly number: number;
  readonly settings: StockSettings;
  readonly random: Random;
  readonly substitutes: readonly string[];
}

function emptied({ demand, first, expectedAt }: Outage, { number, settings, random, substitutes }: EmptiedBy): Shelf {
  const { sku, wanted } = demand;
  const { at, quantity } = wanted[first]!;
  const left = happens(random, partlyEmpty) ? Math.floor(random.next() * quantity) : 0;
  const onHand = unitsOf(wanted.slice(0, first)) + left;
  const delivered = Math.ceil(unitsOf(wanted.slice(first)) * (1 + margin.share)) + margin.units;
  const delivery = deliveryFor(random, settings, {
    sku,
    locationId,
    number: number + 1,
    quantity: delivered,
    emptyAt: at,
    expectedAt,
  });
  return { row: shelfRow(demand, onHand, substitutes), deliveries: [delivery] };
}

/** SKUs that do not run out and cost about the same, the nearest price first. */
function nearestInPrice({ unitPriceMinor }: Demand, full: readonly Demand[]): string[] {
  const distance = (other: Demand) => Math.abs(other.unitPriceMinor - unitPriceMinor);
  return full
    .filter((other) => other.listedMinor > 0 && distance(other) <= unitPriceMinor * priceTolerance)
    .sort((a, b) => distance(a) - distance(b) || (a.sku < b.sku ? -1 : 1))
    .slice(0, mostSubstitutes)
    .map(({ sku }) => sku);
}

function shelfRow(
  { sku, title, listedMinor: unitPriceMinor }: Demand,
  onHand: number,
  substitutes: readonly string[] = [],
): Inventory {
  return {
    sku,
    locationId,
    onHand,
    committed: 0,
    available: onHand,
    safetyStock: 0,
    incoming: [],
    counts: [],
    substitutes: [...substitutes],
    discontinued: false,
    title,
    unitPriceMinor,
    stockState: stockState(onHand),
    version: 1,
  };
}
