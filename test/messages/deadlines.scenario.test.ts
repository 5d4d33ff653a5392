import { expect, test } from 'vitest';
import {
  answer,
  aWorldWithAQuestion,
  caseOf,
  confirmed,
  encoded,
  hiddenFields,
  leaveCase,
  posted,
  send,
} from '#test/customer-reply/reply-world.ts';
import { anAttempt } from '#test/support/attempts.ts';
import { aParcelWorld, aShippedOrder, delayCases } from '#test/support/parcels.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const { customer } = anOrder();
/** The world begins on the second of March, at 10:00 in Sofia; the third is a holiday of Bulgaria. */
const bulgarian = { market: 'BG', customer: { ...customer, timeZone: 'Europe/Sofia' } } as const;

test('an answer that is taken back the day before a holiday can be given again until the day after it', async () => {
  await using world = await aWorldWithAQuestion(bulgarian);
  await leaveCase(world, { answerDue: new Date(world.runtime.clock.now() + hours(1)).toISOString() });
  const done = await answer(world, confirmed);
  await send(world, world.link(), posted(encoded(hiddenFields(done))));
  const at = world.runtime.clock.now();
  expect(Date.parse(String((await caseOf(world)).answerDue))).toBe(at + hours(48));
});

test('an answer that is taken back in the evening can be given again until a morning', async () => {
  await using world = await aWorldWithAQuestion({ customer: { ...customer, timeZone: 'Asia/Tokyo' } });
  await world.pass(hours(5));
  await leaveCase(world, { answerDue: new Date(world.runtime.clock.now() + hours(1)).toISOString() });
  const done = await answer(world, confirmed);
  await send(world, world.link(), posted(encoded(hiddenFields(done))));
  expect((await caseOf(world)).answerDue, '08:00 in Tokyo').toBe('2026-03-03T23:00:00.000Z');
});

test('goods of an unpaid order whose time ends on a holiday go back to the shelf the day after it', async () => {
  await using world = await World.open({ types: { 'payment-failure': { mode: 'automatic' } } });
  await theSweepRests(world);
  // Two days later it is noon of the holiday.
  const createdAt = '2026-03-01T10:00:00.000Z';
  const reservations = [{ locationId: 'main', quantity: 2, state: 'held', roundId: 'round-0' } as const];
  await world.put('Inventory', stockOf('MUG-BLUE', 5));
  await world.put(
    'Orders',
    anOrder({ ...bulgarian, paymentState: 'Failed', lines: [aLine({ reservations })], createdAt }),
  );
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1', { createdAt }));
  const holds = async () =>
    (await world.order('o-1')).holds.map(({ reason, stockReleased }) => [reason, stockReleased === true]);
  await world.pass(hours(30));
  expect(await holds(), 'on the holiday').toEqual([['AWAITING_PAYMENT', false]]);
  await world.pass(hours(20) - minutes(5));
  expect(await holds()).toEqual([['AWAITING_PAYMENT', false]]);
  await world.pass(minutes(10));
  expect(await holds(), 'at noon of the next day').toEqual([['AWAITING_PAYMENT', true]]);
});

test('a later date that is agreed on lies outside the holidays of the market', async () => {
  await using world = await aParcelWorld();
  const order = { market: 'TW', customer: { ...customer, timeZone: 'Asia/Taipei' } };
  // The fourth of April 2026 is a Saturday between two holidays of Taiwan, the seventh a working day.
  await aShippedOrder(world, {
    order,
    parcel: { tag: 'Exception', subtag: 'Exception_017', estimatedDeliveryAt: inDays(33) },
  });
  await world.pass(hours(1));
  const [record] = await delayCases(world);
  const [wait] = record?.offer?.lines[0]?.options ?? [];
  expect(wait).toMatchObject({ kind: 'wait', until: inDays(36) });
  expect((await world.get(world.link())).body).toContain('April 7, 2026');
});
