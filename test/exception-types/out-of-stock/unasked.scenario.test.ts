import { expect, test } from 'vitest';
import { caseKeys } from '#shared/domain/identity.ts';
import { reports, settled, theRefund, theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, days, hours, inDays, minutes, stockOf } from '#test/support/shop.ts';
import { aShortOrder, detailsOf, subjects, theCase, theDecision } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

/** The customer whose mail went wrong under this code, and their case, which silence would have decided otherwise. */
async function expectSilenceDecidesNothing(world: World, code: string): Promise<void> {
  expect(await theCase(world)).toMatchObject({ state: 'asking', unreachable: true });
  const told = world.runtime.alerts.filter(({ subject }) => subject?.includes('not reached by mail'));
  const subject = `out-of-stock: order WEB-100234, the customer is not reached by mail (${code})`;
  const message = expect.stringContaining(`npm run case -- show ${(await theCase(world)).caseId}`);
  expect(told).toMatchObject([{ subject, message }]);
  const contact = (await world.rows('Cases', { pk: caseKeys.customer('c-1') })).find(
    ({ sk }) => sk === caseKeys.contact,
  );
  expect(contact).toMatchObject({ code });
  await world.pass(hours(49));
  expect(await theDecision(world)).toBeUndefined();
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'CUSTOMER_UNREACHABLE' });
}

const incoming = (day: number, quantity = 10) => [{ purchaseOrderId: 'po-1', quantity, expectedAt: inDays(day) }];

test('a restock within three days of the promise asks nothing and writes nothing to the customer', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(6) } });
  expect(await theDecision(world)).toMatchObject({ by: 'policy', phase: 'final' });
  expect(await theCase(world)).toMatchObject({ state: 'waiting', messages: 0 });
  expect((await world.order('o-1')).lines[0]?.backorder).toMatchObject({ delays: 0 });
  await world.changeStock('MUG-BLUE', () => ({ onHand: 10, incoming: [] }));
  await world.pass(minutes(1));
  expect(await theCase(world)).toMatchObject({ state: 'resolved' });
  expect(subjects(world)).toEqual([]);
});

test('what the customer wished at purchase decides without a question, and a notice says so', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { order: { lines: [aLine({ ifUnavailable: 'refund' })] } });
  expect(await theDecision(world)).toMatchObject({ by: 'preference', phase: 'final' });
  expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
  expect(subjects(world)).toEqual(['Order WEB-100234: the missing item has been taken care of']);
  expect(world.runtime.mailbox[0]?.text).toContain('what you had asked for when you ordered');
});

test('a wish for a substitute is fulfilled without a question when one is there, and the difference comes back', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-RED', 5, { title: 'Mug, red', unitPriceMinor: 1300 }));
  const lines = [aLine({ ifUnavailable: 'substitute' })];
  await aShortOrder(world, { shelf: { substitutes: ['MUG-RED'] }, order: { lines } });
  expect(await theDecision(world)).toMatchObject({
    by: 'preference',
    phase: 'final',
    answer: { choices: { 'line-1': 'substitute:MUG-RED' } },
  });
  const order = await world.order('o-1');
  expect(order.lines).toMatchObject([
    { sku: 'MUG-BLUE', quantity: 0, reservations: [] },
    { sku: 'MUG-RED', quantity: 2, unitPriceMinor: 1300, reservations: [{ quantity: 2, state: 'held' }] },
  ]);
  expect(order).toMatchObject({ totalPriceMinor: 3100, holds: [] });
  expect(await world.stock('MUG-RED')).toMatchObject({ committed: 2, available: 3 });
  const [mail] = world.runtime.mailbox;
  expect(mail?.text).toContain('what you had asked for when you ordered');
  expect(mail?.text).toContain('Send the substitute: Mug, red');
  await reports(world, 'RefundSettled', settled(await theRefund(world)));
  expect(await theRefund(world)).toMatchObject({ amount: 400, state: 'settled' });
  await world.pass(days(5));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'refunded' }]);
  expect(detailsOf(world, 'CustomerAsked')).toEqual([]);
  expect(subjects(world)).toEqual(['Order WEB-100234: the missing item has been taken care of']);
});

test('a wish to wait waits without a question, the mail says until when, and the case ends with the goods', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(20) }, order: { lines: [aLine({ ifUnavailable: 'wait' })] } });
  expect(await theDecision(world)).toMatchObject({
    by: 'preference',
    phase: 'final',
    answer: { choices: { 'line-1': 'wait' } },
  });
  expect(await theCase(world)).toMatchObject({ state: 'waiting', waitUntil: inDays(20) });
  expect(await world.order('o-1')).toMatchObject({
    lines: [{ quantity: 2, backorder: { until: inDays(20), delays: 1 } }],
    holds: [],
  });
  const [mail] = world.runtime.mailbox;
  expect(mail?.text).toContain('what you had asked for when you ordered');
  expect(mail?.text).toContain('Wait until it is in stock, expected March 22, 2026');
  await world.pass(days(19));
  await world.changeStock('MUG-BLUE', () => ({ onHand: 10, incoming: [] }));
  await world.pass(days(5));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved' }]);
  expect((await world.order('o-1')).lines[0]?.reservations).toMatchObject([{ quantity: 2, state: 'held' }]);
  expect(detailsOf(world, 'CustomerAsked')).toEqual([]);
  expect(detailsOf(world, 'RefundRequested')).toEqual([]);
  expect(subjects(world)).toEqual(['Order WEB-100234: the missing item has been taken care of']);
});

test('a wish to cancel the order cancels it', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { order: { lines: [aLine({ ifUnavailable: 'cancel-order' })] } });
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
  expect(await theCase(world)).toMatchObject({ state: 'refunding' });
});

test('a wish that cannot be fulfilled is asked about', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { order: { lines: [aLine({ ifUnavailable: 'substitute' })] } });
  expect(await theCase(world)).toMatchObject({ state: 'asking' });
});

test('silence waits when the date is known, near and the first delay', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(20) } });
  await world.pass(hours(49));
  expect(await theDecision(world)).toMatchObject({ by: 'silence', answer: { choices: { 'line-1': 'wait' } } });
  expect(await theCase(world)).toMatchObject({ state: 'waiting' });
  expect(world.runtime.mailbox.at(-1)?.text).toContain('We did not hear from you');
});

test('silence pays back when the date is too far away', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world, { shelf: { incoming: incoming(40) } });
  await world.pass(hours(49));
  expect(await theDecision(world)).toMatchObject({ answer: { choices: { 'line-1': 'refund-line' } } });
});

test('silence of a business decides nothing: staff do', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  const customer = { ...anOrder().customer, kind: 'business' as const };
  await aShortOrder(world, { order: { customer } });
  await world.pass(hours(49));
  expect(await theCase(world)).toMatchObject({ state: 'needs-staff', reasonCode: 'NO_ANSWER', owner: 'staff' });
  const text = world.runtime.alerts.at(-1)?.message ?? '';
  expect(text).toContain(`npm run case -- show ${(await theCase(world)).caseId}`);
});

test('mail that comes back makes silence decide nothing, and staff are told at once', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  world.runtime.recipients.bounce('kim@customer.example');
  await aShortOrder(world);
  await expectSilenceDecidesNothing(world, 'MAIL_BOUNCED');
  await world.put('Orders', anOrder({ orderId: 'o-2', customer: anOrder().customer }));
  await world.pass(minutes(3));
  expect(await theCase(world, 'o-2')).toMatchObject({ state: 'needs-staff', reasonCode: 'CUSTOMER_UNREACHABLE' });
});

test('a complaint about mail makes silence decide nothing, and staff are told at once', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  world.runtime.recipients.complain('kim@customer.example');
  await aShortOrder(world);
  await expectSilenceDecidesNothing(world, 'MAIL_COMPLAINT');
});

test('mail that the service rejects makes silence decide nothing, and staff are told at once', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  const { orderId, caseId } = await theCase(world);
  // Handed over as the bus would: our mails hold nothing that SES's own sender refuses.
  const detail = {
    eventType: 'Reject',
    mail: { tags: { orderId: [orderId], caseId: [caseId], kind: ['question'] } },
    reject: { reason: 'Bad content' },
  };
  const event = { source: 'aws.ses', 'detail-type': 'Email Rejected', detail };
  await world.runtime.invoke(world.runtime.resourceName('NoticeUndeliverableMail'), event);
  await world.pass(minutes(1));
  await expectSilenceDecidesNothing(world, 'MAIL_REJECTED');
});

test('an order that the shop cancels meanwhile ends its case, and nobody is written to about it', async () => {
  await using world = await World.open();
  await theSweepRests(world);
  await aShortOrder(world);
  const mails = subjects(world).length;
  await world.change('o-1', () => ({ orderState: 'Cancelled' }));
  await world.pass(minutes(2));
  expect(await theCase(world)).toMatchObject({ state: 'superseded' });
  expect(subjects(world)).toHaveLength(mails);
});
