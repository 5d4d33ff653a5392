import { describe, expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
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
  await theSweepRests(world);
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

test('a correction of the evening can be taken back until the morning', async () => {
  await using world = await aWorldThatMends();
  await world.pass(hours(3));
  await settled(world, 'evening', { ...mistake, customer: { ...atNight, timeZone: 'Asia/Tokyo' } });
  expect(world.runtime.mailbox[0]?.text).toMatch(/take it back until March 3, 2026 at 8:00\sAM/);
  await world.pass(hours(11));
  expect((await world.post(world.link(), { undo: 'yes' })).body).toContain('The correction has been taken back.');
});

describe('whom no mail can reach', () => {
  const unreached = { customerId: 'customer-without', kind: 'consumer', locale: 'en', timeZone: 'UTC' } as const;
  const brokenRuns = (world: World) => world.runtime.alerts.filter(({ message }) => /FAILED|TIMED_OUT/.test(message));

  test.each([
    ['an address without a form', 'mail-form', 'kim.gmail.com'],
    ['no address', 'mail-missing', undefined],
    ['an empty address', 'mail-missing', '  '],
  ])('%s is for staff, no mail is tried, and the order goes on', async (_, causeCode, email) => {
    await using world = await aWorldThatMends();
    await settled(world, 'no-mail', { shippingAddress: dallas, customer: { ...unreached, ...(email && { email }) } });
    expect(await world.cases('no-mail')).toMatchObject([
      { state: 'needs-staff', reasonCode: 'NO_MAIL_ADDRESS', causeCode, messages: 0 },
    ]);
    expect(world.runtime.alerts.map(({ subject }) => subject)).toContainEqual(
      'order-information-error: order WEB-no-mail-0234 needs staff (NO_MAIL_ADDRESS)',
    );
    expect(world.runtime.mailbox).toEqual([]);
    expect(brokenRuns(world)).toEqual([]);
    expect(await world.order('no-mail')).toMatchObject({ holds: [] });
    await world.change('no-mail', ({ customer }) => ({ customer: { ...customer, email: 'kim@gmail.com' } }));
    await world.pass(minutes(5));
    expect(await world.cases('no-mail')).toMatchObject([{ state: 'resolved-upstream' }]);
  });

  test('an address that loses its form after the question is not written to again', async () => {
    await using world = await aWorldThatMends();
    const shippingAddress = { ...dallas, addressLines: [''] };
    await settled(world, 'lost', { shippingAddress, customer: { ...unreached, email: 'kim@gmail.com' } });
    expect(world.runtime.mailbox).toHaveLength(1);
    await world.change('lost', ({ customer }) => ({ customer: { ...customer, email: 'kim.gmail.com' } }));
    await world.pass(hours(30));
    expect(world.runtime.mailbox).toHaveLength(1);
    expect(brokenRuns(world)).toEqual([]);
  });
});
