import { expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, hours } from '#test/support/shop.ts';
import { aShortOrder, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

test('an order whose zone does not exist and that has no address: its customer is written to by day where its market is', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  // It is 03:00 in New York.
  await aShortOrder(world, { order: { customer: { ...anOrder().customer, timeZone: 'Nowhere/Town' } } });
  expect((await theCase(world)).pending).toMatchObject({ reason: 'morning' });
  await world.pass(hours(4));
  expect(subjects(world)).toEqual([]);
  await world.pass(hours(1));
  expect(subjects(world)).toEqual(['Order WEB-100234: an item is out of stock, please choose']);
  expect((await world.get(world.link())).status).toBe(200);
});
