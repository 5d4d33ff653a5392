import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys } from '#shared/domain/identity.ts';
import { anOrder, aPayment, hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import {
  answer,
  aWorldWithAQuestion,
  caseOf,
  confirmed,
  decisions,
  encoded,
  leaveCase,
  offerOf,
  posted,
  Questions,
  refundLine,
  send,
  signed,
} from './reply-world.ts';

async function rotateSecret(world: World, secret: string): Promise<void> {
  const SecretId = world.runtime.resourceName('LinkSecret');
  await world.runtime.call({
    service: 'secretsmanager',
    operation: 'PutSecretValue',
    input: { SecretId, SecretString: secret },
  });
}

const lateReplies = async (world: World, orderId = 'o-1') =>
  (await world.rows('Cases', { pk: caseKeys.order(orderId) })).filter(({ entity }) => entity === 'late-reply') as {
    replies: object[];
  }[];

const problemOf = async (world: World, path: string, sent = {}) =>
  JSON.parse((await send(world, path, sent, true)).body);

let questions: Questions;
let world: World;
beforeAll(async () => {
  questions = await Questions.open();
  world = questions.world;
});
afterAll(() => questions[Symbol.asyncDispose]());

describe('the link of a case', () => {
  beforeEach(() => questions.next());

  it('that is being carried out says what was chosen, and that there is nothing else to do', async () => {
    await answer(world, confirmed);
    await world.pass(minutes(11));
    const { status, body } = await send(world, world.link());
    expect(status).toBe(200);
    expect(body).toContain('Remove the item and refund $30');
    expect(body).toContain('We are working on it');
    expect(body).not.toContain('<form');
  });

  it('that silence has decided says so, and a late answer learns what was done', async () => {
    await using world = await aWorldWithAQuestion();
    const offer = await offerOf(world);
    const link = world.link();
    await world.pass(hours(50));
    expect((await send(world, link)).body).toContain('We went ahead as our message said');
    expect(await problemOf(world, link, posted(encoded({ offer, ...confirmed })))).toMatchObject({
      status: 410,
      code: 'ALREADY_CLOSED',
      decidedBy: 'silence',
      decidedAt: expect.any(String),
    });
  });

  it('that silence has decided keeps a late answer in codes, once, and tells staff while it can still be changed', async () => {
    await using world = await aWorldWithAQuestion();
    const offer = await offerOf(world);
    const link = world.link();
    await world.pass(hours(50));
    await send(world, link);
    expect(await lateReplies(world)).toEqual([]);
    const before = await caseOf(world);
    const teal = { 'unit.line-1': 'substitute:MUG-TEAL' };
    const alerts = world.runtime.alerts.length;
    const late = posted(encoded({ offer, ...teal, comment: 'Please call me, Kim' }));
    for (let i = 0; i < 2; i++) expect((await send(world, link, late)).status).toBe(410);
    await send(world, link, posted(encoded({ offer, 'unit.line-1': 'no-such-choice' })));
    await world.pass(minutes(3));
    expect(await lateReplies(world)).toMatchObject([
      { replies: [{ code: 'LATE_REPLY', answer: { choices: { 'line-1': 'substitute:MUG-TEAL' } } }] },
    ]);
    expect(JSON.stringify(await lateReplies(world))).not.toContain('Kim');
    const told = world.runtime.alerts.slice(alerts);
    expect(told.map(({ subject }) => subject)).toEqual([
      'out-of-stock: order WEB-100234 was answered too late (LATE_REPLY)',
    ]);
    expect(told[0]?.message).toContain(`npm run case -- show ${String(before.caseId)}`);
    expect(told[0]?.message).not.toContain('Kim');
    expect(await caseOf(world)).toEqual(before);
    await send(world, link, posted(encoded({ offer, ...confirmed })));
    await world.pass(minutes(3));
    expect((await lateReplies(world))[0]?.replies).toHaveLength(2);
    expect(world.runtime.alerts).toHaveLength(alerts + 1);
  });

  it('that has expired keeps a late answer; what cannot be changed any more calls nobody', async () => {
    await using world = await aWorldWithAQuestion();
    const offer = await offerOf(world);
    const expiresAt = Math.floor(world.runtime.clock.now() / 1000) + 3600;
    const link = await signed(world, { expiresAt });
    await world.pass(hours(50));
    await world.change('o-1', () => ({ shipmentState: 'Shipped' }));
    await world.pass(minutes(1));
    const alerts = world.runtime.alerts.length;
    const late = await problemOf(world, link, posted(encoded({ offer, ...confirmed })));
    expect(late).toMatchObject({ status: 410, code: 'LINK_EXPIRED' });
    await world.pass(minutes(3));
    expect(await lateReplies(world)).toHaveLength(1);
    expect(world.runtime.alerts).toHaveLength(alerts);
  });

  it('that its customer has answered themselves takes a second thought for no late reply', async () => {
    const offer = await offerOf(world);
    await answer(world, confirmed);
    await world.pass(minutes(11));
    await send(world, world.link(), posted(encoded({ offer, 'unit.line-1': 'substitute:MUG-TEAL' })));
    expect(await lateReplies(world, questions.orderId)).toEqual([]);
  });

  it('that is closed answers 410 with the outcome, when it was, and what had been chosen', async () => {
    const offer = await offerOf(world);
    await answer(world, confirmed);
    await world.pass(minutes(11));
    await leaveCase(world, { state: 'refunded', closedAt: '2026-03-05T10:30:00.000Z' }, questions.orderId);
    const { status, body } = await send(world, world.link());
    expect(status).toBe(410);
    expect(body).toContain('The refund is complete.');
    expect(body).toContain('Remove the item and refund $30');
    expect(body).toContain('Completed on March 5, 2026 at 10:30');
    expect(body).toContain('Code: ALREADY_CLOSED');
    for (const personal of ['kim@', 'WEB-100234', 'c-1']) expect(body).not.toContain(personal);
    const other = posted(encoded({ offer, 'unit.line-1': 'substitute:MUG-TEAL' }));
    expect(await problemOf(world, world.link(), other)).toMatchObject({ code: 'ALREADY_CLOSED', outcome: 'refunded' });
  });

  it.each(['superseded', 'slipped'] as const)(
    'that is %s sends to the newest mail, by GET and by POST',
    async (state) => {
      const offer = await offerOf(world);
      await leaveCase(world, { state }, questions.orderId);
      for (const sent of [{}, posted(encoded({ offer, ...confirmed }))]) {
        const page = await send(world, world.link(), sent);
        expect(page.status).toBe(410);
        expect(page.body).toContain('use the link in the newest e-mail');
        expect(page.body).toContain('Code: SUPERSEDED');
        expect(page.headers.location).toBeUndefined();
        const { status, headers, body } = await send(world, world.link(), sent, true);
        expect(status).toBe(410);
        expect(headers['content-type']).toContain('application/problem+json');
        expect(JSON.parse(body)).toMatchObject({ status: 410, code: 'SUPERSEDED' });
      }
      expect(await decisions(world, questions.orderId)).toEqual([]);
    },
  );

  it('that staff have in hand still takes the answer of the customer', async () => {
    await leaveCase(world, { state: 'needs-staff', owner: 'staff' }, questions.orderId);
    expect((await answer(world, confirmed)).status).toBe(200);
    expect(await decisions(world, questions.orderId)).toHaveLength(1);
  });

  it('whose customer was never written to is not valid', async () => {
    await leaveCase(world, { state: 'settling', askedAt: undefined, messages: 0 }, questions.orderId);
    expect(await problemOf(world, world.link())).toMatchObject({ code: 'LINK_INVALID' });
  });

  it('expires a minute after its time, and then still tells the outcome', async () => {
    await using world = await aWorldWithAQuestion();
    const expiresAt = Math.floor(world.runtime.clock.now() / 1000) + 3600;
    const link = await signed(world, { expiresAt });
    await answer(world, confirmed);
    await world.pass(hours(1) + minutes(1));
    expect((await send(world, link)).status).toBe(200);
    await world.pass(1000);
    const late = await send(world, link);
    expect(late.status).toBe(410);
    expect(late.body).toContain('Code: LINK_EXPIRED');
    expect(late.body).toContain('Remove the item and refund $30');
    expect(late.body).toContain('contact us');
  });
});

describe('the key of the links', () => {
  it('may be changed once while a link is out, and a link of the new key works at once', async () => {
    await using world = await aWorldWithAQuestion();
    const old = world.link();
    expect((await send(world, old)).status).toBe(200);
    await rotateSecret(world, 'n'.repeat(64));
    await world.pass(5_000);
    expect((await send(world, await signed(world))).status).toBe(200);
    expect((await send(world, old)).status).toBe(200);
  });

  it('that was revoked opens nothing any more within a minute', async () => {
    await using world = await aWorldWithAQuestion();
    const old = world.link();
    expect((await send(world, old)).status).toBe(200);
    await rotateSecret(world, 'n'.repeat(64));
    await rotateSecret(world, 'm'.repeat(64));
    await world.pass(minutes(1));
    expect(await problemOf(world, old)).toMatchObject({ code: 'LINK_INVALID' });
  });
});

describe('what a link must not do', () => {
  it('opens its own case only, whatever ids come with the form', async () => {
    await using world = await aWorldWithAQuestion();
    const mine = world.link();
    await world.put('Payments', aPayment(3500, { orderId: 'o-2' }));
    await world.put('Orders', anOrder({ orderId: 'o-2', orderNumber: 'WEB-200999' }));
    await world.pass(minutes(4));
    const [theirs] = await world.cases('o-2');
    const offer = await offerOf(world, mine);
    const other = posted(encoded({ offer, ...confirmed, caseId: String(theirs?.caseId), orderId: 'o-2' }));
    expect(await problemOf(world, mine, other)).toMatchObject({ code: 'UNKNOWN_FIELD' });
    const mixed = await signed(world, { caseId: theirs?.caseId });
    expect(await problemOf(world, mixed)).toMatchObject({ code: 'LINK_INVALID' });
    expect(await decisions(world)).toEqual([]);
  });

  it('never reaches a log, an event, an alert or a table, whatever is done with it', async () => {
    await using world = await aWorldWithAQuestion();
    const link = world.link();
    await send(world, link);
    await send(world, link, posted('offer=%'));
    await send(world, link, posted(encoded(refundLine), { host: 'evil.example' }));
    await answer(world, confirmed);
    await world.pass(minutes(15));
    const { logs, events, alerts } = world.runtime;
    const tables = await Promise.all(
      (['Orders', 'Payments', 'Inventory', 'Cases'] as const).map((name) => world.rows(name)),
    );
    expect(JSON.stringify([logs, events, alerts, tables])).not.toContain(link.split('.').at(-1));
  });

  it('makes no decision by bots alone: every link and button pressed, the order number unknown', async () => {
    await questions.next();
    const link = world.link();
    const offer = await offerOf(world, link);
    await send(world, link, { method: 'HEAD' });
    for (const fields of [
      {},
      { cancel: 'order' },
      refundLine,
      { ...refundLine, confirm: '' },
      { cancel: 'order', confirm: '' },
    ]) {
      await send(world, link, posted(encoded({ offer, ...fields })));
    }
    expect(await decisions(world, questions.orderId)).toEqual([]);
    await world.pass(minutes(2));
    expect((await answer(world, confirmed)).body).toContain('We have your choice');
  });
});

describe('when a service fails', () => {
  it('the page says that it cannot be worked on now, with every header, and tells nothing of the inside', async () => {
    await using world = await aWorldWithAQuestion();
    await leaveCase(world, { type: 'not-installed' });
    const page = await send(world, world.link());
    expect(page).toMatchObject({ status: 503, headers: { 'retry-after': '30', 'cache-control': 'no-store' } });
    expect(page.body).toContain('Code: UNAVAILABLE');
    expect(page.body).not.toMatch(/not-installed|TypeUnknown|\bat \w+ \(/);
    expect(world.runtime.logs.some(({ text }) => text.includes('TypeUnknown'))).toBe(true);
  });
});
