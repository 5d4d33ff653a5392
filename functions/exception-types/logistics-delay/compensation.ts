import { type AtFault, delayReasons } from '#shared/domain/delay-reasons.ts';
import { roundToIncrement } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { priceOf } from './parcels.ts';
import type { Settings } from './settings.ts';
import type { Standing } from './standing.ts';

/** What is granted now for a broken promise: the tier reached, and what it is worth beyond what was granted before. */
export interface Grant {
  readonly tier: number;
  readonly amountMinor: number;
}

/**
 * How much of a tier's share is granted, by whose doing the delay is. Nothing for force majeure and for what the customer
 * could have prevented; half more for what we did ourselves. An unknown cause counts as the carrier's once it was asked.
 */
export const causeFactor: Readonly<Record<AtFault, number>> = {
  shop: 1.5,
  carrier: 1,
  unknown: 1,
  nobody: 0,
  customer: 0,
};

/** Lateness × value × cause, less what the ledger already has for this promise; nothing = no tier, or nothing new. */
export function grantFor(
  { parcel, daysLate, reason }: Standing,
  { compensations = [], currencyCode, customer }: Order,
  { compensation: { tiers, limits } }: Settings,
): Grant | undefined {
  const { promisedAt } = parcel;
  const tier = tiers.findLastIndex((each) => daysLate >= each.daysLate) + 1;
  const limit = limits[currencyCode];
  if (tier === 0 || !promisedAt || !limit || customer.kind === 'business') return undefined;
  const worth = priceOf(parcel) * tiers[tier - 1]!.share * causeFactor[delayReasons[reason]];
  const before = compensations
    .filter((each) => each.promisedAt === promisedAt)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const centAmount = Math.min(worth, limit.mostMinor) - before;
  const amountMinor = Math.max(0, roundToIncrement({ centAmount, currencyCode }).centAmount);
  return amountMinor > 0 ? { tier, amountMinor } : undefined;
}
