import type { CancelRequest } from './cancel-request.ts';
import type { Order, OrderLine } from './order.ts';
import type { Shipment } from './shipment.ts';

/** What is read of a parcel here. */
export type Parcel = Pick<Shipment, 'lineIds' | 'tag' | 'handedOverAt' | 'deliveredAt'>;

/** The rows that say what of an order has left already. */
export interface Whereabouts {
  readonly order: Order;
  readonly shipments: readonly Parcel[];
}

/** Units of one line that a customer does not want: `open` are still here, `away` have left the warehouse. */
export interface UnwantedUnits {
  readonly line: OrderLine;
  readonly open: number;
  readonly away: number;
}

/** Lines that can only be had, and given back, as one: those of a bundle, or a line by itself. */
export interface CancellableUnit {
  /** The bundle's id, or the line's. */
  readonly unitId: string;
  readonly lines: readonly OrderLine[];
  /** Of a bundle all or nothing can be cancelled. */
  readonly whole: boolean;
}

/** What of the order can be asked to be cancelled, in the order's own sequence. */
export function cancellableUnits({ lines }: Pick<Order, 'lines'>): CancellableUnit[] {
  const left = lines.filter(({ quantity }) => quantity > 0);
  const units = Map.groupBy(left, ({ bundleId, lineId }) => bundleId ?? lineId);
  return [...units].map(([unitId, together]) => ({
    unitId,
    lines: together,
    whole: together[0]?.bundleId !== undefined,
  }));
}

/** Lines that a request names and the order does not have. */
export function unknownLines({ lines }: Pick<Order, 'lines'>, request: CancelRequest): string[] {
  const known = new Set(lines.map(({ lineId }) => lineId));
  return (request.lines ?? []).map(({ lineId }) => lineId).filter((lineId) => !known.has(lineId));
}

/**
 * The units that a request is about, never more than the order has; one line of a bundle stands for the whole bundle.
 * What has not left yet is taken first.
 */
export function unwantedUnits({ order, shipments }: Whereabouts, request: CancelRequest): UnwantedUnits[] {
  const asked = new Map<string, number>();
  for (const { lineId, quantity } of request.lines ?? []) asked.set(lineId, (asked.get(lineId) ?? 0) + quantity);
  const bundles = new Set(order.lines.flatMap(({ lineId, bundleId }) => (asked.has(lineId) && bundleId) || []));
  return order.lines.flatMap((line) => {
    const whole = request.scope === 'order' || (line.bundleId !== undefined && bundles.has(line.bundleId));
    const units = whole ? line.quantity : Math.min(line.quantity, asked.get(line.lineId) ?? 0);
    if (units === 0) return [];
    const gone = unitsAway({ order, shipments }, line);
    const open = Math.min(units, line.quantity - gone);
    return [{ line, open, away: units - open }];
  });
}

/** Units of the line that have left the warehouse: by the order's state, by what was taken for it, or by its parcels. */
export function unitsAway({ order, shipments }: Whereabouts, line: OrderLine): number {
  if (order.shipmentState === 'Shipped' || order.shipmentState === 'Delivered') return line.quantity;
  const consumed = line.reservations
    .filter(({ state }) => state === 'consumed')
    .reduce((sum, { quantity }) => sum + quantity, 0);
  if (consumed > 0) return Math.min(consumed, line.quantity);
  return shipments.some((parcel) => parcel.lineIds.includes(line.lineId) && isAway(parcel)) ? line.quantity : 0;
}

const isAway = ({ handedOverAt, tag }: Parcel) =>
  handedOverAt !== undefined || (tag !== 'Pending' && tag !== 'InfoReceived');

/** Every unit of the order is asked for: nothing of it is kept, so that its shipping cost comes back as well. */
export function coversOrder({ lines }: Pick<Order, 'lines'>, units: readonly UnwantedUnits[]): boolean {
  const unwanted = new Map(units.map(({ line, open, away }) => [line.lineId, open + away]));
  return lines.every(({ lineId, quantity }) => (unwanted.get(lineId) ?? 0) === quantity);
}
