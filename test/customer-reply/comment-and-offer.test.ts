import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aLine, minutes, stockOf } from '#test/support/shop.ts';
import type { World } from '#test/support/world.ts';
import {
  answer,
  aWorldWithAQuestion,
  caseOf,
  confirmed,
  decisions,
  encoded,
  hiddenFields,
  offerOf,
  posted,
  refundLine,
  send,
} from './reply-world.ts';

const substitute = { 'unit.line-1': 'substitute:MUG-TEAL' };

let world: World;
beforeEach(async () => {
  world = await aWorldWithAQuestion();
});
afterEach(() => world[Symbol.asyncDispose]());

const show = (json = false) => send(world, world.link(), {}, json);

describe('a comment', () => {
  const hostile = '<b>\u202Eplease\u202C</b>\u0000\u0007 ring\r\n\ttwice';

  it('is kept on the order with the decision, as text, without what is only there to deceive', async () => {
    const second = await answer(world, { ...refundLine, comment: hostile });
    expect(second.body).toContain('&lt;b&gt;please&lt;/b&gt; ring');
    await answer(world, { ...confirmed, comment: hostile });
    expect((await world.order('o-1')).customerComments).toMatchObject([
      { caseId: (await caseOf(world)).caseId, text: '<b>please</b> ring\n\ttwice' },
    ]);
  });

  it('is nowhere else: not in the case, its decision, an event, an alert or a log', async () => {
    await answer(world, { ...confirmed, comment: 'CANARY-COMMENT' });
    await world.pass(minutes(15));
    const { events, alerts, logs } = world.runtime;
    expect(JSON.stringify([await world.rows('Cases'), events, alerts, logs])).not.toContain('CANARY-COMMENT');
    expect((await show()).body).not.toContain('CANARY-COMMENT');
  });

  it('does not stand in the way of the decision being carried out', async () => {
    await answer(world, { ...confirmed, comment: 'Thanks' });
    await world.pass(minutes(11));
    expect(await world.payment('o-1')).toMatchObject({ pendingRefundMinor: 3000 });
    expect((await world.order('o-1')).customerComments).toHaveLength(1);
  });
});

describe('an offer', () => {
  it('that has changed since it was shown is not agreed to: the new one is shown, nothing chosen', async () => {
    const offer = await offerOf(world);
    await world.put('Inventory', stockOf('MUG-TEAL', 9, { title: 'Mug, teal', unitPriceMinor: 1400, version: 2 }));
    const changed = await send(world, world.link(), posted(encoded({ offer, ...substitute, comment: 'Hello' })));
    expect(changed.status).toBe(409);
    expect(changed.body).toContain('Code: OFFER_CHANGED');
    expect(changed.body).toContain('Mug, teal ($2 comes back to you)');
    expect(changed.body).not.toContain(' checked');
    expect(changed.body).toContain('Hello</textarea>');
    expect(await decisions(world)).toEqual([]);
    const { offer: fresh = '' } = hiddenFields(changed);
    expect(fresh).not.toBe(offer);
    const agreed = await send(world, world.link(), posted(encoded({ offer: fresh, ...substitute, confirm: '0234' })));
    expect(agreed.body).toContain('We have your choice');
  });

  it('that is empty by now needs no answer: it is being solved by itself', async () => {
    const offer = await offerOf(world);
    await world.put('Inventory', stockOf('MUG-BLUE', 5, { version: 3 }));
    const shown = await show();
    expect(shown.body).toMatch(/nothing for you to do|taken care of|goods have come in/);
    const late = await send(world, world.link(), posted(encoded({ offer, ...confirmed })));
    expect([409, 410]).toContain(late.status);
    expect((await decisions(world)).filter(({ by }) => by === 'customer')).toEqual([]);
  });

  it('decided beforehand for one of two items shows that one and asks for the other', async () => {
    await using two = await aWorldWithAQuestion({
      lines: [aLine(), aLine({ lineId: 'line-2', sku: 'TEA', title: 'Tea', quantity: 1, ifUnavailable: 'refund' })],
    });
    const { body } = await send(two, two.link());
    expect(body).toContain('Decided already, as you set it');
    expect(body).not.toContain('unit.line-2');
    expect((await answer(two, { ...substitute, 'unit.line-2': 'wait' })).status).toBe(422);
    const second = await answer(two, substitute);
    expect(second.body).toContain('Refund in total: $15');
    const done = await answer(two, { ...hiddenFields(second), confirm: '0234' });
    expect(done.body).toContain('We have your choice');
    expect(await decisions(two)).toMatchObject([
      { answer: { choices: { 'line-1': 'substitute:MUG-TEAL', 'line-2': 'refund-line' } } },
    ]);
  });
});
