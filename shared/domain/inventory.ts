import * as z from 'zod';
import { nonNegativeMinorUnits } from './money.ts';
import { instant, locationId, sku, version } from './primitives.ts';
import { rowParser } from './row-parser.ts';

/** Stock of one SKU at one location (Shopify's quantity names). `available` = onHand − committed − safetyStock. */
export const inventory = z.object({
  sku,
  locationId,
  onHand: z.int(),
  /** Units reserved for orders. */
  committed: z.int().min(0),
  available: z.int(),
  safetyStock: z.int().min(0),
  incoming: z.array(z.strictObject({ purchaseOrderId: z.string(), quantity: z.int().min(1), expectedAt: instant })),
  /** Independent counts of the same shelf: a WMS, a scan, a hand count. */
  counts: z.array(z.strictObject({ source: z.string(), quantity: z.int().min(0), countedAt: instant })),
  substitutes: z.array(sku),
  discontinued: z.boolean(),
  title: z.string(),
  unitPriceMinor: nonNegativeMinorUnits,
  stockState: z.enum(['in-stock', 'low', 'out', 'oversold']),
  version,
  /** As on an order: the version that OrderMend wrote itself. */
  ordermendVersion: z.int().optional(),
});
export type Inventory = z.infer<typeof inventory>;
export const parseInventory = rowParser(inventory);

/** How counts are judged: see `judgeCounts`. */
export interface CountTolerance {
  /** Largest difference, in units, at which two counts agree. */
  readonly units: number;
  /** Largest difference as a share of the larger count; the larger of both tolerances applies. */
  readonly share: number;
  /** Counts older than this do not take part. */
  readonly maxAgeHours: number;
}

export type CountJudgement =
  | { readonly kind: 'consistent' }
  | { readonly kind: 'repair'; readonly onHand: number; readonly sources: readonly [string, string] }
  | { readonly kind: 'count-requested'; readonly sources: readonly string[] };

/**
 * Judges the shelf by its independent counts: the two latest of different sources that agree inside the tolerance
 * outvote a system count that they contradict; a contradiction that no two sources settle asks for a count by hand.
 */
export function judgeCounts(row: Inventory, tolerance: CountTolerance, now: Date): CountJudgement {
  const oldest = new Date(now.getTime() - tolerance.maxAgeHours * 3_600_000).toISOString();
  const latest = new Map<string, { quantity: number; countedAt: string }>();
  for (const count of row.counts) {
    const known = latest.get(count.source);
    if (count.countedAt >= oldest && (!known || known.countedAt < count.countedAt)) latest.set(count.source, count);
  }
  const counts = [...latest]
    .map(([source, count]) => ({ source, ...count }))
    .sort((a, b) => Date.parse(b.countedAt) - Date.parse(a.countedAt));
  if (counts.every(({ quantity }) => agrees(quantity, row.onHand, tolerance))) return { kind: 'consistent' };
  for (const [i, first] of counts.entries()) {
    const second = counts.slice(i + 1).find(({ quantity }) => agrees(quantity, first.quantity, tolerance));
    if (!second) continue;
    const onHand = Math.min(first.quantity, second.quantity);
    if (agrees(onHand, row.onHand, tolerance)) return { kind: 'consistent' };
    return { kind: 'repair', onHand, sources: [first.source, second.source] };
  }
  return { kind: 'count-requested', sources: counts.map(({ source }) => source) };
}

function agrees(a: number, b: number, tolerance: CountTolerance): boolean {
  return Math.abs(a - b) <= Math.max(tolerance.units, tolerance.share * Math.max(a, b));
}
