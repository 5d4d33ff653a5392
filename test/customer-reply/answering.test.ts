import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hours, minutes } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import {
  answer,
  aWorldWithAQuestion,
  caseOf,
  confirmed,
  decisions,
  encoded,
  hiddenFields,
  leaveCase,
  offerOf,
  posted,
  Questions,
  refundLine,
  send,
} from './reply-world.ts';

const substitute = { 'unit.line-1': 'substitute:MUG-TEAL' };

let questions: Questions;
let world: World;
beforeAll(async () => {
  questions = await Questions.open();
  world = questions.world;
});
afterAll(() => questions[Symbol.asyncDispose]());
beforeEach(() => questions.next());

const show = (json = false) => send(world, world.link(), {}, json);

describe('the question', () => {
  it('lists the choices of each short item with none taken, and never the end of the order number', async () => {
    const { status, body } = await show();
    expect(status).toBe(200);
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('<legend>Mug, blue × 1</legend>');
    expect(body.match(/type="radio"/g)).toHaveLength(3);
    expect(body).not.toContain(' checked');
    expect(body).toContain('Remove the item and refund $30');
    expect(body).toContain('Cancel the whole order and refund $35');
    expect(body).toContain('WEB-10••••');
    expect(body).not.toContain('0234');
  });

  it('changes nothing when it is opened, by GET or HEAD, 50 times', async () => {
    const tables = ['Orders', 'Payments', 'Inventory', 'Cases'] as const;
    const all = () => Promise.all(tables.map((table) => world.rows(table)));
    const before = await all();
    for (let i = 0; i < 25; i++) {
      await show();
      await send(world, world.link(), { method: 'HEAD' });
    }
    expect(await all()).toEqual(before);
  });

  it('is one JSON object for a program that asks for JSON, and answered by one', async () => {
    const question = JSON.parse((await show(true)).body);
    expect(question).toMatchObject({
      state: 'open',
      orderNumber: 'WEB-10••••',
      offer: { lines: [{ unitId: 'line-1' }] },
    });
    const body = JSON.stringify({ offer: question.offerHash, ...confirmed });
    const answered = await send(
      world,
      world.link(),
      posted(body, { 'content-type': 'application/json; charset=utf-8' }),
      true,
    );
    expect(answered.status).toBe(200);
    expect(answered.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answered.body)).toMatchObject({
      state: 'decided',
      decidedBy: 'customer',
      answer: { choices: { 'line-1': 'refund-line' } },
      refund: { centAmount: 3000, currencyCode: 'USD' },
      takeBackUntil: expect.any(String),
    });
  });
});

describe('an answer', () => {
  it('that moves no money is taken at once, with the offer that was agreed to', async () => {
    const done = await answer(world, substitute);
    expect(done.status).toBe(200);
    expect(done.body).toContain('We have your choice');
    expect(done.body).not.toContain('Take this choice back');
    const [decision] = await decisions(world, questions.orderId);
    expect(decision).toMatchObject({
      by: 'customer',
      answer: { choices: { 'line-1': 'substitute:MUG-TEAL' } },
      offer: { lines: [{ unitId: 'line-1' }] },
    });
  });

  it('that moves money is first repeated with its amounts, and nothing is decided yet', async () => {
    const second = await answer(world, { ...refundLine, comment: 'Thank you & bye' });
    expect(second.status).toBe(200);
    expect(second.body).toContain('Please confirm your choice');
    expect(second.body).toContain('Refund in total: $30');
    expect(second.body).toContain('Last 4 characters of your order number');
    expect(hiddenFields(second)).toMatchObject({ ...refundLine, comment: 'Thank you & bye' });
    expect(await decisions(world, questions.orderId)).toEqual([]);
  });

  it('that cancels the whole order is repeated too, whatever was chosen beside it', async () => {
    const second = await answer(world, { ...substitute, cancel: 'order' });
    expect(second.body).toContain('Cancel the whole order and refund $35');
    expect(hiddenFields(second)).not.toHaveProperty('unit.line-1');
    const done = await answer(world, { ...hiddenFields(second), confirm: '0234' });
    expect(done.body).toContain('We have your choice');
    expect(await decisions(world, questions.orderId)).toMatchObject([{ answer: { cancelOrder: true } }]);
  });

  it('can be gone back to from the second page, the choices kept', async () => {
    const second = await answer(world, { ...refundLine, comment: 'Hello' });
    const first = await answer(world, { ...hiddenFields(second), confirm: '', back: 'yes' });
    expect(first.body).toMatch(/value="refund-line" checked/);
    expect(first.body).toContain('Hello</textarea>');
    expect(await decisions(world, questions.orderId)).toEqual([]);
  });

  it.each(['0234', ' 0234 ', '０２３４'])('is confirmed by the last four characters typed as %j', async (confirm) => {
    expect((await answer(world, { ...refundLine, confirm })).body).toContain('We have your choice');
  });

  it('sent again gets the same answer again and is marked as a repeat', async () => {
    const offer = await offerOf(world);
    const one = () => send(world, world.link(), posted(encoded({ offer, ...confirmed })));
    const first = await one();
    const second = await one();
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.body).toBe(first.body);
    await world.pass(minutes(11));
    expect((await one()).status).toBe(200);
    expect(await decisions(world, questions.orderId)).toHaveLength(1);
  });

  it('sent ten times at once is one decision, and everybody sees it taken', async () => {
    const offer = await offerOf(world);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => send(world, world.link(), posted(encoded({ offer, ...confirmed })))),
    );
    expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(all.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect(await decisions(world, questions.orderId)).toHaveLength(1);
  });

  it('given both ways at once is the first one; the other learns what was recorded, and when', async () => {
    const offer = await offerOf(world);
    const give = (fields: Record<string, string>) =>
      send(world, world.link(), posted(encoded({ offer, ...fields })), true);
    const both = await Promise.all([give(confirmed), give({ cancel: 'order', confirm: '0234' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [decision] = await decisions(world, questions.orderId);
    const lost = both.find(({ status }) => status === 409);
    expect(JSON.parse(lost?.body ?? '')).toMatchObject({
      code: 'ALREADY_ANSWERED',
      answer: decision?.answer,
      decidedAt: decision?.decidedAt,
    });
  });

  it('different from the one before is not taken, and the page shows the one that was', async () => {
    await answer(world, confirmed);
    const other = await send(world, world.link(), posted(encoded({ offer: 'x', ...substitute })));
    expect(other.status).toBe(409);
    expect(other.body).toContain('Code: ALREADY_ANSWERED');
    expect(other.body).toContain('Remove the item and refund $30');
    expect(other.body).toContain('Recorded on March 2, 2026');
  });
});

describe('a provisional answer', () => {
  it('says until when it can be taken back, on the clock of the customer', async () => {
    await using taipei = await aWorldWithAQuestion({
      customer: {
        customerId: 'c',
        kind: 'consumer',
        email: 'kim@customer.example',
        locale: 'zh_TW',
        timeZone: 'Asia/Taipei',
      },
    });
    const done = await answer(taipei, confirmed);
    expect(done.body).toContain('可以在 2026年3月2日 下午4:13（GMT+8）前撤回');
  });

  it('taken back is the question again, with at least 24 hours to answer it', async () => {
    await leaveCase(
      world,
      { answerDue: new Date(world.runtime.clock.now() + hours(1)).toISOString() },
      questions.orderId,
    );
    const done = await answer(world, confirmed);
    const back = await send(world, world.link(), posted(encoded(hiddenFields(done))));
    expect(back.status).toBe(200);
    expect(back.body).toContain('Your choice has been taken back');
    expect(await decisions(world, questions.orderId)).toEqual([]);
    const at = world.runtime.clock.now();
    expect(Date.parse(String((await caseOf(world, questions.orderId)).answerDue))).toBe(at + hours(24));
    const again = await send(world, world.link(), posted(encoded(hiddenFields(done))));
    expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } });
  });

  it('taken back early keeps the time that the question had', async () => {
    const { answerDue } = await caseOf(world, questions.orderId);
    const done = await answer(world, confirmed);
    await send(world, world.link(), posted(encoded(hiddenFields(done))));
    expect((await caseOf(world, questions.orderId)).answerDue).toBe(answerDue);
  });

  it('taken back can be followed by another, which then is carried out', async () => {
    const done = await answer(world, confirmed);
    await send(world, world.link(), posted(encoded(hiddenFields(done))));
    await answer(world, { cancel: 'order', confirm: '0234' });
    await world.pass(minutes(11));
    expect((await world.order(questions.orderId)).orderState).toBe('Cancelled');
    expect(await world.payment(questions.orderId)).toMatchObject({ pendingRefundMinor: 3500 });
  });

  it('cannot be taken back once it is final, and the page says so', async () => {
    const done = await answer(world, confirmed);
    await world.pass(minutes(10));
    const late = await send(world, world.link(), posted(encoded(hiddenFields(done))));
    expect(late.status).toBe(409);
    expect(late.body).toContain('Code: ALREADY_FINAL');
    expect(await decisions(world, questions.orderId)).toHaveLength(1);
  });

  it('cannot be taken back by the id of another, nor together with other fields', async () => {
    const done = await answer(world, confirmed);
    const other = await send(world, world.link(), posted(encoded({ 'take-back': 'another' })));
    expect(other).toMatchObject({ status: 409 });
    const mixed = await send(world, world.link(), posted(encoded({ ...hiddenFields(done), amount: '1' })), true);
    expect(JSON.parse(mixed.body)).toMatchObject({ status: 400, code: 'UNKNOWN_FIELD' });
    expect(await decisions(world, questions.orderId)).toHaveLength(1);
  });
});

describe('the confirmation', () => {
  const wrong = () => answer(world, { ...refundLine, confirm: '9999' }, true);

  it('asked for by a program is a problem until it is given, and costs no try', async () => {
    const asked = JSON.parse((await answer(world, refundLine, true)).body);
    expect(asked).toMatchObject({ code: 'CONFIRMATION_MISMATCH', triesLeft: 5, state: 'to-confirm' });
    expect(asked.refund).toEqual({ centAmount: 3000, currencyCode: 'USD' });
  });

  it('wrong five times locks the link and hands the case to staff, with an alert', async () => {
    const locked = () => world.runtime.alerts.filter(({ subject }) => subject?.includes('LINK_LOCKED'));
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(JSON.parse((await wrong()).body)).toMatchObject({ status: 422, code: 'CONFIRMATION_MISMATCH', triesLeft });
    }
    expect(await caseOf(world, questions.orderId)).toMatchObject({ state: 'needs-staff', owner: 'staff' });
    await world.pass(minutes(1));
    const { caseId } = await caseOf(world, questions.orderId);
    expect(locked().map(({ message }) => message.includes(String(caseId)))).toEqual([true]);
    const right = await send(world, world.link(), posted(encoded(confirmed)));
    expect(right.status).toBe(423);
    expect(right.body).toContain('Code: LINK_LOCKED');
    expect((await show()).status).toBe(423);
    expect(await decisions(world, questions.orderId)).toEqual([]);
  });

  it('wrong many times at once counts each', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, wrong));
    const codes = all.map(({ body }) => JSON.parse(body).code).sort();
    expect(codes).toEqual([...Array(5).fill('CONFIRMATION_MISMATCH'), ...Array(3).fill('LINK_LOCKED')]);
  });

  it('left empty is wrong, and the form is shown again with a way to the field', async () => {
    const again = await answer(world, { ...refundLine, confirm: '' });
    expect(again.status).toBe(422);
    expect(again.body).toContain('href="#confirm"');
    expect(again.body).toContain('You can try 4 more times.');
  });
});
