import { expect, test } from 'vitest';
import { anAttempt } from '#test/support/attempts.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, hours, minutes } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

test('a week that ends at 03:00 of a public holiday: cancelled on the morning of the next working day', async () => {
  await using world = await World.open({ types: { 'payment-failure': { mode: 'automatic' } } });
  await theSweepRests(world);
  const customer = { ...anOrder().customer, timeZone: 'Europe/Sofia' };
  // A week later it is 03:00 of the third of March, a holiday of Bulgaria; the world begins on the second at 10:00 of its time.
  const createdAt = '2026-02-24T01:00:00.000Z';
  await world.put('Orders', anOrder({ market: 'BG', paymentState: 'Failed', customer, createdAt }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', { createdAt }));
  const state = async () => (await world.order('o-1')).orderState;
  await world.pass(hours(18));
  expect((await world.order('o-1')).holds).toMatchObject([{ reason: 'AWAITING_PAYMENT' }]);
  expect(await state()).toBe('Open');
  await world.pass(hours(27) + minutes(55));
  expect(await state()).toBe('Open');
  await world.pass(minutes(10));
  expect(await state()).toBe('Cancelled');
});
