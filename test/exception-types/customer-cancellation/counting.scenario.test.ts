import { expect, test } from 'vitest';
import { typed } from '#test/staff/staff-command.ts';
import { anOrderToShip, asksToCancel, cancellationOf, openWorld } from '#test/support/cancellation.ts';
import { anOrder } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

/** Orders of one customer. */
const orderOf = (world: World, orderId: string) =>
  anOrderToShip(world, {
    orderId,
    orderNumber: `WEB-${orderId}-0001`,
    customer: { ...anOrder().customer, customerId: 'c-often' },
  });

test('requests are counted once by reason; a customer who cancels a third time within a month is reported once', async () => {
  await using world = await openWorld(0);
  const reports = () => world.runtime.alerts.map(({ subject }) => subject).filter((text) => text?.includes('times in'));
  const texts = ['found it cheaper', '等太久了', 'cheaper elsewhere', 'moving abroad'];
  for (const [i, text] of texts.entries()) {
    await orderOf(world, `n${i}`);
    const wish = await asksToCancel(world, `n${i}`, { requestId: `r-${i}`, text });
    await asksToCancel(world, `n${i}`, wish);
    expect(reports()).toHaveLength(i >= 2 ? 1 : 0);
  }
  expect(reports()).toEqual(['order WEB-n2-0001: its customer has cancelled 3 times in 30 days']);
  expect(await cancellationOf(world, 'n3')).toMatchObject({ causeCode: 'other' });
  const { out } = await typed(world, 'causes customer-cancellation');
  expect(out.split('\n').map((line) => line.trim().split(/\s+/))).toEqual([
    ['customer-cancellation,', '2026-03:', '4'],
    ['better-price', '2', '50', '%'],
    ['other', '1', '25', '%'],
    ['too-slow', '1', '25', '%'],
  ]);
  expect((await typed(world, 'causes lost-parcel')).err).toContain('no such type');
  expect((await typed(world, 'causes customer-cancellation --month 2026-01')).out).toContain('Nothing');
});

test('staff get a link for the customer of an order', async () => {
  await using world = await openWorld(0);
  await orderOf(world, 'link');
  const { out } = await typed(world, 'cancel-link link');
  const path = /(\/c\/\S+)/.exec(out)?.[1] ?? '';
  expect((await world.get(path)).status).toBe(200);
  expect(await typed(world, 'cancel-link nobody')).toMatchObject({ code: 1, err: expect.stringContaining('no order') });
});
