import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, days, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const incoming = (day: number, quantity = 10) => [{ purchaseOrderId: 'po-1', quantity, expectedAt: inDays(day) }];

test('a substitute takes the place of the line, its stock is set aside, and the cheaper price comes back', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-RED', 5, { title: 'Mug, red', unitPriceMinor: 1300 }));
  await aShortOrder(world, { shelf: { substitutes: ['MUG-RED'] } });
  await answers(world, { 'unit.line-1': 'substitute:MUG-RED' });
  await world.pass(minutes(12));
  const { lines, totalPriceMinor, holds } = await world.order('o-1');
  expect(lines).toMatchObject([
    { lineId: 'line-1', quantity: 0 },
    { sku: 'MUG-RED', quantity: 2, unitPriceMinor: 1300, reservations: [{ quantity: 2, state: 'held' }] },
  ]);
  expect({ totalPriceMinor, holds }).toEqual({ totalPriceMinor: 3100, holds: [] });
  expect(await world.stock('MUG-RED')).toMatchObject({ committed: 2, available: 3 });
  expect(detailsOf(world, 'RefundRequested')).toMatchObject([{ amount: 400, currency: 'USD' }]);
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  expect(subjects(world)).toHaveLength(2);
});

test('a dearer substitute inside the tolerance costs the customer nothing', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-GOLD', 5, { unitPriceMinor: 1750 }));
  await aShortOrder(world, { shelf: { substitutes: ['MUG-GOLD'] } });
  await answers(world, { 'unit.line-1': 'substitute:MUG-GOLD' });
  await world.pass(minutes(2));
  expect((await world.order('o-1')).lines[1]).toMatchObject({ sku: 'MUG-GOLD', unitPriceMinor: 1500 });
  expect(detailsOf(world, 'RefundRequested')).toEqual([]);
  expect(await theCase(world)).toMatchObject({ state: 'resolved' });
});

test('a substitute that is gone when it is to be set aside becomes a shortage of its own', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-GOLD', 2, { unitPriceMinor: 1500 }));
  await aShortOrder(world, { shelf: { substitutes: ['MUG-GOLD'] } });
  await answers(world, { 'unit.line-1': 'substitute:MUG-GOLD' });
  await world.changeStock('MUG-GOLD', () => ({ onHand: 0 }));
  await world.pass(minutes(6));
  expect(await world.cases('o-1')).toHaveLength(2);
  expect(await theCase(world)).toMatchObject({ state: 'asking', causeKey: 'round-1' });
});

test('an order that is cancelled as a whole pays back goods and shipping and gives its stock back', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  const lines = [aLine(), aLine({ lineId: 'line-2', sku: 'PLATE' })];
  await world.put('Inventory', stockOf('PLATE', 9));
  await aShortOrder(world, { order: { lines } });
  await answers(world, { cancel: 'order' });
  await world.pass(minutes(12));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled', totalPriceMinor: 0, holds: [] });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 6500, refundableMinor: 0 });
  expect(await world.stock('PLATE')).toMatchObject({ committed: 0, available: 9 });
  expect(detailsOf(world, 'OrderCancelled')).toHaveLength(1);
});

test('what is there ships now and the rest is paid back', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { available: 1 });
  await answers(world, { 'unit.line-1': 'ship-refund-rest' });
  await world.pass(minutes(12));
  expect((await world.order('o-1')).lines).toMatchObject([{ quantity: 1, reservations: [{ quantity: 1 }] }]);
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 1500 });
});

test('what is there ships now and the rest when it has come; nothing is paid back', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { available: 1, shelf: { incoming: incoming(20) } });
  expect((await world.order('o-1')).holds).toHaveLength(1);
  expect(await answers(world, { 'unit.line-1': 'ship-rest-later' })).toMatchObject({ status: 200 });
  await world.pass(minutes(12));
  const backorder = { until: inDays(20), delays: 1 };
  expect(await world.order('o-1')).toMatchObject({
    lines: [{ quantity: 2, backorder, reservations: [{ quantity: 1, state: 'held' }] }],
    totalPriceMinor: 3500,
    holds: [],
  });
  expect(await world.stock('MUG-BLUE')).toMatchObject({ onHand: 1, committed: 1, available: 0 });
  expect(await theCase(world)).toMatchObject({ state: 'waiting', waitUntil: inDays(20) });
  expect(world.runtime.mailbox.at(-1)?.text).toContain('Ship 1 now and the rest later, expected March 22, 2026');

  const shipped = ({ lines }: Order, shipmentState: 'Partial' | 'Shipped') => ({
    shipmentState,
    lines: lines.map((line) => ({
      ...line,
      reservations: line.reservations.map((each) => ({ ...each, state: 'consumed' as const })),
    })),
  });
  await world.change('o-1', (order) => shipped(order, 'Partial'));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 0, committed: 0 }));
  await world.pass(days(18));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  await world.changeStock('MUG-BLUE', () => ({ onHand: 10, incoming: [] }));
  await world.pass(minutes(1));
  expect((await world.order('o-1')).lines[0]?.reservations).toMatchObject([
    { quantity: 1, state: 'consumed' },
    { quantity: 1, state: 'held' },
  ]);
  expect(await theCase(world)).toMatchObject({ state: 'resolved' });
  await world.change('o-1', (order) => ({ orderState: 'Complete', ...shipped(order, 'Shipped') }));
  await world.pass(days(10));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved' }]);
  expect(detailsOf(world, 'RefundRequested')).toEqual([]);
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0, refundableMinor: 3500 });
  expect(subjects(world)).toHaveLength(2);
});

test('a wait for one line and the money for another: the wait is watched while the refund is on its way', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('PLATE', 0));
  const lines = [aLine(), aLine({ lineId: 'line-2', sku: 'PLATE' })];
  await aShortOrder(world, { shelf: { incoming: incoming(20) }, order: { lines } });
  await answers(world, { 'unit.line-1': 'wait', 'unit.line-2': 'refund-line' });
  await world.pass(minutes(12));
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
  await world.pass(days(2));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 5, incoming: [] }));
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'refunding', owner: 'finance' });
  expect((await world.order('o-1')).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
});

test('an answer taken back within ten minutes returns to the question, with a day at least to answer again', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  await world.pass(hours(40));
  const link = world.link();
  await answers(world, { 'unit.line-1': 'refund-line' }, link);
  await world.pass(minutes(5));
  const decided = await theDecision(world);
  const taken = await world.post(link, { 'take-back': decided!.answerId });
  expect(taken.status).toBe(200);
  const mails = subjects(world).length;
  await world.pass(minutes(30));
  expect(await theDecision(world)).toBeUndefined();
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  await world.pass(hours(23));
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  expect(subjects(world)).toHaveLength(mails);
  await answers(world, { cancel: 'order' }, link);
  await world.pass(minutes(12));
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
});

test('a reply after the time is over changes nothing and is shown what was done', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  const link = world.link();
  await world.pass(hours(49));
  const before = await theDecision(world);
  const late = await answers(world, { cancel: 'order' }, link);
  expect(late.status).toBe(410);
  expect(await theDecision(world)).toEqual(before);
  expect(before).toMatchObject({ by: 'silence' });
});

test('an answer at the very moment of the time-out: one of both decides, and the run obeys it', async () => {
  for (const seed of [1, 2, 3]) {
    await using world = await World.open({}, { seed });
    await theSweepRests(world);
    await aShortOrder(world);
    const { answerDue } = await theCase(world);
    await world.pass(Date.parse(answerDue!) - world.runtime.clock.now() - 1);
    const link = world.link();
    const { body } = await world.get(link);
    const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const [reply] = await Promise.all([
      world.post(link, { offer, cancel: 'order', confirm: '0234' }),
      world.pass(minutes(1)),
    ]);
    await world.pass(minutes(12));
    const decision = await theDecision(world);
    expect(decision?.phase).toBe('final');
    expect(reply.status === 200).toBe(decision?.by === 'customer');
    const { orderState } = await world.order('o-1');
    expect(orderState).toBe(decision?.by === 'customer' ? 'Cancelled' : 'Open');
    expect(detailsOf(world, 'RefundRequested')).toHaveLength(1);
  }
});

test('a decision that lands between two waits is not lost', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(6) }, order: { promisedDeliveryAt: inDays(1) } });
  const link = world.link();
  await world.pass(hours(24) - minutes(3) - 1);
  await Promise.all([answers(world, { 'unit.line-1': 'wait' }, link), world.pass(2)]);
  await world.pass(minutes(2));
  expect(await theDecision(world)).toMatchObject({ by: 'customer', phase: 'final' });
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
});

test('an offer that changed after it was opened is not agreed to: the new one is shown', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { available: 0 });
  const link = world.link();
  const { body } = await world.get(link);
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  await world.changeStock('MUG-BLUE', () => ({ incoming: incoming(20) }));
  await world.pass(minutes(1));
  const reply = await world.post(link, { offer, 'unit.line-1': 'refund-line', confirm: '0234' });
  expect(reply.status).toBe(409);
  expect(await theDecision(world)).toBeUndefined();
  expect((await answers(world, { 'unit.line-1': 'wait' }, link)).status).toBe(200);
});

test('bundles and gifts are never split, and a gift without an answer goes to staff', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('PLATE', 9));
  await world.put('Inventory', stockOf('CARD', 1));
  const lines = [
    aLine({ lineId: 'cup', bundleId: 'set' }),
    aLine({ lineId: 'plate', sku: 'PLATE', bundleId: 'set' }),
    aLine({ lineId: 'card', sku: 'CARD', gift: true }),
  ];
  await aShortOrder(world, { available: 1, shelf: { substitutes: ['PLATE'] }, order: { lines } });
  const { offer } = await theCase(world);
  expect(offer?.lines.map(({ unitId, options }) => [unitId, options.map(({ choice }) => choice)])).toEqual([
    ['set', ['refund-line']],
    ['card', ['refund-line']],
  ]);
  await world.pass(days(3));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'NO_ANSWER' });
});

test('the closing report says what was decided, what moved and how long it took', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(20) } });
  await answers(world, { 'unit.line-1': 'wait' });
  await world.pass(minutes(1));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 5, incoming: [] }));
  await world.pass(minutes(1));
  const { reports, state } = await theCase(world);
  expect(state).toBe('resolved');
  expect(reports).toMatchObject([
    { version: 1, causeCode: 'not-allocated', impact: { moneyMinor: 3000, lines: 1, otherOrders: 0, daysAtStake: 4 } },
    { version: 2, outcome: 'resolved', messages: 2, decidedBy: 'customer', choices: { 'line-1': 'wait' } },
  ]);
  expect(reports[1]?.handlingSeconds).toBeGreaterThan(0);
});
