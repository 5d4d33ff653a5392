import { expect, test } from 'vitest';
import { transact } from '#shared/adapters/document-client.ts';
import { supersedingRefund } from '#shared/adapters/superseding-refund.ts';
import { adaptersOn } from '#test/support/adapters-on.ts';
import { expectEventsToFit } from '#test/support/published-events.ts';
import {
  aRefundOnItsWay,
  booksOf,
  idsOf,
  paymentsOf,
  refundsOf,
  reports,
  settled,
  theRefund,
} from '#test/support/refund-story.ts';
import { days, minutes } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

/** A refund that failed after `after` ms, and what staff need to try it again. */
async function aFailedRefund(world: World, after = 0) {
  await aRefundOnItsWay(world);
  const row = await theRefund(world);
  await world.pass(after);
  await reports(world, 'RefundFailed', { ...idsOf(row), code: 'account-closed' });
  const { cases, tables } = adaptersOn(world);
  const tryAgain = async () => {
    const record = (await cases.read(row.orderId, row.caseId))!;
    const failed = (await cases.refund(row.orderId, row.caseId, row.refundId))!;
    const [payment] = await tables.payments(row.orderId);
    const at = new Date(world.runtime.clock.now());
    return transact(supersedingRefund(cases, tables, { record, failed, payment: payment!, at, by: 'staff' }));
  };
  return { row, tryAgain };
}

test('a failed refund that staff try again settles under its new id, and the case closes', async () => {
  await using world = await World.open();
  const { row, tryAgain } = await aFailedRefund(world);
  expect(await tryAgain()).toEqual({ written: true });
  await world.pass(minutes(2));
  const again = (await refundsOf(world)).find(({ supersedes }) => supersedes === row.refundId)!;
  expect(again).toMatchObject({ state: 'requested', amount: 3000, sequence: 2, dueBy: row.dueBy });
  expect(detailsOf(world, 'RefundRequested').at(-1)).toMatchObject({ id: again.refundId, supersedes: row.refundId });
  expect(await world.cases('o-1')).toMatchObject([{ state: 'refunding', owner: 'finance' }]);
  expect(await paymentsOf(world)).toMatchObject([{ pendingRefundMinor: 3000, refundableMinor: 500 }]);
  await reports(world, 'RefundSettled', settled(again));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'refunded' }]);
  expect(await paymentsOf(world)).toMatchObject([{ refundedMinor: 3000, pendingRefundMinor: 0 }]);
  expect(await booksOf(world)).toMatchObject([{ paid: 3000, payable: 0, missing: [] }]);
  expectEventsToFit(world.runtime);
});

test('it is tried again once, however many of the staff press the button', async () => {
  await using world = await World.open();
  const { tryAgain } = await aFailedRefund(world);
  const outcomes = await Promise.all([tryAgain(), tryAgain(), tryAgain()]);
  expect(outcomes.filter(({ written }) => written)).toHaveLength(1);
  await expect(tryAgain()).rejects.toThrow(/superseded by refund-.*only a failed one is tried again/);
  expect(await refundsOf(world)).toHaveLength(2);
  expect(await paymentsOf(world)).toMatchObject([{ pendingRefundMinor: 3000 }]);
});

test('a day is left to pay it when the first was due already', async () => {
  await using world = await World.open();
  const { row, tryAgain } = await aFailedRefund(world, days(12));
  await tryAgain();
  const again = (await refundsOf(world)).find(({ supersedes }) => supersedes === row.refundId)!;
  expect(Date.parse(again.dueBy) - Date.parse(again.requestedAt)).toBe(days(1));
  await world.pass(days(1));
  expect(detailsOf(world, 'RefundOverdue').map(({ refundId }) => refundId)).toEqual([row.refundId, again.refundId]);
});
