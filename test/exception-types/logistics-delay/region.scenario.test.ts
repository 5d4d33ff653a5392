import { expect, test } from 'vitest';
import { aParcelWorld, aShippedOrder, delayCases, parcelChanges } from '#test/support/parcels.ts';
import { aLine, anOrder, aPayment, days, hours, inDays, minutes } from '#test/support/shop.ts';
import { detailsOf, subjects } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

const storm = { tag: 'Exception', subtag: 'Exception_017', estimatedDeliveryAt: inDays(6) } as const;

/** Parcels on their way to regions, one order each. */
async function parcelsTo(
  world: World,
  regions: readonly string[],
  customerOf = (i: number) => `c-${i}`,
): Promise<void> {
  for (const [i, region] of regions.entries()) {
    const destination = { country: 'TW', region };
    const customer = { ...anOrder().customer, customerId: customerOf(i) };
    await aShippedOrder(world, {
      order: { orderId: `o-${i}`, orderNumber: `WEB-${i}`, market: 'TW', customer },
      parcel: { shipmentId: `parcel-${i}`, destination },
    });
  }
}

async function stormOver(world: World, numbers: readonly number[]): Promise<void> {
  for (const i of numbers) await parcelChanges(world, storm, `parcel-${i}`);
  await world.pass(minutes(20));
}

test('a storm over one region: one alert and one incident, each customer is told at once, and it ends when a day brought nothing new', async () => {
  await using world = await aParcelWorld();
  await parcelsTo(world, ['花蓮縣', '花蓮縣', '花蓮縣', '花蓮縣', '花蓮縣', '花蓮縣', '臺北市']);
  await stormOver(world, [0, 1, 2, 3, 4, 5]);
  expect(world.runtime.alerts.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^logistics-delay: incident incident-logistics-delay-.*-tw-[0-9a-f]{6}-/),
  ]);
  expect(world.runtime.alerts[0]?.message).toContain('Each of their customers is told once');
  expect(subjects(world)).toHaveLength(6);
  expect(detailsOf(world, 'IncidentOpened')).toHaveLength(1);
  for (let i = 0; i < 6; i++) {
    expect(await delayCases(world, `o-${i}`)).toMatchObject([
      { incidentId: detailsOf(world, 'IncidentOpened')[0]?.incidentId, state: 'pursuing' },
    ]);
  }
  expect(await delayCases(world, 'o-6')).toEqual([]);
  await world.pass(days(1) + hours(3));
  expect(detailsOf(world, 'IncidentClosed')).toHaveLength(1);
  expect(subjects(world).filter((subject) => subject.includes('later than planned'))).toHaveLength(6);
  // No carrier has answered about any of them: that, too, was a matter of the one alert.
  await world.pass(days(2));
  expect(detailsOf(world, 'ExceptionEscalated').length).toBeGreaterThan(0);
  expect(world.runtime.alerts).toHaveLength(1);
});

test('a customer with three parcels in one storm has one notice that tells of all, and another is told at the end what came after it', async () => {
  await using world = await aParcelWorld();
  await parcelsTo(
    world,
    Array.from({ length: 10 }, () => '花蓮縣'),
    (i) => (i % 3 === 0 ? 'c-kim' : `c-${i}`),
  );
  await stormOver(world, [0, 1, 2, 3, 4, 5, 6]);
  const toKim = () => world.runtime.mailbox.filter(({ text }) => /WEB-[0369]\b/.test(text ?? ''));
  expect(toKim().map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/WEB-[036].*（另有 2 筆訂單）|WEB-[036].* \(and 2 more\)/),
  ]);
  for (const n of [0, 3, 6]) {
    expect(toKim()[0]?.text).toContain(`WEB-${n}`);
    expect((await world.order(`o-${n}`)).deliveryNotices).toHaveLength(1);
    expect(await delayCases(world, `o-${n}`)).toMatchObject([{ state: 'pursuing', messages: 1 }]);
  }
  await stormOver(world, [9]);
  await world.pass(hours(3));
  expect(toKim()).toHaveLength(1);
  expect((await world.order('o-9')).deliveryNotices ?? []).toEqual([]);
  expect(await delayCases(world, 'o-9')).toMatchObject([{ pending: { reason: 'incident' }, messages: 0 }]);
  await world.pass(days(1) + hours(12));
  expect(detailsOf(world, 'IncidentClosed')).toHaveLength(1);
  expect(toKim()).toHaveLength(2);
  expect(toKim()[1]?.text).toContain('WEB-9');
  expect(toKim()[1]?.text).not.toMatch(/WEB-[036]\b/);
  expect(world.runtime.alerts).toHaveLength(1);
});

test('a customer with fourteen parcels in one storm has one notice that tells of all of them', async () => {
  await using world = await aParcelWorld();
  await parcelsTo(
    world,
    Array.from({ length: 14 }, () => '花蓮縣'),
    () => 'c-kim',
  );
  await stormOver(
    world,
    Array.from({ length: 14 }, (_, i) => i),
  );
  await world.pass(hours(3));
  expect(subjects(world)).toEqual([expect.stringMatching(/（另有 13 筆訂單）| \(and 13 more\)/)]);
  for (let n = 0; n < 14; n++) {
    expect(world.runtime.mailbox[0]?.text).toMatch(new RegExp(`WEB-${n}\\b`));
    expect((await world.order(`o-${n}`)).deliveryNotices).toHaveLength(1);
    expect(await delayCases(world, `o-${n}`)).toMatchObject([{ state: 'pursuing', messages: 1 }]);
  }
});

test('many orders that have not left are one incident too, and nobody is written to until staff have looked: it may be a feed', async () => {
  await using world = await aParcelWorld();
  for (let i = 0; i < 5; i++) {
    const order = anOrder({ orderId: `o-${i}`, orderNumber: `WEB-${i}`, orderState: 'Confirmed' });
    await world.put('Payments', aPayment(3500, { orderId: order.orderId }));
    await world.put('Orders', { ...order, lines: [aLine({ supply: 'dropship' })] });
  }
  await world.pass(days(4) + hours(2));
  expect(world.runtime.alerts.map(({ subject }) => subject)).toEqual([expect.stringContaining('incident')]);
  expect(subjects(world)).toEqual([]);
  await world.releaseIncident(String(detailsOf(world, 'IncidentOpened')[0]?.incidentId));
  await world.pass(hours(1));
  expect(new Set(subjects(world).filter((subject) => subject.includes('tell us what to do'))).size).toBe(5);
});

test('a few late parcels are no incident: each has its alert once it has lasted', async () => {
  await using world = await aParcelWorld();
  await parcelsTo(world, ['臺東縣', '臺東縣', '花蓮縣', '花蓮縣']);
  await stormOver(world, [0, 1, 2, 3]);
  expect(detailsOf(world, 'IncidentOpened')).toEqual([]);
  expect(world.runtime.alerts).toHaveLength(4);
});

test('what befalls many parcels of a storm later is told staff once; goods that are damaged are told parcel by parcel', async () => {
  await using world = await aParcelWorld();
  await parcelsTo(
    world,
    Array.from({ length: 6 }, () => '花蓮縣'),
  );
  await stormOver(world, [0, 1, 2, 3, 4, 5]);
  const alertsOf = (words: string) => world.runtime.alerts.filter(({ subject }) => subject?.includes(words));
  for (const i of [0, 1, 2]) await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_999' }, `parcel-${i}`);
  expect(alertsOf('unknown status')).toHaveLength(1);
  expect(alertsOf('unknown status')[0]?.message).toContain('look at its other cases, too');
  for (const i of [1, 2, 3]) await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_013' }, `parcel-${i}`);
  expect(alertsOf('will not arrive (parcel-lost)')).toHaveLength(1);
  for (const i of [4, 5]) await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_012' }, `parcel-${i}`);
  expect(alertsOf('will not arrive (parcel-damaged)')).toHaveLength(2);
});
