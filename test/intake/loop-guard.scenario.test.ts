import { expect, test } from 'vitest';
import type { Shipment } from '#shared/domain/shipment.ts';
import { aParcel, delayCases, parcelChanges } from '#test/support/parcels.ts';
import { aLine, anOrder, aPayment, hours, minutes } from '#test/support/shop.ts';
import { theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';
import { typed } from '../staff/staff-command.ts';

const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
/** Each goes to a region of its own, so that they are no incident. */
const regions = ['NY', 'TX', 'WA', 'FL', 'IL', 'CO', 'GA', 'OH'];
const damaged = { tag: 'Exception', subtag: 'Exception_013' } as const;

const aParcelOf = (n: number, fields: Partial<Shipment> = {}): Shipment =>
  aParcel({
    shipmentId: `parcel-${n}`,
    lineIds: [`line-${n}`],
    destination: { country: 'US', region: regions[n - 1]! },
    ...fields,
  });

/** An order in eight parcels, all of them on their way. */
async function anOrderInEightParcels(world: World, fields: Partial<Shipment> = {}): Promise<void> {
  await theSweepComesEvery(world, hours(3));
  const reservations = [{ locationId: 'main', quantity: 1, state: 'consumed', roundId: 'round-0' } as const];
  const lines = numbers.map((n) => aLine({ lineId: `line-${n}`, sku: `MUG-${n}`, quantity: 1, reservations }));
  const order = anOrder({ orderState: 'Complete', shipmentState: 'Shipped', lines });
  await world.put('Payments', aPayment(order.totalPriceMinor));
  for (const n of numbers) await world.put('Shipments', aParcelOf(n, fields));
  await world.put('Orders', order);
  await world.pass(minutes(3));
}

const types = { 'logistics-delay': { mode: 'automatic' } } as const;

/** How the cases stand, the parked ones with their reason. */
const standing = async (world: World) =>
  (await delayCases(world))
    .map(({ subject, state, reasonCode }) => [`${subject}: ${state}`, reasonCode].filter(Boolean).join(' '))
    .sort();
const parkingAlerts = ({ runtime }: World) =>
  runtime.alerts.flatMap(({ subject }) => (subject?.includes('LOOP_GUARD') ? [subject] : []));
const fiveOfParcels = [
  'parcel-1: asking',
  'parcel-2: queued',
  'parcel-3: queued',
  'parcel-4: queued',
  'parcel-5: queued',
];

test('the sixth case of an order within a day is for staff with one alert, nothing opens meanwhile, and when they close it the order is watched again', async () => {
  await using world = await World.open({ types }, { port: 0 });
  await anOrderInEightParcels(world);
  const goesWrong = async (n: number) => {
    await parcelChanges(world, damaged, `parcel-${n}`);
    await world.pass(minutes(57));
  };
  for (const n of [1, 2, 3, 4, 5]) await goesWrong(n);
  expect(await standing(world)).toEqual(fiveOfParcels);
  expect(parkingAlerts(world)).toEqual([]);

  await goesWrong(6);
  const parked = [...fiveOfParcels, 'parcel-6: needs-staff LOOP_GUARD'];
  expect(await standing(world)).toEqual(parked);
  expect(parkingAlerts(world)).toEqual(['logistics-delay: order WEB-100234 needs staff (LOOP_GUARD)']);
  await goesWrong(7);
  await world.pass(hours(25));
  expect(await standing(world)).toEqual(parked);
  expect(parkingAlerts(world)).toHaveLength(1);

  const sixth = (await delayCases(world)).find(({ subject }) => subject === 'parcel-6')!;
  const { out } = await typed(world, `show ${sixth.caseId}`);
  expect(out).toContain('The order got one case after another');
  expect(await typed(world, `decide ${sixth.caseId} --close --yes`)).toMatchObject({ code: 0 });
  await world.pass(minutes(57));
  const closed = [...fiveOfParcels, 'parcel-6: closed-by-staff LOOP_GUARD'];
  expect(await standing(world), 'what was found meanwhile').toEqual([...closed, 'parcel-7: queued']);
  await goesWrong(8);
  expect(await standing(world)).toEqual([...closed, 'parcel-7: queued', 'parcel-8: queued']);
  expect(parkingAlerts(world)).toHaveLength(1);
}, 60_000);

test('of eight causes that are found in one look five have their case, one is for staff, and the others wait for it', async () => {
  await using world = await World.open({ types }, { port: 0 });
  await anOrderInEightParcels(world, damaged);
  await world.pass(hours(1));
  expect(await delayCases(world)).toHaveLength(6);
  expect((await standing(world)).filter((each) => each.endsWith(': needs-staff LOOP_GUARD'))).toHaveLength(1);
  expect(parkingAlerts(world)).toHaveLength(1);

  const sixth = (await delayCases(world)).find(({ state }) => state === 'needs-staff')!;
  await typed(world, `decide ${sixth.caseId} --close --yes`);
  await world.pass(minutes(5));
  expect(await delayCases(world), 'the day is not over').toHaveLength(7);
  expect((await standing(world)).filter((each) => each.endsWith('LOOP_GUARD'))).toEqual([
    expect.stringContaining('closed-by-staff'),
    expect.stringContaining('needs-staff'),
  ]);
  expect(parkingAlerts(world)).toHaveLength(2);
}, 60_000);
