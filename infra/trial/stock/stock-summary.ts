import type { Shelf, StockSettings } from './shelf.ts';

/** Where the stock of a trial comes from, and what was assumed about it. */
export interface StockSummary {
  readonly source: 'assumed' | 'file';
  readonly skus: number;
  /** Deliveries that fill a shelf which ran empty, or that the file announces. */
  readonly deliveries: number;
  /** SKUs of the orders for which the stock file has no shelf. */
  readonly withoutShelf: number;
  readonly assumptions: readonly string[];
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

export function stockSummary(
  source: StockSummary['source'],
  shelves: readonly Shelf[],
  { settings, withoutShelf }: { settings: StockSettings; withoutShelf: readonly string[] },
): StockSummary {
  const { shortage, leadDays, knownDates, slips, substitutes } = settings;
  const deliveries = `a shelf that ran empty is filled after ${leadDays} days (median); the date is known for ${percent(knownDates)} of the deliveries, and ${percent(slips)} of these slip by 3 to 14 days`;
  const assumptions =
    source === 'assumed'
      ? [
          `no stock was given: it is assumed such that ${percent(shortage)} of the orders meet an empty shelf; each SKU runs out once at most`,
          deliveries,
          `${percent(substitutes)} of the SKUs that run out have up to 3 substitutes, within 20 % of the price`,
        ]
      : [deliveries, 'what a shelf orders when it ran empty lasts 28 days'];
  if (withoutShelf.length > 0) {
    assumptions.push(
      `${withoutShelf.length} SKUs of the orders are not in the stock file and have no shelf: they are short (${withoutShelf.slice(0, 5).join(', ')}${withoutShelf.length > 5 ? ', …' : ''})`,
    );
  }
  return {
    source,
    skus: shelves.length,
    deliveries: shelves.reduce((sum, shelf) => sum + shelf.deliveries.length, 0),
    withoutShelf: withoutShelf.length,
    assumptions,
  };
}
