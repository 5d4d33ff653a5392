import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replyLimits } from '#shared/adapters/reply-limits.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { adaptersOn } from '#test/support/adapters-on.ts';
import { cancelLinkOf } from '#test/support/front-door.ts';
import { hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import { answer, confirmed, encoded, posted, Questions, send, signed } from './reply-world.ts';

const again = posted(encoded({ again: 'yes' }));
const button = 'name="again"';

let questions: Questions;
let world: World;
beforeAll(async () => {
  questions = await Questions.open();
  world = questions.world;
});
afterAll(() => questions[Symbol.asyncDispose]());

const mails = () => world.runtime.mailbox.filter(({ tags }) => tags.orderId === questions.orderId);
const sentAgain = () => mails().filter(({ tags }) => tags.kind === 'question-again');

/** A link of the order that has expired, as an old mail holds it. */
async function anOldLink(): Promise<string> {
  const { orderId } = questions;
  const [record] = await world.cases(orderId);
  const expiresAt = Math.floor(world.runtime.clock.now() / 1000) - 3600;
  return signed(world, { orderId, caseId: record!.caseId, expiresAt });
}

describe('the newest question of an order', () => {
  beforeEach(() => questions.next());

  it('can be had again from a link that has expired: a mail with a fresh link, by which it is answered', async () => {
    const old = await anOldLink();
    const page = await send(world, old);
    expect(page.status).toBe(410);
    expect(page.body).toContain(button);
    expect(page.body).toContain('Send the newest question again');
    const { status, body } = await send(world, old, again);
    expect(status).toBe(200);
    expect(body).toContain('k•••@customer.example');
    expect(body).not.toContain('kim@');
    expect(sentAgain()).toHaveLength(1);
    expect(sentAgain()[0]).toMatchObject({ to: ['kim@customer.example'], subject: mails()[0]!.subject });
    expect((await answer(world, confirmed)).status).toBe(200);
  });

  it('goes out once for a double click, and once an hour', async () => {
    const old = await anOldLink();
    const clicks = await Promise.all([1, 2, 3].map(() => send(world, old, again)));
    expect(clicks.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(clicks.filter(({ headers }) => headers['idempotent-replayed'] === 'true')).toHaveLength(2);
    expect(sentAgain()).toHaveLength(1);
    await world.pass(minutes(59));
    const replayed = JSON.parse((await send(world, old, again, true)).body);
    expect(replayed).toMatchObject({ state: 'sent-again', to: 'k•••@customer.example' });
    expect(sentAgain()).toHaveLength(1);
    await world.pass(minutes(2));
    await send(world, old, again);
    expect(sentAgain()).toHaveLength(2);
  });

  it('can be had again from the page behind the link of the order, in the language of the order', async () => {
    const { orderId } = questions;
    await world.change(orderId, ({ customer }) => ({ customer: { ...customer, locale: 'zh-TW' } }));
    const link = await cancelLinkOf(world, orderId);
    const page = await send(world, link);
    expect(page.body).toContain(button);
    expect(page.body).toContain('重新寄送最新的問題');
    const { status, body } = await send(world, link, again);
    expect(status).toBe(200);
    expect(body).toContain('問題已重新寄出');
    expect(sentAgain()).toHaveLength(1);
    const shown = await send(world, world.link());
    expect(shown.status).toBe(200);
    expect((await world.order(orderId)).cancelRequest).toBeUndefined();
  });

  it('goes to the address that the order has now, also when mail has come back', async () => {
    const { orderId } = questions;
    const link = await cancelLinkOf(world, orderId);
    const moved = { customerId: 'c-moved', email: 'new@customer.example' };
    await world.change(orderId, ({ customer }) => ({ customer: { ...customer, ...moved } }));
    await world.putCases({
      pk: caseKeys.customer('c-moved'),
      sk: caseKeys.contact,
      entity: 'contact',
      code: 'BOUNCED',
    });
    await send(world, link, again);
    expect(sentAgain().map(({ to }) => to)).toEqual([['new@customer.example']]);
  });

  it('is not sent when nothing is asked: no button, and a post says so', async () => {
    const { orderId } = questions;
    const link = await cancelLinkOf(world, orderId);
    await answer(world, confirmed);
    expect(JSON.parse((await send(world, link, again, true)).body)).toMatchObject({
      status: 409,
      code: 'NOTHING_ASKED',
    });
    await world.pass(hours(1));
    expect((await send(world, link)).body).not.toContain(button);
    expect((await send(world, await anOldLink())).body).not.toContain(button);
    expect((await send(world, await anOldLink(), again)).status).toBe(409);
    expect(sentAgain()).toEqual([]);
  });

  it('is not sent past the list of addresses that may be mailed, nor while everything is paused', async () => {
    const old = await anOldLink();
    await world.switch({ mailAllowList: ['@shop.example'] });
    expect((await send(world, old, again)).status).toBe(409);
    const from = new Date(world.runtime.clock.now()).toISOString();
    await world.switch({ pauses: [{ from }] });
    expect((await send(world, old, again)).status).toBe(503);
    await world.switch({});
    expect(sentAgain()).toEqual([]);
  });

  it('takes no other field beside', async () => {
    const old = await anOldLink();
    const { body } = await send(world, old, posted(encoded({ again: 'yes', to: 'x@y.example' })), true);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'UNKNOWN_FIELD' });
    expect(sentAgain()).toEqual([]);
  });
});

it('a turn that is given back, because the mail service refused it, may be taken again at once', async () => {
  const { cases } = adaptersOn(world);
  const limits = replyLimits(cases.tableName);
  const linked = { orderId: 'o-turn', caseId: 'out-of-stock-o-turn-0' };
  const at = new Date(world.runtime.clock.now());
  expect(await limits.takeTurnToSend(linked, at, hours(1))).toBeUndefined();
  expect(await limits.takeTurnToSend(linked, at, hours(1))).toBe(at.toISOString());
  await limits.giveTurnBack(linked, at);
  expect(await limits.takeTurnToSend(linked, at, hours(1))).toBeUndefined();
});
