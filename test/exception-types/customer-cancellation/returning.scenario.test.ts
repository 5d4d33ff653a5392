import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anOrderToShip,
  asksToCancel,
  cancellationOf,
  casesOf,
  decides,
  eventsAbout,
  mailsOf,
  newestMail,
  nowIn,
  openWorld,
  refundsOfOrder,
  ships,
  tellsOf,
} from '#test/support/cancellation.ts';
import { reports, settled } from '#test/support/refund-story.ts';
import { aLine, days, hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(0);
});
afterAll(() => world[Symbol.asyncDispose]());

const inGermany = (orderId: string) => ({
  orderId,
  orderNumber: `WEB-${orderId}-0001`,
  market: 'DE',
  currencyCode: 'EUR' as const,
  customer: {
    customerId: `c-${orderId}`,
    kind: 'consumer' as const,
    email: 'kim@customer.example',
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
  },
});
const inTheUs = (orderId: string) => ({ orderId, orderNumber: `WEB-${orderId}-0001` });

/** A parcel with everything of the order, handed over to the customer now. */
async function isDelivered(orderId: string): Promise<void> {
  const at = nowIn(world);
  const { lines } = await world.order(orderId);
  await world.put('Shipments', {
    orderId,
    shipmentId: 'parcel-1',
    carrier: 'dhl',
    trackingNumber: `T-${orderId}`,
    lineIds: lines.map(({ lineId }) => lineId),
    tag: 'Delivered',
    createdAt: at,
    handedOverAt: at,
    deliveredAt: at,
    checkpoints: [],
    version: 1,
  });
  await world.change(orderId, () => ({ shipmentState: 'Delivered' }));
  await world.pass(minutes(1));
}

describe('a withdrawal within the legal period', () => {
  test('is receipted at once with its date and time, also late at night, and says how the goods come back', async () => {
    const order = await anOrderToShip(world, inGermany('night'));
    await ships(world, 'night');
    await isDelivered('night');
    const until = Date.parse('2026-03-02T22:41:00.000Z');
    await world.pass(until - world.runtime.clock.now());
    await asksToCancel(world, 'night', { statutory: true });
    expect(mailsOf(world, order)).toEqual(['Order WEB-night-0001: receipt of your withdrawal']);
    const mail = newestMail(world, order);
    expect(mail).toMatch(/on March 2, 2026 at 11:41\sPM \(GMT\+1\)/);
    expect(mail).toContain('the whole order');
    expect(mail).toMatch(/send the goods back by March 17, 2026/);
    expect(await cancellationOf(world, 'night')).toMatchObject({ state: 'pursuing' });
    expect((await world.order('night')).holds).toEqual([]);
  });

  test.each([
    ['stopped', false],
    ['sent-back', true],
  ] as const)('whose receipt cannot be mailed calls staff to get it there, once: %s', async (orderId, gone) => {
    const { customer, ...order } = inGermany(orderId);
    await anOrderToShip(world, { ...order, customer: { ...customer, email: undefined } });
    if (gone) await ships(world, orderId);
    const { requestedAt } = await asksToCancel(world, orderId, { statutory: true });
    await world.pass(days(2));
    const { caseId } = await cancellationOf(world, orderId);
    const calls = world.runtime.alerts.filter(({ message }) => message.includes('durable'));
    const ours = calls.filter(({ subject }) => subject?.includes(order.orderNumber));
    expect(ours).toMatchObject([
      { subject: `customer-cancellation: order ${order.orderNumber}, not mailed (NO_MAIL_ADDRESS)` },
    ]);
    expect(ours[0]?.message).toContain(requestedAt);
    expect(ours[0]?.message).toContain(`npm run case -- show ${caseId}`);
  });

  test('whose receipt was mailed calls nobody for it, nor does a plain wish to cancel', async () => {
    await anOrderToShip(world, inGermany('mailed'));
    await asksToCancel(world, 'mailed', { statutory: true });
    const plain = inTheUs('plain-unmailed');
    await anOrderToShip(world, { ...plain, customer: { ...inGermany('plain').customer, email: undefined } });
    await asksToCancel(world, 'plain-unmailed');
    const calls = world.runtime.alerts.filter(({ subject = '' }) => /not mailed/.test(subject));
    expect(calls.filter(({ subject }) => /mailed-0001/.test(subject ?? ''))).toEqual([]);
  });

  test('is paid back with standard delivery once the goods are back', async () => {
    const order = await anOrderToShip(world, inGermany('back'));
    await ships(world, 'back');
    await isDelivered('back');
    await world.pass(days(3));
    await asksToCancel(world, 'back', { statutory: true });
    await world.pass(days(5));
    expect(await refundsOfOrder(world, 'back')).toEqual([]);
    await tellsOf(world, 'back', 'ReturnReceived', { reference: 'rma-1' });
    const [row] = await refundsOfOrder(world, 'back');
    expect(row).toMatchObject({ amount: 3500, shipping: { net: 500 }, decidedBy: 'customer' });
    expect(await world.order('back')).toMatchObject({
      shipmentState: 'Delivered',
      lines: [{ quantity: 0, reservations: [{ state: 'released', quantity: 2 }] }],
    });
    expect(await world.stock('MUG-BLUE')).toMatchObject({ onHand: 50 });
    await reports(world, 'RefundSettled', settled(row!));
    expect(await cancellationOf(world, 'back')).toMatchObject({ state: 'refunded' });
    const mails = mailsOf(world, order);
    expect(mails.filter((subject) => subject.includes('about your cancellation'))).toHaveLength(1);
  });

  test('is paid back as soon as the posting is proven', async () => {
    await anOrderToShip(world, inGermany('proof'));
    await ships(world, 'proof');
    await asksToCancel(world, 'proof', { statutory: true });
    await tellsOf(world, 'proof', 'ProofOfReturn', { reference: 'post-1' });
    expect(await refundsOfOrder(world, 'proof')).toMatchObject([{ amount: 3500 }]);
  });

  test('of a part is paid back without delivery', async () => {
    await anOrderToShip(world, { ...inGermany('some'), lines: [aLine({ quantity: 3 })] });
    await ships(world, 'some');
    await asksToCancel(world, 'some', { statutory: true, scope: 'lines', lines: [{ lineId: 'line-1', quantity: 1 }] });
    await tellsOf(world, 'some', 'ReturnReceived');
    expect(await refundsOfOrder(world, 'some')).toMatchObject([{ amount: 1500, shipping: { net: 0, tax: 0 } }]);
    expect((await world.order('some')).lines).toMatchObject([
      {
        quantity: 2,
        reservations: [
          { state: 'consumed', quantity: 2 },
          { state: 'released', quantity: 1 },
        ],
      },
    ]);
  });

  test('that comes too late is receipted all the same, and staff decide', async () => {
    const order = await anOrderToShip(world, inGermany('late'));
    await ships(world, 'late');
    await isDelivered('late');
    await world.pass(days(30));
    await asksToCancel(world, 'late', { statutory: true });
    expect(mailsOf(world, order)).toEqual(['Order WEB-late-0001: receipt of your withdrawal']);
    expect(await cancellationOf(world, 'late')).toMatchObject({
      state: 'needs-staff',
      reasonCode: 'RETURN_PERIOD_OVER',
    });
  });
});

describe('goods on their way back', () => {
  test('without a legal right are paid back without the delivery', async () => {
    await anOrderToShip(world, inTheUs('goodwill'));
    await ships(world, 'goodwill');
    await asksToCancel(world, 'goodwill');
    await tellsOf(world, 'goodwill', 'ReturnReceived', { code: 'complete' });
    expect(await refundsOfOrder(world, 'goodwill')).toMatchObject([{ amount: 3000, shipping: { net: 0, tax: 0 } }]);
  });

  test('are reminded of once; when they never come staff decide, and what they choose is done', async () => {
    const order = await anOrderToShip(world, inTheUs('never'));
    await ships(world, 'never');
    await asksToCancel(world, 'never');
    await world.pass(days(8));
    expect(mailsOf(world, order)).toEqual([
      'Order WEB-never-0001: we have your cancellation request',
      'Order WEB-never-0001: we have not had your return yet',
    ]);
    await world.pass(days(21));
    expect(await cancellationOf(world, 'never')).toMatchObject({ state: 'needs-staff', reasonCode: 'RETURN_OVERDUE' });
    expect(mailsOf(world, order)).toHaveLength(2);
    await decides(world, 'never', { 'line-1': 'keep' });
    expect(await cancellationOf(world, 'never')).toMatchObject({ state: 'resolved' });
    expect(await refundsOfOrder(world, 'never')).toEqual([]);
    expect(newestMail(world, order)).toContain('Stays as ordered: Mug, blue × 2');
  });

  test('that are damaged or not all there are looked at by staff, who may pay back', async () => {
    await anOrderToShip(world, inTheUs('broken'));
    await ships(world, 'broken');
    await asksToCancel(world, 'broken');
    await tellsOf(world, 'broken', 'ReturnReceived', { code: 'damaged' });
    expect(await cancellationOf(world, 'broken')).toMatchObject({
      state: 'needs-staff',
      reasonCode: 'RETURN_INCOMPLETE',
    });
    await decides(world, 'broken', { 'line-1': 'refund' });
    expect(await refundsOfOrder(world, 'broken')).toMatchObject([{ amount: 3000, decidedBy: 'staff' }]);
  });

  test('are not taken back when they are files that were delivered', async () => {
    await anOrderToShip(world, { ...inGermany('files'), lines: [aLine({ supply: 'digital' })] });
    await ships(world, 'files');
    await asksToCancel(world, 'files');
    expect(await cancellationOf(world, 'files')).toMatchObject({ state: 'needs-staff', reasonCode: 'DIGITAL_CONTENT' });
  });
});

test('of an order that has left in part the rest is cancelled at once, and what has left comes back in a case of its own', async () => {
  const order = await anOrderToShip(world, {
    ...inGermany('half'),
    lines: [aLine({ quantity: 2 }), aLine({ lineId: 'line-2', sku: 'TEA', title: 'Tea', unitPriceMinor: 700 })],
  });
  await world.change('half', ({ lines: [first, ...rest] }) => ({
    shipmentState: 'Partial',
    lines: [
      { ...first!, reservations: first!.reservations.map((each) => ({ ...each, state: 'consumed' as const })) },
      ...rest,
    ],
  }));
  await world.pass(minutes(1));
  await asksToCancel(world, 'half', { statutory: true });
  await tellsOf(world, 'half', 'WarehouseHoldConfirmed');
  await world.pass(minutes(2));
  const [first, second] = await casesOf(world, 'half');
  expect(first).toMatchObject({ causeKey: 'request-req-1', state: 'refunding', refundMinor: 1400 });
  expect(second).toMatchObject({ causeKey: 'return-req-1', state: 'pursuing' });
  await world.pass(hours(30));
  await tellsOf(world, 'half', 'ReturnReceived');
  const amounts = (await refundsOfOrder(world, 'half')).map(({ amount }) => amount).sort();
  expect(amounts).toEqual([1400, 3500]);
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(order.totalPriceMinor);
  expect(eventsAbout(world, 'half', 'ReturnRequested')).toMatchObject([{ lines: [{ lineId: 'line-1', quantity: 2 }] }]);
});
