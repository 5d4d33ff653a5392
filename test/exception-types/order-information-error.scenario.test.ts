import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { anOrder, aPayment, hours, minutes, stockOf, World } from '#test/support/world.ts';

const on = { types: { 'order-information-error': { mode: 'automatic' } } } as const;

const dallas = {
  recipientName: 'Omar Khan',
  addressLines: ['255 Chestnut Street', 'Suite 383'],
  city: 'Dallas',
  region: 'TX',
  postalCode: '75203',
  country: 'US',
};

async function placed(world: World, orderId: string, fields: Partial<Order>): Promise<Order> {
  const order = anOrder({ orderId, market: 'US', ...fields });
  await world.put('Payments', aPayment(order.totalPriceMinor, { orderId }));
  await world.put('Orders', order);
  await world.pass(minutes(1));
  return order;
}

test('an order whose address is right is left alone', async () => {
  await using world = await World.open(on);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await placed(world, 'o-1', { shippingAddress: dallas });
  await world.pass(hours(2));
  expect(await world.cases('o-1')).toEqual([]);
  expect((await world.order('o-1')).shippingAddress).toEqual(dallas);
});

test('a misspelt city that the ZIP code tells is mended, told, and can be seen', async () => {
  await using world = await World.open(on);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await placed(world, 'o-1', { shippingAddress: { ...dallas, city: 'Dalas' } });
  expect((await world.order('o-1')).holds).toMatchObject([{ reason: 'INCORRECT_ADDRESS' }]);
  await world.pass(minutes(3));
  const order = await world.order('o-1');
  expect(order.shippingAddress?.city).toBe('Dallas');
  expect(order.holds).toEqual([]);
  expect(order.corrections).toMatchObject([
    { tier: 'fix', causes: [{ rule: 'city-misspelt' }], changes: [{ field: 'city', before: 'Dalas', after: 'Dallas' }] },
  ]);
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved' }]);
  expect(world.runtime.mailbox).toHaveLength(1);
});
