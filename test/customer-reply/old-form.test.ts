import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCapture, anAttempt } from '#test/support/attempts.ts';
import { anOrder, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { encoded, offerOf, posted, send } from './reply-world.ts';

let world: World;
beforeAll(async () => {
  world = await World.open({ types: { 'payment-failure': { mode: 'automatic' } } });
});
afterAll(() => world[Symbol.asyncDispose]());

/** The form of a question whose order could not be paid, as it stands on somebody's screen. */
async function aFormFrom(orderId: string) {
  await world.put('Inventory', stockOf('MUG-BLUE', 10));
  await world.put('Orders', anOrder({ orderId, paymentState: 'Failed' }));
  await world.put('Payments', anAttempt(world, orderId, 'pay-1'));
  await world.pass(minutes(25));
  const link = world.link();
  return { link, body: encoded({ offer: await offerOf(world, link), cancel: 'order', confirm: '0234' }) };
}

describe('a form that was opened before', () => {
  it('is not taken while nothing is asked: its sender reads that it was not sent, and that the order is looked after', async () => {
    const { link, body } = await aFormFrom('o-1');
    await world.put('Payments', anAttempt(world, 'o-1', 'pay-2', { status: 'pending' }));
    await world.pass(minutes(2));
    expect(await world.cases('o-1')).toMatchObject([{ state: 'pursuing' }]);
    const now = await send(world, link);
    expect([now.status, now.body.includes('We are looking after your order')]).toEqual([200, true]);
    const page = await send(world, link, posted(body));
    expect(page.status).toBe(409);
    expect(page.body).toContain('Your choice was not sent');
    expect(page.body).toContain('We are looking after your order');
    expect(page.body).not.toContain('The problem has gone away');
    expect(page.body).toContain('NOT_ASKED_NOW');
    const told = await send(world, link, posted(body), true);
    expect(JSON.parse(told.body)).toMatchObject({ status: 409, code: 'NOT_ASKED_NOW', state: 'pursued' });
    expect(await world.order('o-1')).toMatchObject({ orderState: 'Open' });
  });

  it('learns that the problem has gone away when it has', async () => {
    const { link, body } = await aFormFrom('o-2');
    await world.put('Payments', aCapture(world, 'o-2', 'pay-2'));
    const told = await send(world, link, posted(body), true);
    expect(JSON.parse(told.body)).toMatchObject({ status: 409, code: 'NOTHING_TO_ANSWER', state: 'solving' });
  });
});
