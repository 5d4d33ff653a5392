import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { aLine, anOrder, minutes, start, stockOf, World } from '#test/support/world.ts';

const seconds = (n: number) => n * 1000;

test('of 10,000 open orders on one SKU, the newest give stock up and the oldest that wait get it', async () => {
  await using world = await World.open();
  const count = 10_000;
  await world.put('Inventory', stockOf('MUG-BLUE', count, { committed: count, available: 0 }));
  const held = { locationId: 'main', quantity: 1, state: 'held', roundId: 'round-0' } as const;
  for (let i = 0; i < count; i++) {
    const createdAt = new Date(start.getTime() - (count - i) * 1000).toISOString();
    const lines = [aLine({ quantity: 1, reservations: [held] })];
    await world.put('Orders', anOrder({ orderId: `o-${i}`, createdAt, updatedAt: createdAt, lines }));
  }
  await world.pass(minutes(1));
  await world.changeStock('MUG-BLUE', () => ({ onHand: count - 30 }));
  await world.pass(seconds(90));
  const short = async () =>
    ((await world.rows('Orders')) as unknown as Order[])
      .filter(({ lines }) => lines[0]!.reservations.length === 0)
      .map(({ orderId }) => Number(orderId.slice(2)))
      .sort((a, b) => a - b);
  const newest = Array.from({ length: 30 }, (_, i) => count - 30 + i);
  expect(await short()).toEqual(newest);
  await world.changeStock('MUG-BLUE', ({ onHand }) => ({ onHand: onHand + 10 }));
  await world.pass(seconds(10));
  expect(await short()).toEqual(newest.slice(10));
}, 300_000);
