import { afterAll, beforeAll, expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { days, hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import {
  answers,
  aWorldThatMends,
  casesOf,
  dallas,
  filledIn,
  placed,
  settled,
  subjectsOf,
  taipei,
} from './order-information-error/details.ts';

let world: World;
beforeAll(async () => {
  world = await aWorldThatMends();
});
afterAll(() => world[Symbol.asyncDispose]());

test('an order whose details are right is left alone', async () => {
  await placed(world, 'right', { shippingAddress: dallas });
  await placed(world, 'right-in-taipei', { market: 'TW', shippingAddress: taipei });
  await world.pass(hours(2));
  for (const orderId of ['right', 'right-in-taipei']) {
    expect(await world.cases(orderId)).toEqual([]);
    expect(await world.order(orderId)).toMatchObject({ holds: [] });
  }
  expect((await world.order('right')).shippingAddress).toEqual(dallas);
});

test('a missing postal code of Taiwan is filled in, and nobody is written to', async () => {
  const { postalCode: _, ...without } = taipei;
  const mails = world.runtime.mailbox.length;
  const order = await settled(world, 'silent', { market: 'TW', shippingAddress: without });
  expect(order.shippingAddress).toEqual(taipei);
  expect(order.corrections).toMatchObject([
    { tier: 'fix', causes: [{ rule: 'postal-code-missing' }], changes: [{ field: 'postalCode', after: '110' }] },
  ]);
  expect(await world.cases('silent')).toMatchObject([{ state: 'resolved' }]);
  expect(world.runtime.mailbox).toHaveLength(mails);
});

test('a misspelt city that the ZIP code tells is mended, told with before and after, and can be taken back', async () => {
  await placed(world, 'dalas', { shippingAddress: { ...dallas, city: 'Dalas' } });
  expect((await world.order('dalas')).holds).toMatchObject([{ reason: 'INCORRECT_ADDRESS' }]);
  await world.pass(minutes(3));
  expect(await world.order('dalas')).toMatchObject({ holds: [], shippingAddress: { city: 'Dallas' } });
  const { text = '' } = world.runtime.mailbox.at(-1)!;
  expect(text).toContain('City: Dalas → Dallas');
  const page = await world.get(world.link());
  expect(page.status).toBe(200);
  expect(page.body).toContain('Take the correction back');
  const back = await world.post(world.link(), { undo: 'yes' });
  expect(back.body).toContain('The correction has been taken back.');
  await world.pass(hours(3));
  const order = await world.order('dalas');
  expect(order).toMatchObject({ holds: [], shippingAddress: { city: 'Dalas' } });
  expect(order.corrections).toMatchObject([{ undoneAt: expect.any(String) }]);
  expect(await world.cases('dalas')).toHaveLength(1);
});

test('a correction is final once its two hours are over', async () => {
  await settled(world, 'late-undo', { shippingAddress: { ...dallas, city: 'Dalas' } });
  const link = world.link();
  await world.pass(hours(2));
  expect((await world.get(link)).status).toBe(410);
  expect((await world.post(link, { undo: 'yes' })).status).toBe(409);
  expect((await world.order('late-undo')).shippingAddress?.city).toBe('Dallas');
});

test('an address without its street is asked for, and the answer is on the order with the decision', async () => {
  const order = await settled(world, 'no-street', { shippingAddress: { ...dallas, addressLines: [''] } });
  expect(order.holds).toMatchObject([{ reason: 'INCORRECT_ADDRESS' }]);
  const [asked] = await casesOf(world, 'no-street');
  expect(asked).toMatchObject({ state: 'asking', causeCode: 'address-line-missing' });
  expect(JSON.stringify(asked)).not.toContain('Omar');
  expect(subjectsOf(world).at(-1)).toBe('Order WEB-no-street-0234: please check where we should deliver');
  const fields = await filledIn(world);
  expect(fields).toMatchObject({ 'input.city': 'Dallas', 'input.postalCode': '75203', 'input.addressLine1': '' });
  const empty = await answers(world, { 'unit.delivery': 'correct', ...fields });
  expect(empty.status).toBe(422);
  expect(empty.body).toContain('href="#input-addressLine1"');
  const far = await answers(world, {
    'unit.delivery': 'correct',
    ...fields,
    'input.addressLine1': '1 Main St',
    'input.postalCode': '10001',
  });
  expect(far.body).toContain('The postal code belongs to another place than the city.');
  const taken = await answers(world, { 'unit.delivery': 'correct', ...fields, 'input.addressLine1': '1 Main St' });
  expect(taken.status).toBe(200);
  expect((await world.order('no-street')).shippingAddress?.addressLines).toEqual(['1 Main St']);
  await world.pass(minutes(5));
  expect(await world.order('no-street')).toMatchObject({ holds: [] });
  expect(await world.cases('no-street')).toMatchObject([{ state: 'resolved' }]);
});

test('what only looks wrong can be kept as it is, and is not asked about again', async () => {
  await settled(world, 'odd', { shippingAddress: { ...dallas, postalCode: '10001' } });
  expect(await world.cases('odd')).toMatchObject([{ state: 'asking', causeCode: 'postal-code-mismatch' }]);
  await answers(world, { 'unit.delivery': 'keep' });
  await world.pass(hours(1));
  await world.change('odd', () => ({}));
  await world.pass(hours(1));
  expect(await world.cases('odd')).toMatchObject([{ state: 'resolved' }]);
  expect(await world.order('odd')).toMatchObject({ holds: [], shippingAddress: { postalCode: '10001' } });
});

test('nobody answers: reminders on days 1, 2 and 3, the order stays stopped, staff on day 14', async () => {
  // A world of its own: two weeks pass quicker over one order than over many.
  await using world = await aWorldThatMends();
  await theSweepRests(world);
  const promisedDeliveryAt = '2026-06-01T00:00:00.000Z';
  const shippingAddress = { ...dallas, addressLines: ['Chestnut Street'] };
  await settled(world, 'silent-customer', { shippingAddress, promisedDeliveryAt });
  await world.pass(days(4));
  expect(subjectsOf(world).map((subject) => subject.startsWith('Reminder: '))).toEqual([false, true, true, true]);
  expect(await world.cases('silent-customer')).toMatchObject([{ state: 'asking' }]);
  await world.pass(days(9.9));
  expect((await world.order('silent-customer')).holds).toHaveLength(1);
  expect(await world.cases('silent-customer')).toMatchObject([{ state: 'asking' }]);
  await world.pass(days(1));
  expect(await world.cases('silent-customer')).toMatchObject([{ state: 'needs-staff', reasonCode: 'NO_ANSWER' }]);
  expect((await world.order('silent-customer')).holds).toHaveLength(1);
  const late = await answers(world, { 'unit.delivery': 'keep' });
  expect(late.status).toBe(200);
  await world.pass(hours(1));
  expect(await world.order('silent-customer')).toMatchObject({ holds: [] });
  expect(await world.cases('silent-customer')).toMatchObject([{ state: 'resolved' }]);
}, 120_000);
