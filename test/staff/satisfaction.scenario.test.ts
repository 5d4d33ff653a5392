import { afterAll, beforeAll, expect, test } from 'vitest';
import { encoded, leaveCase, posted, send } from '#test/customer-reply/reply-world.ts';
import { aLine, anOrder, aPayment, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { typed } from './staff-command.ts';

let world: World;
beforeAll(async () => {
  world = await World.open({}, { port: 0 });
  await world.put('Inventory', stockOf('MUG-TEAL', 900));
});
afterAll(() => world[Symbol.asyncDispose]());

/** A case that has ended well, and what its customer says of it by the page. */
async function says(orderId: string, satisfaction: string): Promise<void> {
  const sku = `MUG-${orderId}`;
  await world.put('Inventory', stockOf(sku, 1, { substitutes: ['MUG-TEAL'] }));
  await world.put('Payments', aPayment(3500, { orderId }));
  await world.put('Orders', anOrder({ orderId, lines: [aLine({ sku })] }));
  await world.pass(minutes(3));
  await leaveCase(world, { state: 'resolved', closedAt: '2026-03-05T10:30:00.000Z' }, orderId);
  const body = encoded({ form: 'satisfaction', satisfaction });
  expect((await send(world, world.link(), posted(body))).status).toBe(200);
}

const words = (out: string) => out.split('\n').map((line) => line.trim().split(/\s+/).join(' '));

test('nobody having said anything is told as such', async () => {
  const { code, out } = await typed(world, 'satisfaction');
  expect(code).toBe(0);
  expect(out).toBe('No customer has said of a case that opened in 2026-03 whether they are content.');
});

test('what customers said is counted by type and month', async () => {
  await says('a', 'content');
  await says('b', 'content');
  await says('c', 'not-content');
  const { out } = await typed(world, 'satisfaction');
  expect(words(out)).toEqual([
    'Of cases that opened in 2026-03, and of those whose customers said so:',
    'out-of-stock 2 content 1 not content 67 %',
  ]);
  expect((await typed(world, 'satisfaction out-of-stock')).out).toBe(out);
  expect((await typed(world, 'satisfaction payment-failure')).out).toContain('No customer has said');
  expect((await typed(world, 'satisfaction --month 2026-02')).out).toContain('2026-02');
});

test('programs get numbers, zeros too', async () => {
  const { out } = await typed(world, 'satisfaction out-of-stock --month 2026-01 --json');
  expect(JSON.parse(out)).toEqual({
    month: '2026-01',
    types: [{ type: 'out-of-stock', answers: { content: 0, 'not-content': 0 } }],
  });
});

test('what is typed wrongly is told with what there is; the help has an example', async () => {
  expect(await typed(world, 'satisfaction parcels')).toMatchObject({
    code: 2,
    err: expect.stringContaining('parcels: no such type; there are '),
  });
  expect(await typed(world, 'satisfaction --month 2026-13')).toMatchObject({ code: 2 });
  expect((await typed(world, 'satisfaction --help')).out).toContain('npm run case -- satisfaction out-of-stock');
});
