import { expect, test } from 'vitest';
import { caseKeys } from '#shared/domain/identity.ts';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, days, hours, minutes } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const automatic = { types: { 'payment-failure': { mode: 'automatic' } } } as const;
const kim = { customerId: 'c-kim', email: 'kim@customer.example' };

/** An order whose payment the provider refuses, its goods set aside. */
async function aRefusal(world: World, orderId: string, customer: { customerId?: string; email?: string } = {}) {
  const order = anOrder({
    orderId,
    orderNumber: `WEB-${orderId}`,
    paymentState: 'Failed',
    ordermendVersion: 1,
    lines: [aLine({ reservations: [{ locationId: 'main', quantity: 2, state: 'held', roundId: 'round-0' }] })],
  });
  await world.put('Orders', {
    ...order,
    customer: { ...order.customer, email: `${orderId}@else.example`, ...customer },
  });
  await world.put('Payments', anAttempt(world, orderId, 'pay-1', { provider: 'psp', declineCode: 'do_not_honor' }));
}

/** A provider that is down, with three orders of one customer among those of others. */
async function anOutage(world: World, own: readonly string[] = ['kim-1', 'kim-2', 'kim-3']): Promise<void> {
  for (let i = 0; i < 10; i++) await aRefusal(world, `a-${i}`);
  for (const orderId of own) await aRefusal(world, orderId, kim);
  for (let i = 0; i < 10; i++) await aRefusal(world, `b-${i}`);
}

async function recovery(world: World): Promise<void> {
  for (let i = 0; i < 30; i++) await world.put('Payments', aCapture(world, `later-${i}`, 'p', { provider: 'psp' }));
}

const toKim = (world: World) => world.runtime.mailbox.filter(({ to }) => String(to).includes('kim@'));
const linksIn = (text = ''): string[] => [...text.matchAll(/https?:\/\/\S+?(\/r\/\S+)/g)].map(([, path]) => path!);

test('a customer with three orders behind one provider has one mail when the outage is over, with a link for each order', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anOutage(world);
  await world.pass(minutes(40));
  expect(world.runtime.mailbox).toEqual([]);
  await recovery(world);
  await world.pass(minutes(10));
  expect(world.runtime.mailbox).toHaveLength(21);
  const [mail, ...more] = toKim(world);
  expect(more).toEqual([]);
  expect(mail?.subject).toMatch(/^Order WEB-kim-\d: the payment is not complete yet \(and 2 more\)$/);
  for (const n of [1, 2, 3]) expect(mail?.text).toContain(`Order WEB-kim-${n}: the payment is not complete yet`);
  const links = linksIn(mail?.text);
  expect(links).toHaveLength(3);
  const pages = await Promise.all(links.map((link) => world.get(link)));
  expect(new Set(links).size).toBe(3);
  for (const { body } of pages) expect(body).toContain('method:apple-pay');
  for (const n of [1, 2, 3]) {
    expect(await world.cases(`kim-${n}`)).toMatchObject([{ state: 'asking', messages: 1, reminders: 0 }]);
  }

  const reminders = () => toKim(world).filter(({ subject }) => subject?.startsWith('Reminder'));
  await world.pass(hours(2));
  expect(reminders().map(({ text }) => linksIn(text).length)).toEqual([3]);
  await world.put('Payments', aCapture(world, 'kim-2', 'pay-2', { provider: 'other-pay', method: 'alipay' }));
  await world.pass(days(1) + hours(2));
  expect(reminders().map(({ text }) => linksIn(text).length)).toEqual([3, 2]);
  expect(reminders()[1]?.text).not.toContain('WEB-kim-2');
}, 120_000);

test('an order that was asked about before the outage is reminded of in the mail that asks about the others', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await aRefusal(world, 'kim-0', kim);
  await world.pass(minutes(25));
  expect(toKim(world)).toHaveLength(1);
  await anOutage(world, ['kim-1']);
  await world.pass(hours(2));
  expect(toKim(world)).toHaveLength(1);
  await recovery(world);
  await world.pass(minutes(10));
  expect(toKim(world)).toHaveLength(2);
  const { text } = toKim(world)[1]!;
  expect(text).toContain('WEB-kim-0');
  expect(text).toContain('WEB-kim-1');
  expect(await world.cases('kim-0')).toMatchObject([{ state: 'asking', reminders: 1, messages: 2 }]);
}, 120_000);

test('an order that is refused shortly before the end is in the same mail, which waits until that case has settled', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anOutage(world, ['kim-1']);
  await world.pass(minutes(30));
  await aRefusal(world, 'kim-2', kim);
  await world.pass(minutes(1));
  await recovery(world);
  await world.pass(minutes(10));
  expect(toKim(world)).toEqual([]);
  await world.pass(minutes(15));
  expect(toKim(world)).toHaveLength(1);
  expect(linksIn(toKim(world)[0]?.text)).toHaveLength(2);
}, 120_000);

test('what goes to another address of the same customer id is a mail of its own', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anOutage(world, ['kim-1']);
  await aRefusal(world, 'kim-2', { ...kim, email: 'sam@customer.example' });
  await world.pass(minutes(40));
  await recovery(world);
  await world.pass(minutes(10));
  expect(linksIn(toKim(world)[0]?.text)).toHaveLength(1);
  expect(toKim(world)).toHaveLength(1);
  expect(world.runtime.mailbox.filter(({ to }) => String(to).includes('sam@'))).toHaveLength(1);
  const incident = (await world.rows('Cases')).find(({ entity }) => entity === 'incident');
  const rows = await world.rows('Cases', { pk: caseKeys.incident(String(incident?.incidentId)) });
  expect(JSON.stringify(rows)).not.toContain('@');
}, 120_000);

test('when the one mail comes back, staff hear of each of its orders, and silence decides none of them', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  world.runtime.recipients.bounce(kim.email);
  await anOutage(world, ['kim-1', 'kim-2']);
  await world.pass(minutes(40));
  await recovery(world);
  await world.pass(minutes(10));
  for (const n of [1, 2]) expect(await world.cases(`kim-${n}`)).toMatchObject([{ unreachable: true }]);
  const subjects = world.runtime.alerts.map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject?.includes('not reached by mail'))).toHaveLength(2);
}, 120_000);

const forty = Array.from({ length: 40 }, (_, i) => `kim-${i + 1}`);

test('a customer with forty orders behind one provider has one mail of all, with a link for each, and one reminder', async () => {
  await using world = await World.open(automatic);
  await theSweepRests(world);
  await anOutage(world, forty);
  await world.pass(minutes(40));
  expect(world.runtime.mailbox).toEqual([]);
  await recovery(world);
  await world.pass(minutes(20));
  expect(toKim(world).map(({ subject }) => subject)).toEqual([expect.stringMatching(/ \(and 39 more\)$/)]);
  const [mail] = toKim(world);
  const links = linksIn(mail?.text);
  expect(new Set(links).size).toBe(40);
  for (const orderId of forty) expect(mail?.text).toContain(`WEB-${orderId}:`);
  const pages = await Promise.all(links.map((link) => world.get(link)));
  for (const { body } of pages) expect(body).toContain('method:apple-pay');
  for (const orderId of forty) {
    expect(await world.cases(orderId)).toMatchObject([{ state: 'asking', messages: 1, reminders: 0 }]);
  }
  const left = (await world.rows('Cases')).filter(({ entity, gathering }) => entity === 'incident-mail' || gathering);
  expect(left, 'nothing of how it was written stays').toEqual([]);

  await world.pass(hours(2));
  expect(toKim(world)).toHaveLength(2);
  expect(new Set(linksIn(toKim(world)[1]?.text)).size).toBe(40);
}, 120_000);

test('a mail of many orders whose writing breaks off is finished by the next try: one mail, and every order is in it', async () => {
  const calls = [
    { caller: 'ask-customer', service: 'dynamodb', operation: 'TransactWriteItems', before: 0.6, after: 0.2 },
  ] as const;
  await using world = await World.open(automatic, { faults: { calls } });
  world.runtime.faults.active = false;
  await theSweepRests(world);
  await anOutage(world, forty);
  await world.pass(minutes(40));
  await recovery(world);
  world.runtime.faults.active = true;
  const partly = async () => (await world.rows('Cases')).some(({ gathering }) => gathering);
  let brokenOff = false;
  for (let second = 0; second < 30 && !brokenOff; second++) {
    await world.pass(1000);
    brokenOff = await partly();
  }
  expect(brokenOff, 'a try has broken off between two parts').toBe(true);
  expect(toKim(world)).toEqual([]);
  await world.pass(minutes(30));
  expect(await partly()).toBe(false);
  expect(toKim(world)).toHaveLength(1);
  expect(new Set(linksIn(toKim(world)[0]?.text)).size).toBe(40);
  for (const orderId of forty) expect(await world.cases(orderId)).toMatchObject([{ state: 'asking', messages: 1 }]);
}, 240_000);

test('an order that is paid while the mail of all cannot go out leaves the others theirs', async () => {
  const calls = [{ caller: 'ask-customer', service: 'sesv2', before: 1 }] as const;
  await using world = await World.open(automatic, { faults: { calls } });
  await theSweepRests(world);
  await anOutage(world);
  await world.pass(minutes(40));
  await recovery(world);
  await world.pass(minutes(1));
  const unsent = (await world.rows('Cases')).find(({ entity, along }) => entity === 'message' && along);
  const orderId = String(unsent?.pk).replace('ORDER#', '');
  await world.put('Payments', aCapture(world, orderId, 'pay-2', { provider: 'other-pay', method: 'alipay' }));
  world.runtime.faults.active = false;
  await world.pass(minutes(20));
  const ofOthers = toKim(world).filter(({ text }) => !text?.includes(`WEB-${orderId}`));
  expect(ofOthers.map(({ subject }) => subject)).toEqual([expect.stringContaining('(and 1 more)')]);
  expect(linksIn(ofOthers[0]?.text)).toHaveLength(2);
}, 120_000);
