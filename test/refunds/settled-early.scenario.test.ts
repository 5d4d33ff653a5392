import { expect, test } from 'vitest';
import { idsOf, reports, settled, theRefund, theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, hours, minutes, stockOf } from '#test/support/shop.ts';
import { subjects, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

test('a refund that settles in the night, before its customer may be told: the case ends as refunded, and a settlement that is taken back reopens it', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.pass(hours(14));
  const at = new Date(world.runtime.clock.now()).toISOString();
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder({ lines: [aLine({ ifUnavailable: 'refund' })], createdAt: at, updatedAt: at }));
  await world.pass(minutes(5));
  const row = await theRefund(world);
  await reports(world, 'RefundAccepted', idsOf(row));
  await reports(world, 'RefundSettled', settled(row, { settledAt: at }));
  expect(subjects(world)).toEqual([]);
  await world.pass(hours(11));
  expect(subjects(world)).toHaveLength(1);
  const record = await theCase(world);
  expect(record).toMatchObject({ state: 'refunded' });
  expect(record.reports.at(-1)).toMatchObject({ outcome: 'refunded', refundedMinor: 3000 });

  await reports(world, 'RefundFailed', { ...idsOf(row), code: 'ACCOUNT_CLOSED' });
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_FAILED' });
});
