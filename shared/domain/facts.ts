import type { Inventory } from './inventory.ts';
import type { Order } from './order.ts';
import type { Payment } from './payment.ts';
import type { Shipment } from './shipment.ts';
import type { TransitTimes } from './transit-times.ts';

/** The present rows that a rule may look at; what no installed type reads is empty. */
export interface Facts {
  readonly order: Order;
  readonly payments: readonly Payment[];
  /** Stock of every SKU that a line lacks, and of its substitutes when the shelves cannot cover it; with `shelves`, of every SKU. */
  readonly stock: readonly Inventory[];
  readonly shipments: readonly Shipment[];
  /** Other orders of the same customer, written within a day of this one. */
  readonly siblings: readonly Order[];
  /** How long parcels took on the lanes of the order's own, as far as that is known. */
  readonly transit: readonly TransitTimes[];
}

/** Kinds of rows beside the order; what is not asked for is not read, and empty. `shelves` = stock of lines that lack nothing too. */
export type FactKind = Exclude<keyof Facts, 'order'> | 'shelves';
