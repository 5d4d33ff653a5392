import { expect, test } from 'vitest';
import { aParcelWorld, aShippedOrder, delayCases } from '#test/support/parcels.ts';
import { anOrder, aPayment, days, hours, inDays, minutes } from '#test/support/shop.ts';
import { subjects } from '#test/support/shortage.ts';
import type { World } from '#test/support/world.ts';

const theCustomer = anOrder().customer;
const stormy = { tag: 'Exception', subtag: 'Exception_017' } as const;

/** An order of the one customer whose parcel is on its way in a storm: an ordinary notice. */
const anOrderInAStorm = (world: World, n: number) =>
  aShippedOrder(world, {
    order: { orderId: `o-${n}`, orderNumber: `WEB-${n}`, customer: theCustomer },
    parcel: { shipmentId: `parcel-${n}`, ...stormy },
  });

/** An order of theirs that was to be there by now, and of which nothing has left. */
async function anOrderThatNobodyShipped(world: World, n: number, market: string): Promise<void> {
  const order = anOrder({
    orderId: `o-${n}`,
    orderNumber: `WEB-${n}`,
    market,
    customer: theCustomer,
    promisedDeliveryAt: inDays(0),
  });
  await world.put('Payments', aPayment(order.totalPriceMinor, { orderId: order.orderId, attemptId: `pay-${n}` }));
  await world.put('Orders', order);
  await world.pass(minutes(3));
}

test('the third mail of a day waits for tomorrow, but for what the law demands: that is told and asked the same day', async () => {
  await using world = await aParcelWorld();
  await anOrderInAStorm(world, 1);
  await anOrderInAStorm(world, 2);
  await world.pass(minutes(40));
  expect(subjects(world), 'the two of the day').toHaveLength(2);

  await anOrderInAStorm(world, 3);
  await anOrderThatNobodyShipped(world, 4, 'US');
  await anOrderThatNobodyShipped(world, 5, 'TW');
  await world.pass(hours(2));
  const today = subjects(world).slice(2);
  expect(today.length, 'a notice and its question').toBe(1);
  for (const subject of today) expect(subject).toContain('WEB-4');
  expect(await delayCases(world, 'o-4')).toMatchObject([{ state: 'asking', messages: 2 }]);
  for (const waits of ['o-3', 'o-5']) {
    expect((await delayCases(world, waits)).map(({ pending }) => pending?.reason)).toEqual(['morning']);
  }
  const known = await world.rows('Cases', { pk: `CUSTOMER#${theCustomer.customerId}` });
  const counted = known.flatMap(({ messages }) => (messages === undefined ? [] : [messages]));
  expect(counted, 'they are none of the two').toEqual([2]);

  await world.pass(days(1) - hours(1));
  const tomorrow = subjects(world).slice(3).join('\n');
  expect(tomorrow).toContain('WEB-3');
  expect(tomorrow).toContain('WEB-5');
});

test('what the law demands waits for the morning all the same', async () => {
  await using world = await aParcelWorld();
  const customer = { ...theCustomer, timeZone: 'America/Los_Angeles' };
  const order = anOrder({ customer, promisedDeliveryAt: inDays(0) });
  await world.put('Payments', aPayment(order.totalPriceMinor));
  await world.put('Orders', order);
  await world.pass(hours(2));
  expect(subjects(world)).toEqual([]);
  expect((await delayCases(world)).map(({ pending }) => pending?.reason)).toEqual(['morning']);
  await world.pass(hours(7));
  expect(subjects(world)).not.toEqual([]);
});
