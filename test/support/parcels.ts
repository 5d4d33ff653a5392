import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import { aShipment } from './rows.ts';
import { aLine, anOrder, aPayment, days, hours, inDays, minutes, start } from './shop.ts';
import { theSweepComesEvery } from './sweeping.ts';
import { World } from './world.ts';

const automatic = { mode: 'automatic' } as const;

/** A world in which late parcels are acted on. */
export async function aParcelWorld(): Promise<World> {
  const world = await World.open({ types: { 'logistics-delay': automatic } });
  await theSweepComesEvery(world, hours(3));
  return world;
}

/** A parcel of `o-1` that was handed over at the start, promised in four days, both in the US. */
export const aParcel = (fields: Partial<Shipment> = {}): Shipment =>
  aShipment({
    orderId: 'o-1',
    origin: { country: 'US', region: 'CA' },
    destination: { country: 'US', region: 'NY' },
    createdAt: start.toISOString(),
    handedOverAt: start.toISOString(),
    promisedDeliveryAt: inDays(4),
    checkpoints: [{ at: start.toISOString(), tag: 'InTransit', country: 'US' }],
    ...fields,
  });

/** An order that was paid, set aside and given to the carrier, with its parcel. */
export async function aShippedOrder(
  world: World,
  { order = {}, parcel = {} }: { order?: Partial<Order>; parcel?: Partial<Shipment> } = {},
): Promise<Order> {
  const reservations = [{ locationId: 'main', quantity: 2, state: 'consumed', roundId: 'round-0' } as const];
  const row = anOrder({ orderState: 'Complete', shipmentState: 'Shipped', lines: [aLine({ reservations })], ...order });
  await world.put('Payments', aPayment(row.totalPriceMinor, { orderId: row.orderId, currencyCode: row.currencyCode }));
  await world.put('Orders', row);
  await world.put('Shipments', aParcel({ orderId: row.orderId, ...parcel }));
  await world.pass(minutes(3));
  return row;
}

/** The carrier's feed writes the parcel anew. */
export async function parcelChanges(world: World, changes: Partial<Shipment>, shipmentId = 'parcel-1'): Promise<void> {
  const row = (await world.rows('Shipments')).find((each) => each.shipmentId === shipmentId)!;
  await world.put('Shipments', { ...row, ...changes, version: Number(row.version) + 1 });
  await world.pass(minutes(3));
}

/** A day passes, with a scan of the parcel in it. */
export async function daysWithScans(world: World, count: number): Promise<void> {
  for (let day = 0; day < count; day++) {
    await world.pass(days(1) - minutes(3));
    const at = new Date(world.runtime.clock.now()).toISOString();
    await parcelChanges(world, { checkpoints: [{ at, tag: 'InTransit', country: 'US' }] });
  }
}

export const delivered = (world: World, shipmentId?: string): Promise<void> => {
  const at = new Date(world.runtime.clock.now()).toISOString();
  return parcelChanges(world, { tag: 'Delivered', subtag: 'Delivered_001', deliveredAt: at }, shipmentId);
};

export async function delayCases(world: World, orderId = 'o-1'): Promise<CaseRecord[]> {
  const cases = (await world.cases(orderId)) as unknown as CaseRecord[];
  return cases.filter(({ type }) => type === 'logistics-delay').sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
}
