import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import type { TransitTimes } from '#shared/domain/transit-times.ts';

/** The present rows that a rule may look at; what no installed type reads is empty. */
export interface Facts {
  readonly order: Order;
  readonly payments: readonly Payment[];
  /** Stock of every SKU that a line lacks, and of its substitutes when the shelves cannot cover it. */
  readonly stock: readonly Inventory[];
  readonly shipments: readonly Shipment[];
  /** Other orders of the same customer, written within a day of this one. */
  readonly siblings: readonly Order[];
  /** How long parcels took on the lanes of the order's own, as far as that is known. */
  readonly transit: readonly TransitTimes[];
}

/** Rows beside the order that a type's rules want to see. */
export type FactKind = Exclude<keyof Facts, 'order'>;

/** What a rule found: one exception, identified by its cause. */
export interface Finding {
  /** The same cause gives the same key; with type and order it makes the case's id. */
  readonly causeKey: string;
  readonly causeCode: string;
  /** Which of the order's rows it is about (a shipment, a payment attempt, a request), by id; none = the order itself. */
  readonly subject?: string;
  readonly severity: 'critical' | 'warning';
  readonly impact: { readonly moneyMinor: number; readonly lines: number; readonly daysAtStake: number };
  /** What stands behind it (SKUs, a provider, a region): many of these within minutes are one incident. */
  readonly behind: readonly string[];
}
