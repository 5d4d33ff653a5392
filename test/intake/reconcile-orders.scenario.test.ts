import { expect, test } from 'vitest';
import { aLine, anOrder, hours, minutes, stockOf } from '#test/support/shop.ts';
import { aShortOrder, theCase } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const now = ({ runtime }: World) => new Date(runtime.clock.now()).toISOString();

/** After so long what was written has been read through. */
const aPass = hours(6) + minutes(10);

/** Thirty hours of trade: an order each hour, of which every other can be had. */
async function thirtyHoursOfOrders(world: World): Promise<void> {
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.put('Inventory', stockOf('MUG-TEAL', 100));
  for (let hour = 0; hour < 30; hour++) {
    const at = { createdAt: now(world), updatedAt: now(world) };
    const sku = hour % 2 ? 'MUG-BLUE' : 'MUG-TEAL';
    await world.put('Orders', anOrder({ orderId: `o-${hour}`, lines: [aLine({ sku })], ...at }));
    await world.pass(hours(1));
  }
}

async function openedCases(world: World): Promise<Map<string, string>> {
  const cases = (await world.rows('Cases')).filter(({ entity }) => entity === 'case');
  return new Map(cases.map(({ caseId, openedAt }) => [String(caseId), String(openedAt)]));
}

test('orders whose records were lost in thirty hours without a detector have the cases that they would have had, six hours later at most', async () => {
  await using undisturbed = await World.open();
  await undisturbed.disableRule('ReconcileOrdersRule');
  await thirtyHoursOfOrders(undisturbed);
  const expected = await openedCases(undisturbed);
  expect(expected.size).toBe(15);

  await using world = await World.open();
  await world.turnMapping('DetectOrders', false);
  await thirtyHoursOfOrders(world);
  await world.pass(aPass);
  const found = await openedCases(world);
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [caseId, openedAt] of found) {
    const late = Date.parse(openedAt) - Date.parse(expected.get(caseId)!);
    expect(late, caseId).toBeLessThanOrEqual(aPass);
  }
  expect(await world.stock('MUG-TEAL')).toMatchObject({ committed: 30, available: 70 });

  await world.turnMapping('DetectOrders', true);
  await world.pass(2 * aPass);
  expect(await openedCases(world)).toEqual(found);
}, 120_000);

test('an order that was cancelled while nobody heard of it ends its case', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  const { caseId } = await theCase(world);
  await world.turnMapping('DetectOrders', false);
  await world.change('o-1', () => ({ orderState: 'Cancelled' }));
  await world.pass(aPass);
  const cases = await world.cases('o-1');
  expect(cases.find((each) => each.caseId === caseId)).toMatchObject({ state: 'superseded' });
});

test('what the streams announced is left as it is, and looked at no more once it stands still', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  await world.pass(minutes(20));
  // A pass notes how far it came, and a watch says when to look next: neither has become of the order.
  const rows = async () =>
    (await world.rows('Cases'))
      .filter(({ entity }) => entity !== 'passes' && entity !== 'watch')
      .map(({ expiresAt, ...row }) => row);
  const before = await rows();
  expect(before.filter(({ entity }) => entity === 'case')).toHaveLength(1);
  await world.pass(2 * aPass);
  expect(await rows()).toEqual(before);
});

test('a shelf of orders larger than a page is read through, and one that cannot be read is passed over', async () => {
  await using world = await World.open();
  await world.turnMapping('DetectOrders', false);
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  const title = 'Mug, blue, '.repeat(500);
  const orders = Array.from({ length: 400 }, (_, i) =>
    anOrder({ orderId: `o-${i}`, lines: [aLine({ supply: 'digital', title })] }),
  );
  await world.putAll('Orders', [
    ...orders,
    { ...anOrder({ orderId: 'torn' }), lines: 'none' },
    anOrder({ orderId: 'short' }),
  ]);
  await world.pass(aPass);
  expect(await world.cases('short')).toHaveLength(1);
  const warned = world.runtime.logs.filter(({ text }) => text.includes('a row that was written cannot be read'));
  expect(warned).toHaveLength(1);
});
