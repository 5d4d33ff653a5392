import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typed } from '#test/staff/staff-command.ts';
import { assemblyWithThresholds } from '#test/support/configured.ts';
import { theSweepRests } from '#test/support/refund-story.ts';
import { aLine, hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { casesOf as allCasesOf, answers, dallas, filledIn, settled, subjectsOf } from './details.ts';

/** A shop whose catalogue is complete and whose own service judges addresses. */
const configured = assemblyWithThresholds('order-information-error', {
  catalogueComplete: true,
  verifier: 'shop-service',
});

let world: World;
beforeAll(async () => {
  const types = { 'order-information-error': { mode: 'automatic' } } as const;
  world = await World.open({ types }, { product: configured.root, port: 0 });
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 1000));
});
afterAll(async () => {
  configured[Symbol.dispose]();
  await world[Symbol.asyncDispose]();
});

/** Other types only watch in this world. */
const casesOf = async (orderId: string) =>
  (await allCasesOf(world, orderId)).filter(({ type }) => type === 'order-information-error');
const mailsOf = (orderId: string) => subjectsOf(world).filter((subject) => subject.includes(`WEB-${orderId}-`));

describe('a SKU that is in no catalogue', () => {
  const unknown = { shippingAddress: dallas, lines: [aLine({ sku: 'MUG-BLEU' })] };

  test('goes to staff with the order stopped; when its row is written, the order goes on and nobody was written to', async () => {
    await settled(world, 'unlisted', unknown);
    expect(await casesOf('unlisted')).toMatchObject([
      { state: 'needs-staff', causeCode: 'sku-unknown', reasonCode: 'SKU_UNKNOWN' },
    ]);
    expect((await world.order('unlisted')).holds).toMatchObject([{ reason: 'OTHER' }]);
    const alert = world.runtime.alerts.find(({ subject }) => subject?.includes('WEB-unlisted-0234 needs staff'));
    expect(alert?.message).toContain('line line-1: SKU MUG-BLEU is in no catalogue.');
    await world.change('unlisted', ({ lines: [line] }) => ({ lines: [{ ...line!, sku: 'MUG-BLUE' }] }));
    await world.pass(minutes(5));
    expect(await world.order('unlisted')).toMatchObject({ holds: [] });
    expect(await casesOf('unlisted')).toMatchObject([{ state: 'resolved-upstream' }]);
    expect(mailsOf('unlisted')).toEqual([]);
  });

  test('that staff let pass lets its order go, and is not found again', async () => {
    await settled(world, 'let-pass', unknown);
    const [found] = await casesOf('let-pass');
    const { code, err } = await typed(world, `decide ${found?.caseId} --close --yes`);
    expect(code, err).toBe(0);
    await world.pass(minutes(5));
    await world.change('let-pass', () => ({}));
    await world.pass(minutes(5));
    const [closed, ...others] = await casesOf('let-pass');
    expect(others).toEqual([]);
    expect(closed).toMatchObject({ causeCode: 'sku-unknown', closedAt: expect.any(String) });
    expect(await world.order('let-pass')).toMatchObject({ holds: [], orderState: 'Open' });
    expect(mailsOf('let-pass')).toEqual([]);
  });
});

describe('the shop’s own address service', () => {
  const at = '2026-03-02T08:00:00.000Z';
  const elsewhere = { ...dallas, postalCode: '10001' };

  test('is believed where it accepts what our tables would ask about', async () => {
    const asked = await settled(world, 'unjudged', { shippingAddress: elsewhere });
    expect(asked.holds).toMatchObject([{ reason: 'INCORRECT_ADDRESS' }]);
    const order = await settled(world, 'accepted', {
      shippingAddress: elsewhere,
      addressVerification: { action: 'ACCEPT', at },
    });
    expect(order.holds).toEqual([]);
    expect(await casesOf('accepted')).toEqual([]);
  });

  test('is believed where it questions what our tables take: its suggestion stands filled in, and is taken with a click', async () => {
    const addressVerification = { action: 'CONFIRM', at, suggestion: { addressLine1: '255 N Chestnut St' } } as const;
    await settled(world, 'questioned', { shippingAddress: dallas, addressVerification });
    expect(await casesOf('questioned')).toMatchObject([{ state: 'asking', causeCode: 'service-questions' }]);
    const fields = await filledIn(world);
    expect(fields).toMatchObject({ 'input.addressLine1': '255 N Chestnut St', 'input.postalCode': '75203' });
    const { status } = await answers(world, { 'unit.delivery': 'correct', ...fields });
    expect(status).toBe(200);
    await world.pass(hours(1));
    expect(await world.order('questioned')).toMatchObject({
      holds: [],
      shippingAddress: { addressLines: ['255 N Chestnut St', 'Suite 383'] },
    });
    expect(await casesOf('questioned')).toMatchObject([{ state: 'resolved' }]);
  });

  test('of which the customer says that the address is right as it is, is not listened to again', async () => {
    const addressVerification = { action: 'CONFIRM_ADD_SUBPREMISES', at } as const;
    await settled(world, 'right-as-is', { shippingAddress: dallas, addressVerification });
    await answers(world, { 'unit.delivery': 'keep' });
    await world.pass(minutes(5));
    await world.change('right-as-is', () => ({}));
    await world.pass(minutes(5));
    expect(await casesOf('right-as-is')).toMatchObject([{ state: 'resolved' }]);
    expect(await world.order('right-as-is')).toMatchObject({ holds: [], shippingAddress: dallas });
  });
});
