import type { Inventory } from '#shared/domain/inventory.ts';

/** Goods on their way; instants are epoch milliseconds. */
export interface Delivery {
  readonly sku: string;
  readonly locationId: string;
  readonly purchaseOrderId: string;
  readonly quantity: number;
  /** From when the shop knows of it, with the date it then expects; none = it comes unannounced. */
  readonly announced: { readonly at: number; readonly expectedAt: number } | undefined;
  /** When the supplier gives a later date, if the first one slips. */
  readonly slip: { readonly at: number; readonly expectedAt: number } | undefined;
  readonly arrivesAt: number;
}

/** One SKU at one location through the trial: the row it begins with and what is delivered later. */
export interface Shelf {
  readonly row: Inventory;
  readonly deliveries: readonly Delivery[];
}

/** How the shelves are kept filled; shares are from 0 to 1. */
export interface StockSettings {
  /** Share of the orders that are to meet a shortage; only for an assumed stock. */
  readonly shortage: number;
  /** Median days from an empty shelf to the delivery that fills it. */
  readonly leadDays: number;
  /** Share of the deliveries whose date is known as soon as the shelf is empty. */
  readonly knownDates: number;
  /** Share of the known dates that slip once. */
  readonly slips: number;
  /** Share of the SKUs that run out for which the shop names substitutes. */
  readonly substitutes: number;
}

export const stockState = (available: number): Inventory['stockState'] =>
  available > 0 ? 'in-stock' : available < 0 ? 'oversold' : 'out';
