import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { aParcelWorld, aShippedOrder, delayCases } from '#test/support/parcels.ts';
import { days, hours, inDays } from '#test/support/shop.ts';

test('a date that was essential gets no extra time: the money is offered at once, and silence takes it', async () => {
  await using world = await aParcelWorld();
  const parcel = { estimatedDeliveryAt: inDays(6), milestonesOnly: true };
  const orders: Partial<Order>[] = [
    { orderId: 'o-1', orderNumber: 'WEB-100234', market: 'DE', deliveryDateEssential: true },
    { orderId: 'o-2', orderNumber: 'WEB-100235', market: 'DE' },
  ];
  for (const order of orders) await aShippedOrder(world, { order, parcel });
  await world.pass(hours(2));
  expect(await delayCases(world)).toMatchObject([{ causeCode: 'late-predicted', state: 'asking' }]);
  expect(await delayCases(world, 'o-2')).toMatchObject([{ causeCode: 'late-predicted', state: 'pursuing' }]);
  const question = world.runtime.mailbox.find(({ subject }) => subject.includes('please tell us'));
  expect(question?.text).toContain('You can wait for it until March 8, 2026, or cancel it and get your money back.');
  expect(question?.text).toContain('If we do not hear from you, we will refund it');
  await world.pass(days(4) + hours(4));
  expect(await delayCases(world)).toMatchObject([{ state: 'refunding' }]);
}, 120_000);
