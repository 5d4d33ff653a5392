import { expect, test } from 'vitest';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { anOrderToShip, asksToCancel, cancellationOf, tellsOf } from '#test/support/cancellation.ts';
import { aShippedOrder, delayCases, delivered, parcelChanges } from '#test/support/parcels.ts';
import { idsOf, reports, settled, theRefund, theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';
import {
  answers as answersAbout,
  casesOf,
  dallas,
  filledIn,
  settled as placedAndAsked,
} from '../exception-types/order-information-error/details.ts';

const automatic = { mode: 'automatic' } as const;

/** A world in which only that type acts. */
async function aWorldOf(type: string): Promise<World> {
  const world = await World.open({ types: { [type]: automatic } });
  await theSweepRests(world);
  return world;
}

const when = { at: expect.stringMatching(/^2026-03-0\d/) };
const reportsOf = (record: CaseRecord | undefined) => record!.reports;

test('out-of-stock: what it opened with, and what the customer’s choice came to', async () => {
  await using world = await aWorldOf('out-of-stock');
  await aShortOrder(world);
  const opening = {
    ...when,
    version: 1,
    causeCode: 'not-allocated',
    impact: { moneyMinor: 3000, currencyCode: 'USD', lines: 1, daysAtStake: 4, otherOrders: 0, customers: 1 },
  };
  expect(reportsOf(await theCase(world))).toEqual([opening]);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(12));
  const row = await theRefund(world);
  await reports(world, 'RefundAccepted', idsOf(row));
  await reports(world, 'RefundSettled', settled(row));
  expect(reportsOf(await theCase(world))).toEqual([
    opening,
    {
      ...opening,
      version: 2,
      outcome: 'refunded',
      messages: 2,
      decidedBy: 'customer',
      choices: { 'line-1': 'refund-line' },
      refundedMinor: 3000,
      handlingSeconds: expect.any(Number),
    },
  ]);
}, 60_000);

test('order-information-error: what it opened with, and that the customer corrected it', async () => {
  await using world = await aWorldOf('order-information-error');
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await placedAndAsked(world, 'no-street', { shippingAddress: { ...dallas, addressLines: [''] } });
  const opening = {
    ...when,
    version: 1,
    causeCode: 'address-line-missing',
    impact: { moneyMinor: 3500, currencyCode: 'USD', lines: 1, daysAtStake: 4, otherOrders: 0, customers: 1 },
  };
  expect(reportsOf((await casesOf(world, 'no-street'))[0])).toEqual([opening]);
  const fields = { ...(await filledIn(world)), 'input.addressLine1': '1 Main St' };
  await answersAbout(world, { 'unit.delivery': 'correct', ...fields });
  await world.pass(minutes(5));
  expect(reportsOf((await casesOf(world, 'no-street'))[0])).toEqual([
    opening,
    {
      ...opening,
      version: 2,
      outcome: 'resolved',
      messages: 2,
      decidedBy: 'customer',
      choices: { delivery: 'correct' },
      refundedMinor: 0,
      handlingSeconds: expect.any(Number),
    },
  ]);
}, 60_000);

test('payment-failure: what it opened with, and that a payment ended it', async () => {
  await using world = await aWorldOf('payment-failure');
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Failed' }));
  await world.put('Payments', anAttempt(world, 'o-1', 'pay-1'));
  await world.pass(minutes(25));
  const theOne = async () => (await casesOf(world, 'o-1'))[0];
  const opening = {
    ...when,
    version: 1,
    causeCode: 'buyer-can-fix',
    impact: { moneyMinor: 3500, currencyCode: 'USD', lines: 1, daysAtStake: 4 },
  };
  expect(reportsOf(await theOne())).toEqual([opening]);
  await world.put('Payments', aCapture(world, 'o-1', 'pay-2'));
  await world.pass(minutes(2));
  expect(reportsOf(await theOne())).toEqual([
    opening,
    {
      ...opening,
      version: 2,
      outcome: 'resolved-upstream',
      messages: 2,
      decidedBy: 'events',
      handlingSeconds: 25 * 60,
    },
  ]);
}, 60_000);

test('logistics-delay: what it opened with, and that the arrival ended it', async () => {
  await using world = await aWorldOf('logistics-delay');
  await aShippedOrder(world);
  await parcelChanges(world, { tag: 'Exception', subtag: 'Exception_017', estimatedDeliveryAt: inDays(6) });
  await world.pass(minutes(20));
  const opening = {
    ...when,
    version: 1,
    causeCode: 'delayed-weather',
    impact: { moneyMinor: 3000, currencyCode: 'USD', lines: 1, daysAtStake: 4 },
  };
  expect(reportsOf((await delayCases(world))[0])).toEqual([opening]);
  await delivered(world);
  await world.pass(hours(1));
  expect(reportsOf((await delayCases(world))[0])).toEqual([
    opening,
    {
      ...opening,
      version: 2,
      outcome: 'resolved-upstream',
      messages: 1,
      decidedBy: 'events',
      handlingSeconds: expect.any(Number),
    },
  ]);
}, 60_000);

test('customer-cancellation: what it opened with, by the customer’s reason, and that it was paid back', async () => {
  await using world = await aWorldOf('customer-cancellation');
  await anOrderToShip(world);
  await asksToCancel(world, 'o-1', { reasonCode: 'better-price' });
  const opening = {
    ...when,
    version: 1,
    causeCode: 'better-price',
    impact: { moneyMinor: 3000, currencyCode: 'USD', lines: 1, otherOrders: 0, customers: 1 },
  };
  expect(reportsOf(await cancellationOf(world, 'o-1'))).toEqual([opening]);
  await tellsOf(world, 'o-1', 'WarehouseHoldConfirmed');
  const row = await theRefund(world);
  await reports(world, 'RefundAccepted', idsOf(row));
  await reports(world, 'RefundSettled', settled(row));
  expect(reportsOf(await cancellationOf(world, 'o-1'))).toEqual([
    opening,
    {
      ...opening,
      version: 2,
      outcome: 'refunded',
      messages: 2,
      decidedBy: 'customer',
      choices: { order: 'cancel-order' },
      refundedMinor: 3500,
      handlingSeconds: expect.any(Number),
    },
  ]);
}, 60_000);
