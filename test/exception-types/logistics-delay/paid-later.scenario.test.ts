import { expect, test } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { delayCases } from '#test/support/parcels.ts';
import { anOrder, aPayment, days, hours, minutes } from '#test/support/shop.ts';
import { answers } from '#test/support/shortage.ts';
import { theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';

/** A shop that takes cards, cash at the door under a code of its own, and lets companies pay by invoice. */
const methods = [
  { code: 'card' },
  { code: 'cash-on-delivery' },
  { code: 'pay-the-driver', capture: 'at-delivery' },
  { code: 'invoice' },
  { code: 'net-30', capture: 'on-invoice' },
] as const;

async function aShopOf(product: string): Promise<World> {
  const world = await World.open({ types: { 'logistics-delay': { mode: 'automatic' } } }, { product });
  await theSweepComesEvery(world, hours(3));
  return world;
}

let number = 100_300;

/** An order that is to be paid later, promised in four days; nothing of it has left. */
async function anOrderToBePaid(world: World, orderId: string, changes: Partial<Order>): Promise<void> {
  const orderState = 'Confirmed' as const;
  number += 1;
  const row = anOrder({ orderId, orderNumber: `WEB-${number}`, market: 'TW', orderState, paymentState: 'Pending' });
  await world.put('Orders', { ...row, ...changes });
}

/** Weeks of sweeps on a busy machine. */
const slow = 120_000;

test(
  'what is paid at the door or by invoice is late without a row of its payment, under whatever code the shop declares',
  async () => {
    using product = assemblyWithThresholds('payment-failure', { methods });
    await using world = await aShopOf(product.root);
    for (const paymentMethod of ['cash-on-delivery', 'pay-the-driver', 'invoice', 'net-30', 'card']) {
      await anOrderToBePaid(world, paymentMethod, { paymentMethod });
    }
    await anOrderToBePaid(world, 'by-row', {});
    const attempt = aPayment(3500, { orderId: 'by-row', status: 'pending', method: 'pay-the-driver' });
    const nothing = { authorizedMinor: 0, capturedMinor: 0, refundableMinor: 0 };
    await world.put('Payments', { ...attempt, ...nothing });
    await anOrderToBePaid(world, 'taken-back', { paymentMethod: 'pay-the-driver' });
    await world.put('Payments', { ...attempt, ...nothing, orderId: 'taken-back', status: 'voided' });
    await anOrderToBePaid(world, 'unsaid', {});
    await world.pass(days(4) + minutes(40));
    for (const late of ['cash-on-delivery', 'pay-the-driver', 'invoice', 'net-30', 'by-row']) {
      expect(await delayCases(world, late), late).toMatchObject([{ causeCode: 'not-handed-over' }]);
    }
    for (const unpaid of ['card', 'unsaid', 'taken-back']) {
      expect(await delayCases(world, unpaid), unpaid).toEqual([]);
    }
  },
  slow,
);

test(
  'who has paid nothing yet is offered to cancel, and nobody speaks of a refund',
  async () => {
    using product = assemblyWithThresholds('payment-failure', { methods });
    await using world = await aShopOf(product.root);
    await anOrderToBePaid(world, 'o-1', { paymentMethod: 'pay-the-driver', orderNumber: 'WEB-100234' });
    await world.pass(days(4) + hours(2));
    const mails = world.runtime.mailbox.map(({ text }) => text).join('\n');
    expect(mails).toContain('cancel it; you have not paid anything for it yet');
    expect((await world.get(world.link())).body).toContain(
      'Cancel it: you have paid nothing, and nothing will be charged',
    );
    await answers(world, { 'unit.not-handed-over': 'refund' });
    await world.pass(minutes(20));
    expect(await delayCases(world)).toMatchObject([{ state: 'cancelled' }]);
    expect(await world.order('o-1')).toMatchObject({ orderState: 'Cancelled' });
    expect(world.eventTypes()).not.toContain('RefundRequested');
    for (const { text } of world.runtime.mailbox) expect(text).not.toMatch(/refund|money back/);
  },
  slow,
);
