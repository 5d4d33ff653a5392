import { expect, test } from 'vitest';
import type { Shipment } from '#shared/domain/shipment.ts';
import { aParcel, delayCases } from '#test/support/parcels.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, days, hours, minutes } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const between = (country: string, region: string) => ({
  origin: { country: 'NZ', region: 'AUK' },
  destination: { country, region },
});
const toSydney = { carrier: 'kea-post', ...between('AU', 'NSW') };
const toPerth = { carrier: 'kea-post', ...between('AU', 'WA') };
const toHobart = { carrier: 'kea-post', ...between('AU', 'TAS') };
const toSuva = { carrier: 'kea-post', ...between('FJ', 'SUV') };

type Lane = Pick<Shipment, 'carrier' | 'origin' | 'destination'>;
const moment = (world: World, inDays = 0) => new Date(world.runtime.clock.now() + days(inDays)).toISOString();
const consumed = [{ locationId: 'main', quantity: 2, state: 'consumed', roundId: 'round-0' } as const];

/** An order whose parcels have all just been delivered, so many days after they were handed over. */
async function delivered(world: World, orderId: string, lane: Lane, took: readonly number[]): Promise<void> {
  const lines = [aLine({ reservations: consumed })];
  const order = anOrder({ orderId, orderState: 'Complete', shipmentState: 'Delivered', lines });
  await world.put('Orders', order);
  const parcels = took.map((each, n) =>
    aParcel({
      ...lane,
      orderId,
      shipmentId: `${orderId}-${n}`,
      tag: 'Delivered',
      subtag: 'Delivered_001',
      handedOverAt: moment(world, -each),
      promisedDeliveryAt: moment(world, 1),
      deliveredAt: moment(world),
    }),
  );
  await world.putAll('Shipments', parcels);
  await world.pass(minutes(5));
}

/** What the customer is told of a parcel that was handed over now and promised in two days: the days until it is expected. */
async function expectedOf(world: World, orderId: string, lane: Lane): Promise<number | undefined> {
  const now = moment(world);
  const lines = [aLine({ reservations: consumed })];
  const order = anOrder({ orderId, orderState: 'Complete', shipmentState: 'Shipped', lines, createdAt: now });
  await world.put('Payments', aPayment(order.totalPriceMinor, { orderId }));
  await world.put('Orders', order);
  const times = { createdAt: now, handedOverAt: now, promisedDeliveryAt: moment(world, 2) };
  const checkpoints = [{ at: now, tag: 'InTransit', country: 'NZ' } as const];
  await world.put('Shipments', aParcel({ ...lane, ...times, orderId, checkpoints }));
  await world.pass(minutes(30));
  const [notice] = (await world.order(orderId)).deliveryNotices ?? [];
  const codes = (await delayCases(world, orderId)).map(({ causeCode }) => causeCode);
  expect(codes).toEqual(notice ? ['late-predicted'] : []);
  return notice && (Date.parse(notice.estimatedAt!) - Date.parse(now)) / days(1);
}

const times = (count: number, took: number) => Array.from({ length: count }, () => took);

test('how long a parcel takes is learned from those that arrived: of its lane, where that knows too little of the next one that knows enough', async () => {
  await using world = await World.open({ types: { 'logistics-delay': { mode: 'automatic' } } });
  await theSweepRests(world);
  // A moment that no other scenario reads: functions keep for an hour what they have read of a lane.
  await world.pass(days(70));
  await delivered(world, 'past-1', toSydney, times(19, 3));
  expect(await expectedOf(world, 'too-few', toSydney), '19 parcels tell nothing').toBeUndefined();

  await delivered(world, 'past-2', toSydney, times(1, 3));
  await delivered(world, 'past-3', toPerth, times(20, 8));
  await delivered(world, 'past-4', { carrier: 'moa-post', ...between('FR', 'IDF') }, times(60, 20));
  await world.pass(hours(2));
  // What took three days is counted in the step of six hours that begins there; four in five arrive by its end.
  expect(await expectedOf(world, 'to-sydney', toSydney), 'its lane').toBe(3.25);
  expect(await expectedOf(world, 'to-perth', toPerth), 'its lane').toBe(8.25);
  expect(await expectedOf(world, 'to-hobart', toHobart), 'its pair of countries').toBe(8.25);
  expect(await expectedOf(world, 'to-suva', toSuva), 'its carrier').toBe(8.25);
  expect(await expectedOf(world, 'by-tui', { ...toSuva, carrier: 'tui-post' }), 'all parcels').toBe(20.25);
}, 60_000);

test('a parcel is counted once, however often its row is written', async () => {
  await using world = await World.open({ types: { 'logistics-delay': { mode: 'automatic' } } });
  await theSweepRests(world);
  await world.pass(days(75));
  await delivered(world, 'past-1', toSydney, [3, 3]);
  const rows = await world.rows('Shipments', { orderId: 'past-1' });
  for (const row of rows) await world.put('Shipments', { ...row, version: Number(row.version) + 1 });
  await world.pass(minutes(5));
  const counted = (await world.rows('Cases')).filter(({ entity }) => entity === 'transit');
  expect(Object.fromEntries(counted.map(({ pk, s12 }) => [String(pk).replace(/^TRANSIT#/, ''), s12]))).toEqual({
    'LANE#kea-post#NZ-AUK>AU-NSW': 2,
    'PAIR#NZ>AU': 2,
    'CARRIER#kea-post': 2,
    ALL: 2,
  });
});
