import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderLine } from '#shared/domain/order.ts';
import { aLine, minutes, stockOf } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { aWorldThatMends, casesOf, dallas, settled } from './details.ts';

let world: World;
beforeAll(async () => {
  world = await aWorldThatMends();
  await world.put('Inventory', stockOf('MUG-GOLD', 10, { unitPriceMinor: 90_000 }));
});
afterAll(() => world[Symbol.asyncDispose]());

const reservations: OrderLine['reservations'] = [{ locationId: 'main', quantity: 2, state: 'held', roundId: '0' }];
/** An order whose shop had set everything aside when it wrote the row. */
const setAside = (orderId: string, lines: OrderLine[]) => settled(world, orderId, { shippingAddress: dallas, lines });

test('a price far from the catalogue’s is found although its goods were set aside before the order was first seen', async () => {
  const odd = aLine({ lineId: 'line-2', sku: 'MUG-GOLD', unitPriceMinor: 900, reservations });
  await setAside('reserved', [aLine({ reservations }), odd]);
  expect(await casesOf(world, 'reserved')).toMatchObject([{ state: 'needs-staff', reasonCode: 'PRICE_OFF' }]);
  const alert = world.runtime.alerts.find(({ subject }) => subject?.includes('WEB-reserved-0234 needs staff'));
  expect(alert?.message).toContain('line line-2 (SKU MUG-GOLD): 900 minor units a piece, the catalogue says 90000');
  await world.change('reserved', () => ({}));
  await world.pass(minutes(5));
  expect(await casesOf(world, 'reserved')).toMatchObject([{ state: 'needs-staff' }]);
  await world.change('reserved', ({ lines: [first] }) => ({ lines: [first!] }));
  await world.pass(minutes(5));
  expect(await casesOf(world, 'reserved')).toMatchObject([{ state: 'resolved-upstream' }]);
});

test('a right price of goods that were set aside is no case', async () => {
  await setAside('reserved-right', [aLine({ sku: 'MUG-GOLD', unitPriceMinor: 89_000, reservations })]);
  expect(await casesOf(world, 'reserved-right')).toEqual([]);
});
