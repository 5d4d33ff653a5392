import { expect, test } from 'vitest';
import { aParcelWorld, aShippedOrder, delayCases, parcelChanges } from '#test/support/parcels.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, aPayment, hours, inDays, minutes } from '#test/support/shop.ts';
import { answers, detailsOf, subjects } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const stormy = { tag: 'Exception', subtag: 'Exception_017' } as const;

/** An order that was to be there by now, and of which nothing has left: it is told of, and asked about. */
async function anOrderThatNobodyShipped(world: World, customer: Partial<ReturnType<typeof anOrder>['customer']> = {}) {
  const order = anOrder({ market: 'US', promisedDeliveryAt: inDays(0) });
  await world.put('Payments', aPayment(order.totalPriceMinor));
  await world.put('Orders', { ...order, customer: { ...order.customer, ...customer } });
  await world.pass(minutes(3));
}

const trailOf = async (world: World) =>
  (await world.rows('Cases', { pk: 'ORDER#o-1' }))
    .filter(({ entity, sk }) => entity === 'audit' && String(sk).includes('logistics-delay'))
    .map(({ because }) => because);

const languages = [
  ['en', /has not left our warehouse yet/, /please tell us what to do/, /do not need to do anything/],
  ['zh-TW', /尚未出貨，會比原訂日期晚送達/, /請告訴我們/, /您不需要做任何事/],
  ['zh-CN', /还没有发货，会晚于约定日期送达/, /请告诉我们/, /您无需做任何操作/],
] as const;

test.each(languages)(
  'a notice that leads straight to a question stands at its head: one mail (%s)',
  async (locale, notice, asks, nothing) => {
    await using world = await aParcelWorld();
    await anOrderThatNobodyShipped(world, { locale });
    await world.pass(hours(2));
    expect(subjects(world)).toEqual([expect.stringMatching(asks)]);
    const [{ text = '' } = {}] = world.runtime.mailbox;
    expect(text).toMatch(notice);
    expect(text).not.toMatch(nothing);
    expect((await world.order('o-1')).deliveryNotices).toHaveLength(1);
    const [record] = await delayCases(world);
    expect(record).toMatchObject({ state: 'asking', messages: 2, done: { 'notice-1': expect.any(String) } });
    expect(detailsOf(world, 'CustomerAsked')).toMatchObject([{ message: 2 }]);
    const trail = await trailOf(world);
    expect(trail.indexOf('asked')).toBe(trail.indexOf('notice-1') + 1);
    const sent = (await world.rows('Cases')).filter(({ entity }) => entity === 'message');
    expect(sent.map(({ kind, sentAt }) => [kind, typeof sentAt])).toEqual([
      ['delay', 'string'],
      ['question', 'string'],
    ]);
    expect((await answers(world, { 'unit.not-handed-over': 'refund' })).status).toBe(200);
  },
);

test('it is one of the two mails of a day', async () => {
  await using world = await aParcelWorld();
  await aShippedOrder(world, { parcel: { promisedDeliveryAt: inDays(1) } });
  await parcelChanges(world, { ...stormy, estimatedDeliveryAt: inDays(20) });
  await world.pass(hours(2));
  expect(subjects(world)).toHaveLength(1);
  expect(await delayCases(world)).toMatchObject([{ state: 'asking' }]);
  const { customerId } = anOrder().customer;
  const counted = (await world.rows('Cases', { pk: `CUSTOMER#${customerId}` })).flatMap(
    ({ messages }) => messages ?? [],
  );
  expect(counted).toEqual([1]);
});

test('while another case of the order asks, the notice goes out by itself, and the question when its turn comes', async () => {
  await using world = await aParcelWorld();
  await world.holdQuestion('o-1', 'payment-failure-o-1-000000000000');
  await anOrderThatNobodyShipped(world);
  await world.pass(hours(2));
  expect(subjects(world)).toEqual([expect.stringContaining('later than planned')]);
  expect(await delayCases(world)).toMatchObject([{ messages: 1, pending: { reason: 'turn' } }]);
});

test('where the question waits for staff, the notice that they have let through goes out by itself', async () => {
  await using world = await aParcelWorld();
  await world.switch({ types: { 'logistics-delay': { mode: 'approve' } } });
  await anOrderThatNobodyShipped(world);
  await world.pass(hours(1));
  expect(subjects(world)).toEqual([]);
  const [record] = await delayCases(world);
  await world.release(record!, String(record?.pending?.step));
  await world.pass(hours(1));
  expect(subjects(world)).toEqual([expect.stringContaining('later than planned')]);
  expect(await delayCases(world)).toMatchObject([{ messages: 1, pending: { step: 'ask', reason: 'approve' } }]);
});

test('what was written down and then broke off is sent by the next try, with the notice in it', async () => {
  const calls = [{ service: 'sesv2', before: 1 }] as const;
  await using world = await World.open({ types: { 'logistics-delay': { mode: 'automatic' } } }, { faults: { calls } });
  await theSweepRests(world);
  await anOrderThatNobodyShipped(world);
  const questionOf = async () =>
    (await world.rows('Cases')).find(({ entity, kind }) => entity === 'message' && kind === 'question');
  for (let waited = 0; waited < 60 && !(await questionOf()); waited++) await world.pass(minutes(1));
  expect(await questionOf()).toMatchObject({ merged: [{ code: 'delay' }] });
  expect(subjects(world)).toEqual([]);
  world.runtime.faults.active = false;
  await world.pass(hours(1));
  expect(await questionOf()).toMatchObject({ sentAt: expect.any(String) });
  expect(subjects(world)).toEqual([expect.stringContaining('please tell us what to do')]);
  expect(world.runtime.mailbox[0]?.text).toContain('has not left our warehouse yet');
});

test('the orders of one customer in a storm that are told of and asked about at once are in one mail', async () => {
  await using world = await aParcelWorld();
  const { customer } = anOrder();
  for (let n = 0; n < 7; n++) {
    await aShippedOrder(world, {
      order: { orderId: `o-${n}`, orderNumber: `WEB-${n}`, market: 'TW', customer },
      parcel: { shipmentId: `parcel-${n}`, destination: { country: 'TW', region: '花蓮縣' } },
    });
  }
  for (let n = 0; n < 7; n++) await parcelChanges(world, { ...stormy, estimatedDeliveryAt: inDays(30) }, `parcel-${n}`);
  await world.pass(hours(2));
  expect(subjects(world)).toHaveLength(1);
  const [{ text = '' } = {}] = world.runtime.mailbox;
  for (let n = 0; n < 7; n++) {
    expect(text.match(new RegExp(`WEB-${n}\\b`, 'g'))?.length).toBeGreaterThan(1);
    expect(await delayCases(world, `o-${n}`)).toMatchObject([{ state: 'asking', messages: 2 }]);
  }
});
