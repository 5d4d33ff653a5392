import { expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { days, hours, inDays, minutes } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const incoming = (day: number, quantity = 10) => [{ purchaseOrderId: 'po-1', quantity, expectedAt: inDays(day) }];

test('an accepted wait is watched: a date that slips is a second delay, and silence then pays back', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(20) } });
  await answers(world, { 'unit.line-1': 'wait' });
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  await world.changeStock('MUG-BLUE', () => ({ incoming: incoming(35) }));
  await world.pass(days(17) + minutes(5));
  const [first] = (await world.cases('o-1')).filter(({ causeKey }) => causeKey === 'round-0');
  expect(first).toMatchObject({ state: 'slipped' });
  expect(await theCase(world)).toMatchObject({ state: 'asking', causeCode: 'wait-slipped', causeKey: 'round-1' });
  await world.pass(hours(49));
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  expect(detailsOf(world, 'RefundRequested')).toHaveLength(1);
});

test('a wait that arrives in time closes when its stock is set aside', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(20) } });
  await answers(world, { 'unit.line-1': 'wait' });
  await world.pass(days(18));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  await world.changeStock('MUG-BLUE', () => ({ onHand: 10, incoming: [] }));
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'resolved' });
  expect((await world.order('o-1')).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
});

/** The customer agrees to wait for goods that are announced for day 20. */
async function anAcceptedWait(world: World): Promise<void> {
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(20) } });
  await answers(world, { 'unit.line-1': 'wait' });
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'waiting', waitUntil: inDays(20) });
}

const untilDay = (world: World, day: number) => world.pass(Date.parse(inDays(day)) - world.runtime.clock.now());

const mailedAt = (world: World) => world.runtime.mailbox.map(({ at }) => at);

const inSeconds = (day: number, seconds: number) => new Date(Date.parse(inDays(day)) + seconds * 1000).toISOString();

test('goods that are not there on the date they were waited for: nothing is mailed before, and that day they are asked about anew', async () => {
  await using world = await World.open();
  await anAcceptedWait(world);
  const before = mailedAt(world);
  await untilDay(world, 17);
  await world.pass(minutes(5));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  await untilDay(world, 20);
  await world.pass(minutes(5));
  const [first] = (await world.cases('o-1')).filter(({ causeKey }) => causeKey === 'round-0');
  expect(first).toMatchObject({ state: 'slipped', closedAt: inDays(20) });
  expect(await theCase(world)).toMatchObject({
    state: 'asking',
    causeCode: 'wait-slipped',
    causeKey: 'round-1',
    severity: 'critical',
    openedAt: inDays(20),
  });
  expect(mailedAt(world).slice(before.length)).toEqual([inSeconds(20, 120)]);
  expect(subjects(world).at(-1)).toBe('Order WEB-100234: an item is out of stock, please choose');
  expect(detailsOf(world, 'ExceptionResolved')).toMatchObject([{ outcome: 'slipped' }]);
  await world.pass(hours(49));
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  expect(mailedAt(world).slice(before.length)).toEqual([inSeconds(20, 120), inSeconds(21, 120), inSeconds(22, 120)]);
});

test('goods on the shelf on the date, booked for nobody yet, are looked at a day later: gone by then, they are asked about anew', async () => {
  await using world = await World.open();
  await anAcceptedWait(world);
  const before = mailedAt(world);
  await world.turnMapping('DetectInventory', false);
  await world.changeStock('MUG-BLUE', () => ({ onHand: 10, incoming: [] }));
  await untilDay(world, 20);
  await world.pass(hours(12));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  await world.changeStock('MUG-BLUE', () => ({ onHand: 0 }));
  await world.pass(hours(11));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  expect(mailedAt(world)).toEqual(before);
  await world.pass(hours(1) + minutes(5));
  const [first] = (await world.cases('o-1')).filter(({ causeKey }) => causeKey === 'round-0');
  expect(first).toMatchObject({ state: 'slipped', closedAt: inDays(21) });
  expect(await theCase(world)).toMatchObject({ state: 'asking', causeCode: 'wait-slipped' });
  expect(mailedAt(world).slice(before.length)).toEqual([inSeconds(21, 120)]);
});
