import { afterAll, beforeAll, expect, test } from 'vitest';
import { theSweepRests } from '#test/support/refund-story.ts';
import { hours, minutes, stockOf } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';
import { casesOf, dallas, settled } from '../exception-types/order-information-error/details.ts';
import { typed } from './staff-command.ts';

let world: World;
beforeAll(async () => {
  world = await World.open({ types: { 'order-information-error': { mode: 'automatic' } } }, { port: 0 });
  await theSweepRests(world);
  await world.put('Inventory', stockOf('MUG-BLUE', 1000));
});
afterAll(() => world[Symbol.asyncDispose]());

const [street, suite] = dallas.addressLines as [string, string];
const swapped = { ...dallas, addressLines: [suite, street] };
const linesOf = async (orderId: string) => (await world.order(orderId)).shippingAddress?.addressLines;

/** An order whose lines were put in order without a word to anybody, and the case of it. */
async function mended(orderId: string): Promise<string> {
  await settled(world, orderId, { shippingAddress: swapped });
  expect(await linesOf(orderId)).toEqual([street, suite]);
  expect(world.runtime.mailbox).toEqual([]);
  return (await casesOf(world, orderId)).find(({ type }) => type === 'order-information-error')!.caseId;
}

test('what was corrected without a word is as it was before, with a trace of who did it, and is not corrected again', async () => {
  const caseId = await mended('silent');
  expect((await typed(world, `show ${caseId}`)).out).toContain(`npm run case -- undo ${caseId}`);
  const done = await typed(world, `undo ${caseId}`, { answer: 'y' });
  expect(done).toMatchObject({
    code: 0,
    out: expect.stringContaining(`Taken back: the correction of case ${caseId}.`),
  });
  expect(done.err).toContain('addressLine1, addressLine2');
  expect(done.err).not.toContain('Chestnut');
  await world.pass(minutes(10));
  await world.change('silent', () => ({}));
  await world.pass(minutes(10));
  const { corrections, holds } = await world.order('silent');
  expect(await linesOf('silent')).toEqual([suite, street]);
  expect(holds).toEqual([]);
  expect(corrections).toMatchObject([{ undoneAt: expect.any(String), undoneBy: expect.stringMatching(/^staff-/) }]);
  const amended = world.runtime.events.filter(({ event }) => event['detail-type'] === 'OrderAmended');
  expect(amended.at(-1)?.event.detail).toMatchObject({ caseId, decisionId: expect.stringMatching(/^undo-/) });
  expect(await casesOf(world, 'silent')).toHaveLength(1);
  expect(await typed(world, `undo ${caseId} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`nothing of case ${caseId} can be taken back`),
  });
});

test('an order that changes while staff read is left as it is', async () => {
  const caseId = await mended('changing');
  const meanwhile = () => world.change('changing', () => ({}));
  expect(await typed(world, `undo ${caseId}`, { answer: 'y', meanwhile })).toMatchObject({
    code: 1,
    err: expect.stringContaining('changed while you looked at it, and nothing was written'),
  });
  expect(await linesOf('changing')).toEqual([street, suite]);
});

test('after two hours, or when it is packed, a correction stays, and staff are told why', async () => {
  const [late, packed] = [await mended('late'), await mended('packed')];
  await world.change('packed', () => ({ shipmentState: 'Ready' }));
  expect(await typed(world, `undo ${packed} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('nothing is packed'),
  });
  await world.pass(hours(2));
  expect(await typed(world, `undo ${late} --yes`)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/could be taken back until 2026-03-02 \d\d:\d\d/),
  });
  expect(await linesOf('late')).toEqual([street, suite]);
  expect((await typed(world, `show ${late}`)).out).not.toContain('case -- undo');
});
