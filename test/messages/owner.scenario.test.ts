import { expect, test } from 'vitest';
import { assemblyWithOwners } from '#test/support/configured.ts';
import { aShippedOrder, delayCases, delivered, parcelChanges } from '#test/support/parcels.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { hours, inDays, minutes } from '#test/support/shop.ts';
import { aShortOrder, detailsOf, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

test('a shop that sends reminders and closing mails of shortages itself: the question is ours, the case goes on as if both had gone out', async () => {
  using configured = assemblyWithOwners({ 'out-of-stock/reminder': 'shop', 'out-of-stock/done': 'shop' });
  await using world = await World.open({}, { product: configured.root });
  await theSweepRests(world);
  const incoming = [{ purchaseOrderId: 'po-1', quantity: 10, expectedAt: inDays(20) }];
  await aShortOrder(world, { shelf: { incoming } });
  const ours = ['Order WEB-100234: an item is out of stock, please choose'];
  expect(subjects(world)).toEqual(ours);
  await world.pass(hours(30));
  expect(await theCase(world)).toMatchObject({ state: 'asking', reminders: 1, messages: 2 });
  expect(subjects(world), 'the reminder').toEqual(ours);
  expect(detailsOf(world, 'CustomerAsked'), 'what the shop reminds by').toMatchObject([{ message: 1 }, { message: 2 }]);
  expect((await world.get(world.link())).status).toBe(200);

  await world.pass(hours(19));
  expect(await theDecision(world)).toMatchObject({ by: 'silence', answer: { choices: { 'line-1': 'wait' } } });
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  await world.changeStock('MUG-BLUE', () => ({ onHand: 10, incoming: [] }));
  await world.pass(hours(12));
  expect(await theCase(world)).toMatchObject({ state: 'resolved' });
  expect(subjects(world), 'how it ended').toEqual(ours);
}, 60_000);

test('a shop that tells of late parcels itself: the carrier is asked all the same, and other notices of the type are ours', async () => {
  using configured = assemblyWithOwners({ 'logistics-delay/delay': 'shop' });
  const types = { 'logistics-delay': { mode: 'automatic' } } as const;
  await using world = await World.open({ types }, { product: configured.root });
  await theSweepRests(world);
  await aShippedOrder(world);
  await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_017', estimatedDeliveryAt: inDays(6) });
  await world.pass(minutes(20));
  expect(await delayCases(world)).toMatchObject([{ causeCode: 'delayed-weather', state: 'pursuing', messages: 0 }]);
  expect(subjects(world), 'the notice of the delay').toEqual([]);
  expect((await world.order('o-1')).deliveryNotices, 'what the shop tells').toMatchObject([
    { reason: 'weather', estimatedAt: inDays(6) },
  ]);
  expect(world.eventTypes()).toContain('CarrierInquiryRequested');

  await parcelChanges(world, { tag: 'AttemptFail', subtag: 'AttemptFail_001' });
  await world.pass(minutes(20));
  expect(subjects(world)).toEqual(['Order WEB-100234: the carrier could not hand over your parcel']);
  await delivered(world);
  await world.pass(hours(1));
  expect(await delayCases(world)).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(subjects(world)).toHaveLength(1);
});
