import { expect, test } from 'vitest';
import type { Payment } from '#shared/domain/payment.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, days, hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

const automatic = {
  types: { 'payment-failure': { mode: 'automatic' }, 'out-of-stock': { mode: 'automatic' } },
} as const;

/** An attempt on an order that nothing has come of. */
const anAttempt = (orderId: string, attemptId: string, changes: Partial<Payment> = {}): Payment =>
  aPayment(3500, {
    orderId,
    attemptId,
    authorizedMinor: 0,
    capturedMinor: 0,
    refundableMinor: 0,
    status: 'failed',
    declineCode: 'insufficient_funds',
    ...changes,
  });

const aPaid = (orderId: string, attemptId: string, changes: Partial<Payment> = {}): Payment =>
  aPayment(3500, { orderId, attemptId, ...changes });

test('a declined card is asked about after 20 minutes, and another method resumes the order by itself', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Failed', lines: [aLine()] }));
  await world.put('Payments', anAttempt('o-1', 'pay-1'));
  await world.pass(minutes(19));
  expect(world.runtime.mailbox).toEqual([]);
  await world.pass(minutes(3));
  expect(await world.cases('o-1')).toMatchObject([{ type: 'payment-failure', state: 'asking', subject: 'pay-1' }]);
  expect(world.runtime.mailbox.map(({ subject }) => subject)).toEqual([
    'Order WEB-100234: the payment is not complete yet',
  ]);
  await world.put('Payments', aPaid('o-1', 'pay-2', { method: 'line-pay' }));
  await world.pass(minutes(2));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(world.runtime.mailbox).toHaveLength(2);
  await world.pass(hours(30));
  expect(world.runtime.mailbox).toHaveLength(2);
});

test('a provider’s fault: the customer reads that it was not the card, in their own language, and pays another way', async () => {
  await using world = await World.open(automatic);
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  const customer = { ...anOrder().customer, locale: 'zh-TW', timeZone: 'Asia/Taipei' };
  await world.put('Orders', anOrder({ paymentState: 'Failed', market: 'TW', customer }));
  await world.put('Payments', anAttempt('o-1', 'pay-1', { declineCode: 'processing_error' }));
  await world.pass(minutes(25));
  const [mail] = world.runtime.mailbox;
  expect(mail?.subject).toBe('訂單 WEB-100234：付款尚未完成');
  expect(mail?.text).toContain('與您的卡片無關');
  expect(mail?.text).toContain('LINE Pay、');
  const { body } = await world.get(world.link());
  expect(body).toContain('使用LINE Pay付款');
  const offer = /name="offer" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const onward = await world.post(world.link(), { offer, 'unit.payment': 'method:convenience-store' });
  expect(onward.body).toContain('使用超商代碼繳費付款');
  expect(onward.headers?.['content-security-policy']).toContain("form-action 'self'");
  await world.put(
    'Payments',
    anAttempt('o-1', 'pay-2', {
      method: 'convenience-store',
      status: 'pending',
      createdAt: new Date(world.runtime.clock.now()).toISOString(),
    }),
  );
  await world.pass(hours(30));
  expect(world.runtime.mailbox).toHaveLength(1);
  expect((await world.order('o-1')).holds).toEqual([]);
  await world.put('Payments', aPaid('o-1', 'pay-2', { method: 'convenience-store', version: 2 }));
  await world.pass(minutes(2));
  // It is half past ten at night in Taipei: the thanks wait for the morning.
  expect(world.runtime.mailbox).toHaveLength(1);
  await world.pass(hours(10));
  expect(await world.cases('o-1')).toMatchObject([{ causeCode: 'provider-fault', state: 'resolved-upstream' }]);
  expect(world.runtime.mailbox).toHaveLength(2);
});

test('an order that is paid at night is let go at once; its customer hears of it in the morning', async () => {
  await using world = await World.open(automatic);
  await world.put('Orders', anOrder({ paymentState: 'Failed', lines: [aLine({ supply: 'digital' })] }));
  await world.put('Payments', anAttempt('o-1', 'pay-1'));
  await world.pass(hours(38));
  expect((await world.order('o-1')).holds).toMatchObject([{ reason: 'AWAITING_PAYMENT' }]);
  const mails = world.runtime.mailbox.length;
  await world.put('Payments', aPaid('o-1', 'pay-2'));
  await world.pass(minutes(2));
  expect((await world.order('o-1')).holds).toEqual([]);
  expect(world.eventTypes().filter((type) => type === 'OrderReleased')).toHaveLength(1);
  expect(world.runtime.mailbox).toHaveLength(mails);
  await world.pass(hours(10));
  expect(world.runtime.mailbox).toHaveLength(mails + 1);
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved-upstream' }]);
});

test('in approve mode the question, the hold and the cancellation each wait for staff', async () => {
  await using world = await World.open({ types: { 'payment-failure': { mode: 'approve' } } });
  await theSweepRests(world);
  await world.put('Orders', anOrder({ paymentState: 'Failed', lines: [aLine({ supply: 'digital' })] }));
  await world.put('Payments', anAttempt('o-1', 'pay-1'));
  await world.pass(minutes(25));
  const release = async (step: string) => {
    const [record] = (await world.cases('o-1')) as { pk: string; caseId: string; orderId: string }[];
    await world.release(record!, step);
    await world.pass(minutes(2));
  };
  expect(await world.cases('o-1')).toMatchObject([{ state: 'queued', pending: { step: 'ask', reason: 'approve' } }]);
  expect(world.runtime.mailbox).toEqual([]);
  await release('ask');
  expect(world.runtime.mailbox).toHaveLength(1);
  await world.pass(hours(25));
  expect((await world.order('o-1')).holds).toEqual([]);
  expect(await world.cases('o-1')).toMatchObject([{ pending: { step: 'errand-hold', reason: 'approve' } }]);
  await release('errand-hold');
  expect((await world.order('o-1')).holds).toMatchObject([{ reason: 'AWAITING_PAYMENT' }]);

  await world.pass(days(7));
  const [due] = (await world.cases('o-1')) as { pending?: { step: string } }[];
  expect(due).toMatchObject({
    state: 'asking',
    pending: { step: expect.stringMatching(/^final-/), reason: 'approve' },
  });
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Open', holds: [{ reason: 'AWAITING_PAYMENT' }] });
  expect(world.eventTypes()).not.toContain('OrderCancelled');
  await release(due!.pending!.step);
  expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled', holds: [] });
  await world.pass(hours(12));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'cancelled' }]);
  expect(world.runtime.mailbox.at(-1)?.text).toContain('You have not been charged');
}, 60_000);

test('a customer who cannot be written to is for staff; a payment ends their case all the same', async () => {
  await using world = await World.open(automatic);
  const customer = { customerId: 'c-2', kind: 'consumer', locale: 'en-US', timeZone: 'UTC' } as const;
  await world.put('Orders', anOrder({ customer, lines: [aLine({ supply: 'digital' })] }));
  await world.put('Payments', anAttempt('o-1', 'pay-1'));
  await world.pass(minutes(25));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'needs-staff', reasonCode: 'NO_MAIL_ADDRESS' }]);
  await world.put('Payments', aPaid('o-1', 'pay-2'));
  await world.pass(minutes(2));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved-upstream' }]);
});

test('records that come twice, shuffled, or after the payment bring no second case and no second mail', async () => {
  await using world = await World.open(automatic);
  await world.put('Payments', anAttempt('o-1', 'pay-1'));
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ paymentState: 'Failed' }));
  for (let version = 2; version < 5; version++) await world.put('Payments', anAttempt('o-1', 'pay-1', { version }));
  await world.pass(minutes(25));
  expect(await world.cases('o-1')).toHaveLength(1);
  await world.put('Payments', aPaid('o-1', 'pay-2'));
  await world.pass(minutes(2));
  await world.put('Payments', anAttempt('o-1', 'pay-1', { version: 6 }));
  await world.pass(hours(30));
  expect(await world.cases('o-1')).toMatchObject([{ state: 'resolved-upstream' }]);
  expect(world.runtime.mailbox).toHaveLength(2);
});
