import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AccessControl } from '#infra/local-runtime/iam/access-control.ts';
import type { ServiceCall } from '#infra/local-runtime/service.ts';
import type { Order } from '#shared/domain/order.ts';
import { refundsOf, theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

/** Every call that a function makes, in the local runtime, with the function's name. */
let checked: { readonly mock: { readonly calls: readonly [ServiceCall][] }; mockRestore: () => void };
beforeEach(() => {
  checked = vi.spyOn(AccessControl.prototype, 'check');
});
afterEach(() => {
  checked.mockRestore();
});

/** How many actions each transaction of the function had. */
const actionsOf = (functionName: string): number[] =>
  checked.mock.calls
    .map(([call]) => call)
    .filter(({ caller, operation }) => caller?.endsWith(functionName) && operation === 'TransactWriteItems')
    .map(({ input }) => (input.TransactItems as unknown[]).length);

/** The order is paid and short; its customer wants the money for every other short line, and waits for the rest. */
async function decides(world: World, row: Order): Promise<string[]> {
  await world.put('Payments', aPayment(row.totalPriceMinor, { orderId: row.orderId }));
  await world.put('Orders', row);
  await world.pass(minutes(3));
  const units = (await theCase(world, row.orderId)).offer!.lines.map(({ unitId }) => unitId);
  const choices = units.map((unitId, i) => [`unit.${unitId}`, i % 2 === 0 ? 'refund-line' : 'wait']);
  expect(await answers(world, Object.fromEntries(choices))).toMatchObject({ status: 200 });
  await world.pass(minutes(12));
  return units;
}

test('an order of 500 lines, 60 of them short, is decided in one transaction of the size that one line takes', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  const skus = Array.from({ length: 100 }, (_, i) => `SKU-${i}`);
  const incoming = [{ purchaseOrderId: 'po-1', quantity: 9, expectedAt: inDays(20) }];
  await world.putAll(
    'Inventory',
    skus.map((sku, i) => stockOf(sku, i < 15 ? 1 : 5, { incoming })),
  );
  const lines = Array.from({ length: 500 }, (_, i) =>
    aLine({ lineId: `line-${i}`, sku: skus[i % skus.length]!, quantity: 1 }),
  );
  const large = anOrder({ lines });
  expect(await decides(world, large)).toHaveLength(60);
  expect(actionsOf('make-final')).toHaveLength(1);

  const order = await world.order('o-1');
  expect(order.lines.filter(({ reservations }) => reservations.length === 1)).toHaveLength(440);
  expect(order.lines.filter(({ quantity }) => quantity === 0)).toHaveLength(30);
  expect(order.lines.filter(({ backorder }) => backorder?.until === inDays(20))).toHaveLength(30);
  expect(order.totalPriceMinor).toBe(large.totalPriceMinor - 30 * 1500);
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  expect(await refundsOf(world)).toMatchObject([{ amount: 30 * 1500 }]);

  await decides(world, anOrder({ orderId: 'o-2', lines: [aLine({ sku: 'SKU-0', quantity: 1 })] }));
  const [ofLarge, ofSmall, ...others] = actionsOf('make-final');
  expect(ofLarge).toBe(ofSmall);
  expect(others).toEqual([]);
});
