import { expect } from 'vitest';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { Order } from '#shared/domain/order.ts';
import { minutes } from './shop.ts';
import type { World } from './world.ts';

/**
 * Orders of one line each that hold their stock at `main`, and their shelves, as they stand once OrderMend has looked at
 * them. The first order goes the whole way and shows what is kept of it; the others are rows as they are left then, which
 * are looked at no more.
 */
export async function standingOrders(
  world: World,
  orders: readonly Order[],
  shelves: readonly Inventory[],
): Promise<void> {
  const asLeft = <Row extends { version: number }>(row: Row) => ({ ...row, ordermendVersion: row.version });
  await world.putAll('Inventory', shelves.map(asLeft));
  const [first, ...others] = orders as [Order, ...Order[]];
  await world.put('Orders', first);
  await world.pass(minutes(1));
  const hint = hintOf(first);
  expect(await world.rows('Cases', { pk: hint.pk })).toEqual([hint]);
  const counted = { pk: caseKeys.openOrders, sk: 'standing', orders: others.length };
  await world.putAll('Cases', [...others.map(hintOf), counted]);
  await world.putAll('Orders', others.map(asLeft));
  await world.pass(minutes(1));
}

/** From the SKU to the order that holds it. */
function hintOf({ orderId, createdAt, updatedAt, lines: [line] }: Order) {
  const { sku, lineId, quantity } = line!;
  return {
    pk: caseKeys.demand(sku, 'main'),
    sk: caseKeys.demandLine(createdAt, orderId, lineId),
    entity: 'demand',
    orderId,
    lineId,
    quantity,
    expiresAt: expiryOf(new Date(updatedAt)),
  };
}
