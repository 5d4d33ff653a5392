import { expect, test } from 'vitest';
import type { Payment } from '#shared/domain/payment.ts';
import { aLine, anOrder, aPayment, hours, minutes, stockOf, World } from '#test/support/world.ts';

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
