import { expect, test } from 'vitest';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { aParcelWorld, delayCases } from '#test/support/parcels.ts';
import { anOrder, aPayment, days, hours, inDays } from '#test/support/shop.ts';
import { theSweepComesEvery } from '#test/support/sweeping.ts';
import { World } from '#test/support/world.ts';

/** An order that was paid and that nobody named a date for; nothing of it has left. */
async function anOrderWithoutADate(world: World, market: string, n: number): Promise<void> {
  const { promisedDeliveryAt: _, ...row } = anOrder({
    orderId: market,
    orderNumber: `WEB-1003${n}`,
    market,
    orderState: 'Confirmed',
  });
  await world.put('Payments', aPayment(3500, { orderId: market }));
  await world.put('Orders', row);
}

/** Two months of sweeps on a busy machine. */
const slow = 180_000;

test(
  'an order that nobody named a date for is late after the time of the law, and no word says that it was promised',
  async () => {
    await using world = await aParcelWorld();
    for (const [n, market] of ['US', 'DE', 'TW', 'CN', 'HK'].entries()) await anOrderWithoutADate(world, market, n);
    await world.pass(days(30) - hours(1));
    for (const market of ['US', 'DE']) expect(await delayCases(world, market), market).toEqual([]);
    await world.pass(hours(5));
    for (const market of ['US', 'DE']) {
      expect(await delayCases(world, market), market).toMatchObject([
        { causeCode: 'not-handed-over', state: 'asking' },
      ]);
    }
    const mails = world.runtime.mailbox.map(({ subject, text }) => `${subject}\n${text}`);
    // The notice stands at the head of the question.
    expect(mails).toHaveLength(2);
    for (const mail of mails) expect(mail).not.toMatch(/promise|later than planned/);
    expect(mails.join('\n')).toContain('has not left our warehouse yet, and its delivery is delayed');
    const alerts = world.runtime.alerts
      .map(({ message }) => message)
      .filter((text) => text.includes('in the warehouse'));
    expect(alerts.join('\n')).toContain(`no date was named for it, and it is due by ${inDays(30)}`);
    // The four days to answer end at Easter.
    await world.pass(days(7));
    // No date is known: in the EU silence gives the extra time once, in the US the money goes back.
    expect(await delayCases(world, 'DE')).toMatchObject([{ state: 'waiting', waitUntil: inDays(44) }]);
    expect(await delayCases(world, 'US')).toMatchObject([{ state: 'refunding' }]);
    await world.pass(days(31));
    for (const market of ['TW', 'CN', 'HK']) expect(await delayCases(world, market), market).toEqual([]);
  },
  slow,
);

test(
  'a deployment says how long its markets take without a date',
  async () => {
    using product = assemblyWithThresholds('logistics-delay', { defaultPromiseDays: { TW: 5, US: 0 } });
    await using world = await World.open(
      { types: { 'logistics-delay': { mode: 'automatic' } } },
      { product: product.root },
    );
    await theSweepComesEvery(world, hours(3));
    for (const [n, market] of ['TW', 'US'].entries()) await anOrderWithoutADate(world, market, n);
    await world.pass(days(5) + hours(2));
    expect(await delayCases(world, 'TW')).toMatchObject([{ causeCode: 'not-handed-over', state: 'asking' }]);
    await world.pass(days(30));
    expect(await delayCases(world, 'US')).toEqual([]);
  },
  slow,
);
