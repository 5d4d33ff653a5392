import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { aLine, anOrder, days, hours, minutes, start } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const automatic = { types: { 'payment-failure': { mode: 'automatic' } } } as const;

/** An order that waits for its payment, of which there is no row. */
async function anOrderWithoutPayment(world: World, orderId: string, changes: Partial<Order> = {}) {
  const at = new Date(world.runtime.clock.now()).toISOString();
  await world.put(
    'Orders',
    anOrder({
      orderId,
      orderNumber: `WEB-${orderId}`,
      paymentState: 'Pending',
      lines: [aLine({ supply: 'digital' })],
      createdAt: at,
      updatedAt: at,
      ...changes,
    }),
  );
}

const causesOf = async (world: World, orderId: string) =>
  (await world.cases(orderId)).map(({ causeCode, state }) => [causeCode, state]);

test('an order for which nothing was begun is found by the clock; one case goes on until it is paid', async () => {
  await using world = await World.open(automatic);
  await anOrderWithoutPayment(world, 'o-1');
  await world.pass(minutes(55));
  expect(await world.cases('o-1')).toEqual([]);
  await world.pass(minutes(20));
  expect(await world.cases('o-1')).toMatchObject([{ causeCode: 'not-begun', state: 'detected' }]);
  expect((await world.cases('o-1'))[0]).not.toHaveProperty('subject');
  await world.pass(minutes(40));
  expect(await causesOf(world, 'o-1')).toEqual([['not-begun', 'asking']]);
  const [{ text = '' } = {}] = world.runtime.mailbox;
  expect(text).toContain('We have no payment for it on record.');
  expect(text).toContain('If you have paid already, please do not pay again');
  expect(text).not.toContain('You have not been charged');
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(minutes(10));
  expect(await causesOf(world, 'o-1')).toEqual([['not-begun', 'asking']]);
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2', { method: 'alipay' }));
  await world.pass(minutes(5));
  expect(await causesOf(world, 'o-1')).toEqual([['not-begun', 'resolved-upstream']]);
  expect(world.runtime.mailbox.at(-1)?.text).toContain('is complete');
}, 120_000);

test('a row that is only late ends the case without a word', async () => {
  await using world = await World.open(automatic);
  await anOrderWithoutPayment(world, 'o-1');
  await world.pass(minutes(75));
  expect(await causesOf(world, 'o-1')).toEqual([['not-begun', 'detected']]);
  await world.put('Payments', aCapture(world, 'o-1', 'pay-1'));
  await world.pass(hours(1));
  expect(await causesOf(world, 'o-1')).toEqual([['not-begun', 'resolved-upstream']]);
  expect(world.runtime.mailbox).toEqual([]);
});

test('no row is missed where none is due', async () => {
  const goLiveAt = new Date(start.getTime() + hours(2)).toISOString();
  await using world = await World.open({
    types: { 'payment-failure': { mode: 'automatic', goLiveAt } },
    channels: {
      web: { contact: 'direct', amend: true, refundBy: 'us' },
      bazaar: { contact: 'marketplace', amend: false, refundBy: 'marketplace' },
    },
  });
  await anOrderWithoutPayment(world, 'before-we-went-live');
  await world.pass(hours(3));
  const { customer } = anOrder();
  const old = new Date(start.getTime() - days(60)).toISOString();
  const none: Readonly<Record<string, Partial<Order>>> = {
    imported: { createdAt: old },
    paid: { paymentState: 'Paid' },
    'gone-out': { shipmentState: 'Shipped' },
    'partly-gone': { shipmentState: 'Partial' },
    cancelled: { orderState: 'Cancelled' },
    free: { totalPriceMinor: 0 },
    invoiced: { customer: { ...customer, kind: 'business' } },
    'on-delivery': { market: 'TW', paymentMethod: 'cash-on-delivery' },
    'perhaps-on-delivery': { market: 'TW' },
    'by-other-means': { paymentMethod: 'gift-card' },
    marketplace: { channel: 'bazaar' },
    unknown: { channel: 'nobody-knows' },
  };
  for (const [orderId, changes] of Object.entries(none)) await anOrderWithoutPayment(world, orderId, changes);
  await anOrderWithoutPayment(world, 'by-card', { market: 'TW', paymentMethod: 'card' });
  await anOrderWithoutPayment(world, 'begun');
  await world.put('Payments', anAttempt(world, 'begun', 'pay-1', { status: 'authorized', authorizedMinor: 3500 }));
  await world.pass(hours(3));
  const found = (await world.rows('Cases')).filter(({ entity, causeCode }) => entity === 'case' && causeCode);
  expect(found.map(({ orderId, causeCode }) => [orderId, causeCode])).toEqual([['by-card', 'not-begun']]);
}, 120_000);

test('where the rows of all orders stay away, their feed is broken: one incident, and nobody is asked', async () => {
  await using world = await World.open(automatic);
  for (let i = 0; i < 25; i++) await anOrderWithoutPayment(world, `o-${100 + i}`);
  await world.pass(hours(2));
  expect(world.runtime.alerts.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^payment-failure: incident incident-payment-failure-payment-rows-/),
  ]);
  expect(world.runtime.mailbox).toEqual([]);
}, 120_000);
