import { expect, test } from 'vitest';
import {
  anOrderToShip,
  asksToCancel,
  cancellationOf,
  mailsOf,
  openWorld,
  tellsOf,
} from '#test/support/cancellation.ts';
import { theRefund } from '#test/support/refund-story.ts';
import { minutes } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';

test('an order is stopped, cancelled and paid back, and nothing is promised before the warehouse has answered', async () => {
  await using world = await openWorld();
  const order = await anOrderToShip(world);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 2 });
  await asksToCancel(world, 'o-1', { reasonCode: 'better-price' });
  expect(await cancellationOf(world, 'o-1')).toMatchObject({ state: 'pursuing', causeCode: 'better-price' });
  expect((await world.order('o-1')).holds).toMatchObject([{ reason: 'OTHER' }]);
  expect(detailsOf(world, 'WarehouseHoldRequested')).toMatchObject([
    { requestId: 'req-1', lines: [{ lineId: 'line-1', quantity: 2 }] },
  ]);
  expect(mailsOf(world, order)).toEqual(['Order WEB-100234: we have your cancellation request']);
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });

  await world.pass(minutes(20));
  await tellsOf(world, 'o-1', 'WarehouseHoldConfirmed', { reference: 'wms-77' });
  expect(await world.order('o-1')).toMatchObject({
    orderState: 'Cancelled',
    holds: [],
    lines: [{ quantity: 0, reservations: [] }],
  });
  expect(await world.stock('MUG-BLUE')).toMatchObject({ committed: 0, available: 50 });
  expect(await theRefund(world)).toMatchObject({ amount: 3500, reasonCode: 'better-price', decidedBy: 'customer' });
  expect(mailsOf(world, order)).toEqual([
    'Order WEB-100234: we have your cancellation request',
    'Order WEB-100234 is cancelled',
  ]);
  expect(await cancellationOf(world, 'o-1')).toMatchObject({ state: 'refunding', owner: 'finance' });
});
