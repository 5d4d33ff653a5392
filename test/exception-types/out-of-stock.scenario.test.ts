import { expect, test } from 'vitest';
import { anOrder, aPayment, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

/** An order for two mugs of which the shelf holds `available`, paid in full, three minutes later. */
async function aShortOrder(world: World, available = 0, substitutes: string[] = []) {
  await world.put('Inventory', stockOf('MUG-BLUE', available, { substitutes }));
  await world.put('Payments', aPayment(3500));
  await world.put('Orders', anOrder());
  await world.pass(minutes(3));
}

/** The form's hidden field: which offer the answer is for. */
async function offerHash(world: World): Promise<string> {
  const { body } = await world.get(world.link());
  return /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

test('an order that can be served is allotted its stock and nobody is written to', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder());
  await world.pass(minutes(10));
  expect((await world.order('o-1')).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 8, committed: 2 });
  expect(await world.cases('o-1')).toEqual([]);
  expect(world.runtime.mailbox).toEqual([]);
});

test('a shortage that lasts opens one case, alerts staff, and asks the customer once', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  expect(await world.cases('o-1')).toMatchObject([{ type: 'out-of-stock', state: 'asking', owner: 'customer' }]);
  expect(world.runtime.mailbox).toHaveLength(1);
  expect(world.runtime.alerts).toHaveLength(1);
  expect(world.eventTypes()).toEqual(expect.arrayContaining(['ExceptionDetected', 'CustomerAsked']));
});

test('50 GETs of the link decide nothing, and one POST with the order number decides', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  const link = world.link();
  for (let i = 0; i < 50; i++) expect((await world.get(link)).status).toBe(200);
  expect(await world.cases('o-1')).toMatchObject([{ state: 'asking' }]);
  const offer = await offerHash(world);
  const refused = await world.post(link, { offer, 'unit.line-1': 'refund-line', confirm: 'XXXX' });
  expect(refused.status).toBe(422);
  const taken = await world.post(link, { offer, 'unit.line-1': 'refund-line', confirm: '0234' });
  expect(taken.status).toBe(200);
});

test('a refunded line goes back to the payment it came from, and finance settles it', async () => {
  await using world = await World.open();
  await aShortOrder(world, 1);
  const link = world.link();
  await world.post(link, { offer: await offerHash(world), 'unit.line-1': 'refund-line', confirm: '0234' });
  await world.pass(minutes(5));
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });
  await world.pass(minutes(6));
  expect(await world.payment('o-1')).toMatchObject({
    pendingRefundMinor: 3000,
    refundableMinor: 500,
    refundedMinor: 0,
  });
  expect(await world.cases('o-1')).toMatchObject([{ state: 'refunding', owner: 'finance' }]);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ available: 1, committed: 0 });
  expect(world.eventTypes().filter((type) => type === 'RefundRequested')).toHaveLength(1);
});

test('silence on a line without a date pays the line back after a reminder', async () => {
  await using world = await World.open();
  await aShortOrder(world);
  await world.pass(hours(25));
  expect(world.runtime.mailbox).toHaveLength(2);
  await world.pass(hours(24));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'refunding' }]);
  await world.pass(days(1));
  expect(world.runtime.mailbox.map(({ subject }) => subject)).toEqual([
    'Order WEB-100234: an item is out of stock, please choose',
    'Reminder: order WEB-100234 is waiting for your choice',
    'Order WEB-100234: the missing item has been taken care of',
  ]);
});

test('observe mode writes and mails nothing', async () => {
  await using world = await World.open({ types: {} });
  await aShortOrder(world, 1);
  expect((await world.order('o-1')).version).toBe(1);
  expect(await world.stock('MUG-BLUE')).toMatchObject({ version: 1 });
  expect(await world.cases('o-1')).toMatchObject([{ state: 'observed' }]);
  expect(world.runtime.mailbox).toEqual([]);
});
