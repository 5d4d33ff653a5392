import { expect, test } from 'vitest';
import { transact } from '#shared/adapters/document-client.ts';
import { rations } from '#shared/adapters/rations.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { adaptersOn } from '#test/support/adapters-on.ts';
import { anAttempt } from '#test/support/attempts.ts';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { anOrder, days, minutes, start, stockOf } from '#test/support/shop.ts';
import { detailsOf } from '#test/support/shortage.ts';
import { World } from '#test/support/world.ts';

const automatic = { types: { 'payment-failure': { mode: 'automatic' } } } as const;
const card = (cardFingerprint: string): Partial<Payment> => ({
  declineCode: '91',
  cardNetwork: 'mastercard',
  adviceCode: '02',
  cardFingerprint,
});

/** An order of a customer of its own, whose card is refused so many times at once. */
async function refused(world: World, orderId: string, fingerprint: string, times = 1): Promise<void> {
  const customer = { ...anOrder().customer, customerId: `c-${orderId}`, email: `${orderId}@customer.example` };
  await world.put('Orders', anOrder({ orderId, orderNumber: `WEB-${orderId}`, customer, paymentState: 'Failed' }));
  for (let n = 1; n <= times; n++)
    await world.put('Payments', anAttempt(world, orderId, `pay-${n}`, card(fingerprint)));
}

const retried = (world: World) =>
  detailsOf(world, 'PaymentRetryRequested').map(({ orderId, retry }) => [orderId, retry]);

test('a refused card is charged again when the shop wants it, within what its network allows the card on all orders', async () => {
  using product = assemblyWithThresholds('payment-failure', { automaticRetries: 2 });
  await using world = await World.open(automatic, { product: product.root });
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 100));
  await refused(world, 'first', 'fp-1', 9);
  await world.pass(minutes(25));
  expect(retried(world), 'the tenth try of the day is the last').toEqual([['first', 1]]);
  expect(detailsOf(world, 'PaymentRetryRequested')).toMatchObject([{ amount: 3500, currency: 'USD' }]);
  await refused(world, 'second', 'fp-1');
  await refused(world, 'other-card', 'fp-2');
  await world.pass(minutes(25));
  expect(retried(world), 'an order more is no card more').toEqual([
    ['first', 1],
    ['other-card', 1],
  ]);
  const [record] = await world.cases('second');
  expect(record).toMatchObject({ state: 'asking', done: { 'retry-1': expect.any(String) } });
  const rows = await world.rows('Cases');
  expect(JSON.stringify(rows), 'of the card a hash is kept').not.toContain('fp-1');
  await world.pass(days(1));
  await refused(world, 'next-day', 'fp-1');
  await world.pass(minutes(25));
  expect(retried(world)).toContainEqual(['next-day', 1]);
}, 120_000);

test('of two orders that want the last try of a card at the same moment one gets it', async () => {
  await using world = await World.open(automatic);
  const ledger = rations(adaptersOn(world).cases);
  const rationed = { name: 'card-tries', of: 'fp-3' };
  const at = start.toISOString();
  const reads = await Promise.all([ledger.read(rationed, 30, start), ledger.read(rationed, 30, start)]);
  const outcomes = [];
  for (const [i, { guard }] of reads.entries()) {
    const orderId = `o-${i}`;
    outcomes.push(await transact(ledger.useItems(rationed, { orderId, at }, `case-${i}`, guard)));
  }
  expect(outcomes.map(({ written }) => written)).toEqual([true, false]);
  const { uses, guard } = await ledger.read(rationed, 30, start);
  expect([uses.map(({ orderId }) => orderId), guard]).toEqual([['o-0'], 1]);
  expect((await transact(ledger.useItems(rationed, { orderId: 'o-1', at }, 'case-1', guard))).written).toBe(true);
});
