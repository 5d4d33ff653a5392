import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { answers, aWorldThatMends, casesOf, dallas, filledIn, placed, settled, subjectsOf, taipei } from './details.ts';

let world: World;
beforeAll(async () => {
  world = await aWorldThatMends();
  await theSweepRests(world);
});
afterAll(() => world[Symbol.asyncDispose]());

const mailsOf = (orderId: string) => subjectsOf(world).filter((subject) => subject.includes(`WEB-${orderId}-`));
const reached = (orderId: string, email: string | undefined) => ({ ...anOrder({ orderId }).customer, email });

describe('a mail address', () => {
  test('with what was copied along with it is mended, and nobody is written to', async () => {
    const order = await settled(world, 'copied', {
      shippingAddress: dallas,
      customer: reached('copied', 'mailto:kim@customer.example,'),
    });
    expect(order.customer.email).toBe('kim@customer.example');
    expect(order.corrections).toMatchObject([{ tier: 'fix', causes: [{ rule: 'mail-form' }] }]);
    expect(await casesOf(world, 'copied')).toMatchObject([{ state: 'resolved' }]);
    expect(mailsOf('copied')).toEqual([]);
  });

  test.each([
    ['garbled', 'kim at customer', 'mail-form'],
    ['none', undefined, 'mail-missing'],
  ])('that nobody can be written to by is for staff, and stops nothing: %s', async (orderId, email, causeCode) => {
    await settled(world, orderId, { shippingAddress: dallas, customer: reached(orderId, email) });
    expect(await casesOf(world, orderId)).toMatchObject([
      { state: 'needs-staff', causeCode, reasonCode: 'NO_MAIL_ADDRESS' },
    ]);
    expect(await world.order(orderId)).toMatchObject({ holds: [] });
    await world.change(orderId, ({ customer }) => ({ customer: { ...customer, email: 'kim@customer.example' } }));
    await world.pass(minutes(5));
    expect(await casesOf(world, orderId)).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(mailsOf(orderId)).toEqual([]);
  });
});

describe('an address for which something else is suggested', () => {
  const doubtful = { market: 'TW', shippingAddress: { ...taipei, postalCode: '800' } };

  test.each([
    ['taken', (fields: Record<string, string>) => ({ 'unit.delivery': 'correct', ...fields }), '110'],
    ['kept', () => ({ 'unit.delivery': 'keep' }), '800'],
  ])('stops the order until the customer has said; the suggestion can be %s', async (orderId, answer, postalCode) => {
    const asked = await settled(world, orderId, doubtful);
    expect(asked).toMatchObject({ holds: [{ reason: 'INCORRECT_ADDRESS' }], shippingAddress: { postalCode: '800' } });
    expect(await casesOf(world, orderId)).toMatchObject([{ state: 'asking', causeCode: 'postal-code-mismatch' }]);
    const fields = await filledIn(world);
    expect(fields, 'the suggestion').toMatchObject({ 'input.postalCode': '110', 'input.city': '臺北市' });
    expect((await answers(world, answer(fields))).status).toBe(200);
    await world.pass(hours(1));
    await world.change(orderId, () => ({}));
    await world.pass(minutes(5));
    expect(await world.order(orderId)).toMatchObject({ holds: [], shippingAddress: { ...taipei, postalCode } });
    expect(await casesOf(world, orderId)).toMatchObject([{ state: 'resolved' }]);
  });
});

test('a business whose order stands there twice is not taken to want both by its silence: staff decide', async () => {
  const { customer } = await placed(world, 'firm-1', {
    shippingAddress: dallas,
    customer: { ...reached('firm-1', 'buyer@firm.example'), kind: 'business' },
  });
  await settled(world, 'firm-2', { shippingAddress: dallas, customer });
  expect(mailsOf('firm-2')).toHaveLength(1);
  await world.pass(hours(25));
  expect(await casesOf(world, 'firm-2')).toMatchObject([
    { causeCode: 'duplicate-order', state: 'needs-staff', reasonCode: 'NO_ANSWER' },
  ]);
  expect((await world.order('firm-2')).holds).toMatchObject([{ reason: 'OTHER' }]);
  await answers(world, { 'unit.duplicate': 'keep' });
  await world.pass(minutes(15));
  expect(await world.order('firm-2')).toMatchObject({ holds: [], orderState: 'Open' });
  expect(await casesOf(world, 'firm-2')).toMatchObject([{ state: 'resolved' }]);
});
