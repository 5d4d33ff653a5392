import { expect, test } from 'vitest';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const automatic = {
  types: { 'payment-failure': { mode: 'automatic' }, 'out-of-stock': { mode: 'automatic' } },
} as const;
const refusedByOutage = { provider: 'psp', declineCode: 'do_not_honor' } as const;

/** A morning on which a provider refuses one try in ten, as usual. */
async function aUsualMorning(world: World, provider: string, tries: number) {
  for (let i = 0; i < tries; i++) {
    const orderId = `${provider}-${i}`;
    const worked = i % 10 > 0;
    await world.put(
      'Payments',
      worked ? aCapture(world, orderId, 'p', { provider }) : anAttempt(world, orderId, 'p', { provider }),
    );
  }
  await world.pass(hours(3));
}

/** An order as OrderMend has left it, its goods set aside: its own record is passed over, only its payment is looked at. */
const aStandingOrder = (i: number) =>
  anOrder({
    orderId: `o-${i}`,
    orderNumber: `WEB-${1000 + i}`,
    paymentState: 'Failed',
    ordermendVersion: 1,
    lines: [aLine({ reservations: [{ locationId: 'main', quantity: 2, state: 'held', roundId: 'round-0' }] })],
  });

/** `count` orders whose payments the provider refuses, fifty a minute. */
async function refusals(world: World, count: number, provider = 'psp', from = 0) {
  for (let i = from; i < from + count; i++) {
    await world.put('Orders', aStandingOrder(i));
    await world.put('Payments', anAttempt(world, `o-${i}`, 'pay-1', { ...refusedByOutage, provider }));
    if (i % 50 === 49) await world.pass(minutes(1));
  }
}

const casesOf = async (world: World) => (await world.rows('Cases')).filter(({ entity }) => entity === 'case');
const linksOf = async (world: World) => (await world.rows('Cases')).filter(({ entity }) => entity === 'linked');
const detailsOf = (world: World, name: string) =>
  world.runtime.events.filter(({ event }) => event['detail-type'] === name).map(({ event }) => event.detail);

test('500 orders on one provider: one alert, 500 linked cases, no mail of a declined card, all looked at again when it is over', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aUsualMorning(world, 'psp', 60);
  await refusals(world, 500);
  await world.pass(minutes(40));
  expect(world.runtime.alerts.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^payment-failure: incident incident-payment-failure-provider-psp-/),
  ]);
  expect(await linksOf(world)).toHaveLength(500);
  const during = await casesOf(world);
  expect(
    during.filter(({ incidentId, pending }) => incidentId && (pending as { reason: string })?.reason === 'incident'),
  ).toHaveLength(500);
  // What opened before it is a child without having known of others; each later one counts those before it.
  const hit = during.flatMap(({ reports }) => (reports as CaseRecord['reports'])[0]?.impact.otherOrders ?? []);
  expect(hit.toSorted((a, b) => a - b)).toEqual(hit.map((_, i) => 500 - hit.length + i));
  expect(hit.length).toBeGreaterThan(400);
  expect(world.runtime.mailbox).toEqual([]);

  for (let i = 0; i < 100; i++) {
    const orderId = `o-${i}`;
    await world.put('Payments', aCapture(world, orderId, 'pay-2', { provider: 'other-pay', method: 'alipay' }));
  }
  await world.pass(minutes(5));
  expect(world.runtime.mailbox).toEqual([]);
  for (let i = 0; i < 30; i++) await world.put('Payments', aCapture(world, `later-${i}`, 'p', { provider: 'psp' }));
  await world.pass(minutes(15));
  expect(detailsOf(world, 'IncidentClosed')).toMatchObject([{ behind: 'provider:psp' }]);
  const after = await casesOf(world);
  expect(after.filter(({ state }) => state === 'resolved-upstream')).toHaveLength(100);
  expect(after.filter(({ state }) => state === 'asking')).toHaveLength(400);
  expect(world.runtime.mailbox).toHaveLength(400);
  for (const { text = '' } of world.runtime.mailbox) {
    expect(text).toContain('technical problem of the payment system');
    expect(text).not.toMatch(/declin|did not approve|your bank/i);
  }
  expect(world.runtime.alerts).toHaveLength(1);
}, 600_000);

test('what another provider refuses is asked about as usual, and has an alert of its own', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aUsualMorning(world, 'psp', 20);
  await refusals(world, 22);
  await refusals(world, 1, 'other-pay', 100);
  await world.pass(minutes(30));
  expect(world.runtime.mailbox).toHaveLength(1);
  expect(world.runtime.alerts.map(({ subject }) => subject).sort()).toEqual([
    expect.stringContaining('payment-failure: incident'),
    'payment-failure: order WEB-1100 (buyer-can-fix)',
  ]);
}, 120_000);

test('where nobody tries any more, the incident ends by its quiet', async () => {
  await using world = await World.open(automatic);
  await refusals(world, 21);
  await world.pass(minutes(40));
  expect(world.runtime.mailbox).toEqual([]);
  await world.pass(hours(2));
  expect(detailsOf(world, 'IncidentClosed')).toHaveLength(1);
  expect(world.runtime.mailbox.length).toBeGreaterThanOrEqual(21);
}, 120_000);

test('staff let the questions of an outage go', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await refusals(world, 21);
  await world.pass(minutes(40));
  const [opened] = detailsOf(world, 'IncidentOpened') as [{ incidentId: string }];
  await world.releaseIncident(opened.incidentId);
  await world.pass(minutes(2));
  expect(world.runtime.mailbox).toHaveLength(21);
}, 120_000);

test('a provider that always refuses a good part of its tries is no incident', async () => {
  await using world = await World.open(automatic);
  for (let i = 0; i < 300; i++) {
    const orderId = `before-${i}`;
    const given = { provider: 'psp' };
    await world.put('Payments', i % 2 ? aCapture(world, orderId, 'p', given) : anAttempt(world, orderId, 'p', given));
    if (i % 100 === 99) await world.pass(hours(1));
  }
  await world.pass(hours(4));
  expect(detailsOf(world, 'IncidentClosed')).toHaveLength(1);
  const before = detailsOf(world, 'IncidentOpened').length;
  for (let i = 0; i < 22; i++) {
    await world.put('Payments', aCapture(world, `beside-${i}`, 'p', { provider: 'psp' }));
    await refusals(world, 1, 'psp', i);
  }
  await world.pass(minutes(30));
  expect(detailsOf(world, 'IncidentOpened')).toHaveLength(before);
  expect(world.runtime.mailbox).toHaveLength(22);
}, 120_000);

/** A provider that is out of order, and one that is back. */
const outage = (world: World) => refusals(world, 21, 'psp', 100);
async function recovery(world: World) {
  for (let i = 0; i < 30; i++) await world.put('Payments', aCapture(world, `later-${i}`, 'p', { provider: 'psp' }));
}
/** An order that was asked about before, and its goods on their shelf. */
async function anAskedOrder(world: World) {
  await world.put('Inventory', stockOf('MUG-BLUE', 900, { committed: 100 }));
  await refusals(world, 1);
}
const subjectsOf = (world: World, number: string) =>
  world.runtime.mailbox.flatMap(({ subject }) => (subject?.includes(number) ? [subject] : []));

test('who was asked before the outage is not reminded while it lasts; when it is over the reminders go on', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anAskedOrder(world);
  await world.pass(minutes(25));
  expect(subjectsOf(world, 'WEB-1000')).toHaveLength(1);
  await outage(world);
  await world.pass(hours(3));
  expect(detailsOf(world, 'IncidentOpened')).toHaveLength(1);
  expect(subjectsOf(world, 'WEB-1000')).toHaveLength(1);
  expect(await world.cases('o-0')).toMatchObject([
    { state: 'asking', reminders: 0, pending: { step: 'reminder-1', reason: 'incident' } },
  ]);
  expect((await world.get(world.link())).body).toContain('method:apple-pay');
  await recovery(world);
  await world.pass(minutes(5));
  expect(detailsOf(world, 'IncidentClosed')).toHaveLength(1);
  expect(subjectsOf(world, 'WEB-1000')).toHaveLength(2);
  await world.pass(hours(22));
  expect(subjectsOf(world, 'WEB-1000')).toHaveLength(2);
  await world.pass(hours(2));
  expect(subjectsOf(world, 'WEB-1000')).toEqual([
    'Order WEB-1000: the payment is not complete yet',
    'Reminder: order WEB-1000 is not paid yet',
    'Reminder: order WEB-1000 is not paid yet',
  ]);
}, 120_000);

test('an order whose time ran out during the outage is cancelled a day after it, not in it and not at its end', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anAskedOrder(world);
  await world.pass(days(7) - hours(2));
  const link = world.link();
  await outage(world);
  await world.pass(hours(4));
  expect(await world.cases('o-0')).toMatchObject([{ state: 'asking', pending: { reason: 'incident' } }]);
  expect((await world.get(link)).body).toContain('method:apple-pay');
  await recovery(world);
  await world.pass(hours(23));
  expect(await world.cases('o-0')).toMatchObject([{ state: 'asking' }]);
  expect((await world.get(link)).body).toContain('method:apple-pay');
  await world.pass(hours(2));
  expect(await world.cases('o-0')).toMatchObject([{ state: 'cancelled' }]);
}, 120_000);

test('an order whose time ends soon after an outage has a day all the same, though nothing of it fell due meanwhile', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anAskedOrder(world);
  await world.pass(days(7) - hours(4));
  await outage(world);
  await world.pass(hours(2));
  await recovery(world);
  await world.pass(hours(20));
  expect(await world.cases('o-0')).toMatchObject([{ state: 'asking' }]);
  expect((await world.get(world.link())).body).toContain('method:apple-pay');
  await world.pass(hours(8));
  expect(await world.cases('o-0')).toMatchObject([{ state: 'cancelled' }]);
}, 120_000);

test('a payment ends a case whose reminder waits for the end of the outage', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anAskedOrder(world);
  await world.pass(minutes(25));
  await outage(world);
  await world.pass(hours(2));
  await world.put('Payments', aCapture(world, 'o-0', 'pay-2', { provider: 'other-pay', method: 'alipay' }));
  await world.pass(minutes(2));
  expect(await world.cases('o-0')).toMatchObject([{ state: 'resolved-upstream', reminders: 0 }]);
}, 120_000);
