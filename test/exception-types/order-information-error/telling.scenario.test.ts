import { expect, test } from 'vitest';
import { hours, minutes } from '#test/support/shop.ts';
import { aWorldThatMends, dallas, placed, settled } from './details.ts';

/** Where scenarios begin at 23:00. */
const atNight = {
  customerId: 'customer-of-the-night',
  kind: 'consumer',
  email: 'kim@customer.example',
  locale: 'en-US',
  timeZone: 'America/Anchorage',
} as const;
const mistake = { shippingAddress: { ...dallas, city: 'Dalas' } };

test('a correction at 23:00 is told at 08:00 and can be taken back until 10:00', async () => {
  await using world = await aWorldThatMends();
  await settled(world, 'night', { ...mistake, customer: atNight });
  await settled(world, 'night-too', { ...mistake, customer: { ...atNight, customerId: 'another-customer' } });
  expect((await world.order('night')).shippingAddress?.city).toBe('Dallas');
  expect(world.runtime.mailbox).toEqual([]);
  await world.pass(hours(9) - minutes(9));
  expect(world.runtime.mailbox).toEqual([]);
  await world.pass(minutes(2));
  const texts = world.runtime.mailbox.map(({ text = '' }) => text);
  expect(texts).toHaveLength(2);
  for (const text of texts) expect(text).toMatch(/take it back until March 2, 2026 at 10:0[01] AM/);
  const [, later] = texts.map((text) => /https?:\/\/[^/\s]+(?:\/[^/\s]+)*?(\/r\/\S+)/.exec(text)![1]!);
  const link = world.link();
  await world.pass(hours(1));
  expect((await world.post(link, { undo: 'yes' })).body).toContain('The correction has been taken back.');
  await world.pass(hours(1));
  expect((await world.get(later!)).status).toBe(410);
});

test('a correction whose order was packed before its customer woke up offers no way back', async () => {
  await using world = await aWorldThatMends();
  await settled(world, 'packed', { ...mistake, customer: atNight });
  await world.change('packed', () => ({ shipmentState: 'Ready' }));
  await world.pass(hours(9));
  const [mail] = world.runtime.mailbox;
  expect(mail?.text).toContain('City: Dalas → Dallas');
  expect(mail?.text).not.toContain('take it back');
});

test('one too many for the day is told the next morning, with its two hours from then', async () => {
  await using world = await aWorldThatMends();
  const customer = { ...atNight, timeZone: 'UTC' };
  for (const orderId of ['first', 'second', 'third']) {
    await placed(world, orderId, { ...mistake, customer });
    await world.pass(minutes(15));
  }
  await world.pass(hours(2));
  expect(world.runtime.mailbox).toHaveLength(2);
  await world.pass(hours(22));
  expect(world.runtime.mailbox).toHaveLength(3);
  expect((await world.post(world.link(), { undo: 'yes' })).body).toContain('The correction has been taken back.');
});
