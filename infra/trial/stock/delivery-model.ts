import type { Random } from '#infra/local-runtime/random.ts';
import { between, happens, logNormal } from '../chance.ts';
import type { Delivery, StockSettings } from './shelf.ts';

const day = 86_400_000;
/** Lead times differ this much around their median (standard deviation of the logarithm). */
const leadSpread = 0.4;

/** Days from the empty shelf to the delivery: log-normal around the median, at least one, at most four times as many. */
export const leadTime = (random: Random, { leadDays }: StockSettings): number =>
  Math.min(4 * leadDays, Math.max(1, logNormal(random, leadDays, leadSpread))) * day;

/** A delivery ordered when a shelf ran empty: whether its date is known, and whether that date slips. */
export function deliveryFor(
  random: Random,
  { knownDates, slips }: StockSettings,
  ordered: { sku: string; locationId: string; number: number; quantity: number; emptyAt: number; expectedAt: number },
): Delivery {
  const { sku, locationId, number, quantity, emptyAt, expectedAt } = ordered;
  const known = happens(random, knownDates);
  const slipped = happens(random, slips) && known;
  const later = expectedAt + between(random, 3, 14) * day;
  return {
    sku,
    locationId,
    purchaseOrderId: `purchase-${number}`,
    quantity,
    announced: known ? { at: emptyAt - 60_000, expectedAt } : undefined,
    slip: slipped ? { at: Math.max(emptyAt, expectedAt - day), expectedAt: later } : undefined,
    arrivesAt: slipped ? later : expectedAt,
  };
}
