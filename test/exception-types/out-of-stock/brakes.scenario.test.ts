import { expect, test } from 'vitest';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Operations } from '#shared/domain/operations.ts';
import { refundsOf, theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, days, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { answers, aShortOrder, detailsOf, subjects, theCase } from '#test/support/shortage.ts';
import { standingOrders } from '#test/support/standing-orders.ts';
import { theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';

const types = (entry: Operations['types'][string]): Pick<Operations, 'types'> => ({ types: { 'out-of-stock': entry } });

test('before its day a type only watches, and from then on it acts', async () => {
  await using world = await World.open(types({ mode: 'automatic', goLiveAt: inDays(1) }));
  await theSweepRests(world);
  await aShortOrder(world);
  expect(await theCase(world)).toMatchObject({ state: 'observed' });
  await world.pass(days(1));
  await world.put('Orders', anOrder({ orderId: 'o-2' }));
  await world.pass(minutes(3));
  expect(await theCase(world, 'o-2')).toMatchObject({ state: 'asking' });
});

test('in approve mode nothing is mailed before staff release the question, and nothing is paid before they release it', async () => {
  await using world = await World.open(types({ mode: 'approve' }));
  await theSweepRests(world);
  await aShortOrder(world);
  expect(await theCase(world)).toMatchObject({ state: 'queued', pending: { step: 'ask', reason: 'approve' } });
  expect(subjects(world)).toEqual([]);
  expect((await world.order('o-1')).holds).toEqual([]);
  await world.release(await theCase(world), 'ask');
  await world.pass(minutes(1));
  expect(subjects(world)).toHaveLength(1);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(30));
  const { pending } = await theCase(world);
  expect(pending).toMatchObject({ reason: 'approve' });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });
  await world.release(await theCase(world), pending!.step);
  await world.pass(minutes(1));
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
});

test('mail goes to addresses of the allow list only; others are for staff', async () => {
  await using world = await World.open({ mailAllowList: ['@shop.example'] });
  await theSweepRests(world);
  await aShortOrder(world);
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'NOT_ON_MAIL_ALLOW_LIST' });
  expect(subjects(world)).toEqual([]);
  const customer = { ...anOrder().customer, email: 'Tester@Shop.example' };
  await world.put('Orders', anOrder({ orderId: 'o-2', customer }));
  await world.pass(minutes(3));
  expect(subjects(world)).toHaveLength(1);
});

test('a channel that is not configured is neither written to nor changed', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { order: { channel: 'marketplace-1' } });
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'CHANNEL_UNKNOWN' });
  expect(subjects(world)).toEqual([]);
  expect((await world.order('o-1')).holds).toEqual([]);
});

test('the kill switch stops mail and writes, and the time that it stood does not count', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  await world.pass(hours(1));
  await world.switch({ pauses: [{ from: new Date(world.runtime.clock.now()).toISOString() }] });
  await world.pass(hours(30));
  expect(subjects(world)).toHaveLength(1);
  await world.put('Orders', anOrder({ orderId: 'o-2' }));
  await world.pass(minutes(10));
  expect(subjects(world)).toHaveLength(1);
  const from = new Date(world.runtime.clock.now() - hours(30) - minutes(10)).toISOString();
  await world.switch({ pauses: [{ from, to: new Date(world.runtime.clock.now()).toISOString() }] });
  await world.pass(hours(1));
  expect(await theCase(world, 'o-2')).toMatchObject({ state: 'asking' });
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  await world.pass(hours(47));
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
});

test('what was ordered and what arrived during a pause is set aside after it', async () => {
  await using world = await World.open();
  await world.put('Inventory', stockOf('MUG-BLUE', 5));
  await aShortOrder(world, { shelf: { sku: 'PLATE' }, order: { lines: [aLine({ sku: 'PLATE' })] } });
  const from = new Date(world.runtime.clock.now()).toISOString();
  await world.switch({ pauses: [{ from }] });
  await world.put('Orders', anOrder({ orderId: 'o-2' }));
  await world.changeStock('PLATE', () => ({ onHand: 9 }));
  await world.pass(hours(3));
  expect((await world.order('o-2')).lines[0]?.reservations).toEqual([]);
  await world.switch({ pauses: [{ from, to: new Date(world.runtime.clock.now()).toISOString() }] });
  await world.pass(hours(1) + minutes(35));
  for (const orderId of ['o-1', 'o-2']) {
    expect((await world.order(orderId)).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
  }
  expect(await theCase(world)).toMatchObject({ state: 'resolved-upstream' });
});

test('a refund above what a case may pay without staff goes to staff, and is paid when they approve it', async () => {
  const refundCaps = { USD: { perCase: 2000, perHour: 9000, perDay: 9000 } };
  await using world = await World.open({ refundCaps });
  await theSweepRests(world);
  await aShortOrder(world);
  await answers(world, { 'unit.line-1': 'refund-line' });
  await world.pass(minutes(12));
  const stopped = await theCase(world);
  expect(stopped).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_CAP' });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 0 });
  const { answerId } = (await world.rows('Cases')).find(({ entity }) => entity === 'decision')!;
  await world.release(stopped, `final-${answerId}`);
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
});

test('refunds of an hour are counted together against their cap', async () => {
  await using world = await World.open({ refundCaps: { USD: { perCase: 9000, perHour: 5000, perDay: 50_000 } } });
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  for (const orderId of ['o-1', 'o-2']) {
    await world.put('Payments', aPayment(3500, { orderId }));
    await world.put('Orders', anOrder({ orderId, lines: [aLine({ ifUnavailable: 'refund' })] }));
    await world.pass(minutes(4));
  }
  const states = [await theCase(world, 'o-1'), await theCase(world, 'o-2')].map(({ state }) => state);
  expect(states).toEqual(['refunding', 'needs-staff']);
});

test('refunds of a day are counted together against their cap, however small those of each hour are; the next day begins anew', async () => {
  await using world = await World.open({ refundCaps: { USD: { perCase: 3000, perHour: 3000, perDay: 5000 } } });
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  for (const [orderId, until] of [
    ['o-1', hours(2)],
    ['o-2', days(1)],
    ['o-3', hours(1)],
  ] as const) {
    await world.put('Payments', aPayment(3500, { orderId }));
    await world.put('Orders', anOrder({ orderId, lines: [aLine({ ifUnavailable: 'refund' })] }));
    await world.pass(until);
  }
  const [first, second, third] = await Promise.all(['o-1', 'o-2', 'o-3'].map((orderId) => theCase(world, orderId)));
  expect([first, third]).toMatchObject([{ state: 'refunding' }, { state: 'refunding' }]);
  expect(second).toMatchObject({ state: 'needs-staff', reasonCode: 'REFUND_CAP' });
  expect(await world.payment('o-2')).toMatchObject({ pendingRefundMinor: 0, refundableMinor: 3500 });
  expect((await refundsOf(world)).map(({ orderId }) => orderId).sort()).toEqual(['o-1', 'o-3']);
  const counted = await world.rows('Cases', { pk: caseKeys.refundCap('USD') });
  expect(counted.map(({ sk, minor }) => [sk, minor])).toEqual([
    ['DAY#2026-03-02', 3000],
    ['DAY#2026-03-03', 3000],
    ['HOUR#2026-03-02T08', 3000],
    ['HOUR#2026-03-03T10', 3000],
  ]);
});

test('a feed of zeros for 500 SKUs opens one incident and mails nobody; when it is mended nothing is left', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  const skus = Array.from({ length: 500 }, (_, i) => `SKU-${i}`);
  const held = { locationId: 'main', quantity: 2, state: 'held', roundId: 'round-0' } as const;
  const orders = skus.map((sku, i) =>
    anOrder({ orderId: `o-${i}`, orderNumber: `WEB-${1000 + i}`, lines: [aLine({ sku, reservations: [held] })] }),
  );
  await standingOrders(
    world,
    orders,
    skus.map((sku) => stockOf(sku, 10, { committed: 2, available: 8 })),
  );
  for (const sku of skus) await world.changeStock(sku, () => ({ onHand: 0 }));
  await world.pass(hours(3));
  expect(subjects(world)).toEqual([]);
  expect(detailsOf(world, 'IncidentOpened')).toHaveLength(1);
  const alerts = world.runtime.alerts.map(({ subject }) => subject ?? '');
  expect(alerts).toEqual([expect.stringContaining('incident')]);
  for (const sku of skus) await world.changeStock(sku, () => ({ onHand: 10 }));
  await world.pass(hours(2));
  const open = (await world.rows('Cases')).filter(({ entity, closedAt }) => entity === 'case' && !closedAt);
  expect(open).toEqual([]);
  expect(subjects(world)).toEqual([]);
}, 120_000);

test('a feed of zeros that is mended ends its incident by itself, and what had opened before it is a child of it, too', async () => {
  await using world = await World.open();
  await theSweepComesEvery(world, hours(1));
  const skus = Array.from({ length: 24 }, (_, i) => `SKU-${i}`);
  for (const sku of skus) await world.put('Inventory', stockOf(sku, 0));
  const opens = async (i: number, sku = skus[i]!) => {
    await world.put('Payments', aPayment(3500, { orderId: `o-${i}` }));
    await world.put('Orders', anOrder({ orderId: `o-${i}`, orderNumber: `WEB-${1000 + i}`, lines: [aLine({ sku })] }));
  };
  await opens(0);
  await world.pass(minutes(4));
  expect(subjects(world)).toHaveLength(1);
  for (let i = 1; i < 24; i++) await opens(i);
  await world.pass(hours(2));
  const linked = (await world.rows('Cases')).filter(({ entity, kind }) => entity === 'linked' && kind === 'case');
  expect(linked).toHaveLength(24);
  expect(subjects(world)).toHaveLength(1);
  expect(world.runtime.alerts.filter(({ subject }) => subject?.includes('incident'))).toHaveLength(1);
  expect(world.runtime.alerts.filter(({ subject }) => /order WEB-10(0[1-9]|[12])/.test(subject ?? ''))).toEqual([]);
  expect(detailsOf(world, 'IncidentClosed')).toEqual([]);
  for (const sku of skus.slice(0, 23)) await world.changeStock(sku, () => ({ onHand: 10 }));
  await world.pass(hours(2));
  expect(detailsOf(world, 'IncidentClosed')).toHaveLength(1);
  expect(await theCase(world, 'o-0')).toMatchObject({ state: 'resolved-upstream' });
  expect(await theCase(world, 'o-23')).toMatchObject({ state: 'asking' });
  expect(subjects(world).filter((subject) => subject.includes('WEB-1023'))).toHaveLength(1);
}, 120_000);

test('who was asked before a mass incident is not reminded in it, and nothing is decided by silence', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  await world.pass(hours(20));
  for (let i = 0; i < 25; i++) {
    await world.put('Inventory', stockOf(`SKU-${i}`, 0));
    await world.put('Orders', anOrder({ orderId: `m-${i}`, lines: [aLine({ sku: `SKU-${i}` })] }));
  }
  await world.pass(days(2));
  expect(subjects(world)).toHaveLength(1);
  expect(await theCase(world)).toMatchObject({ state: 'asking', reminders: 0, pending: { reason: 'incident' } });
  const [{ incidentId }] = detailsOf(world, 'IncidentOpened') as [{ incidentId: string }];
  await world.releaseIncident(incidentId);
  await world.pass(hours(3));
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
}, 120_000);

test('a true mass shortage goes on when staff release the incident', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  const skus = Array.from({ length: 25 }, (_, i) => `SKU-${i}`);
  for (const [i, sku] of skus.entries()) {
    await world.put('Inventory', stockOf(sku, 0));
    const order = anOrder({ orderId: `o-${i}`, orderNumber: `WEB-${1000 + i}`, lines: [aLine({ sku })] });
    await world.put('Orders', i < 3 ? { ...order, customer: { ...order.customer, customerId: 'c-kim' } } : order);
  }
  await world.pass(minutes(10));
  expect(subjects(world)).toEqual([]);
  const [{ incidentId }] = detailsOf(world, 'IncidentOpened') as [{ incidentId: string }];
  await world.releaseIncident(incidentId);
  await world.pass(minutes(5));
  expect(subjects(world)).toHaveLength(23);
  const [mail] = world.runtime.mailbox.filter(({ subject }) => subject?.includes('(and 2 more)'));
  for (const number of ['WEB-1000', 'WEB-1001', 'WEB-1002']) expect(mail?.text).toContain(number);
});

test('a question waits while another case of its order asks, and has its turn when that one is done', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 0));
  await world.holdQuestion('o-1', 'another-type-o-1-0123456789ab');
  await world.put('Orders', anOrder());
  await world.pass(minutes(5));
  expect(await theCase(world)).toMatchObject({ state: 'queued', pending: { reason: 'turn' } });
  expect(subjects(world)).toEqual([]);
  await world.holdQuestion('o-1', (await theCase(world)).caseId);
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
  expect(subjects(world)).toHaveLength(1);
});
