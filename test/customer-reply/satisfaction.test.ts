import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { words } from '#functions/customer-reply/words.ts';
import { languages } from '#shared/domain/primitives.ts';
import type { World } from '#test/support/world.ts';
import { encoded, leaveCase, posted, Questions, send, signed } from './reply-world.ts';

let questions: Questions;
let world: World;
beforeAll(async () => {
  questions = await Questions.open();
  world = questions.world;
});
afterAll(() => questions[Symbol.asyncDispose]());

const say = (satisfaction: string, json = false) =>
  send(world, world.link(), posted(encoded({ form: 'satisfaction', satisfaction })), json);
const closed = (state = 'resolved') =>
  leaveCase(world, { state, closedAt: '2026-03-05T10:30:00.000Z' }, questions.orderId);
const kept = async () =>
  (await world.rows('Cases', { pk: `ORDER#${questions.orderId}` })).filter(({ entity }) => entity === 'satisfaction');
const counted = async (code: string) =>
  Number(
    (await world.rows('Cases', { pk: 'SATISFACTION#out-of-stock#2026-03' })).find(({ sk }) => sk === code)?.answers ??
      0,
  );

describe('whether a customer is content', () => {
  beforeEach(() => questions.next());

  it.each(['resolved', 'refunded', 'resolved-upstream'])('is asked of a case that is %s', async (state) => {
    await closed(state);
    const { body } = await send(world, world.link());
    expect(body).toContain('<legend>Are you content with how we handled this?</legend>');
    expect(body).not.toMatch(/<input[^>]*checked/);
    expect(await kept()).toEqual([]);
  });

  it.each(['cancelled', 'closed-by-staff', 'observed'])(
    'is not asked, nor taken, of a case that is %s',
    async (state) => {
      await closed(state);
      expect((await send(world, world.link())).body).not.toContain('<form');
      expect((await say('content')).status).toBe(410);
      expect(await kept()).toEqual([]);
    },
  );

  it('is not asked while the question is open', async () => {
    expect((await say('content')).body).toContain('name="offer"');
    expect(await kept()).toEqual([]);
  });

  it('is kept as a code beside the case and counted once, however often it is sent', async () => {
    await closed();
    const before = await counted('content');
    const first = await say('content');
    expect(first.status).toBe(200);
    expect(first.body).toContain('Thank you for telling us.');
    const [again, other] = await Promise.all([say('content'), say('not-content')]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(other.body).toContain('Your answer: Yes, I am content');
    expect(await kept()).toMatchObject([{ satisfaction: 'content' }]);
    expect(Object.keys((await kept())[0]!).sort()).toEqual([
      'at',
      'caseId',
      'entity',
      'expiresAt',
      'orderId',
      'pk',
      'satisfaction',
      'sk',
    ]);
    expect(await counted('content')).toBe(before + 1);
    expect((await send(world, world.link())).body).not.toContain('<form');
  });

  it('of two that are sent at once one counts', async () => {
    await closed();
    const before = (await counted('content')) + (await counted('not-content'));
    await Promise.all([say('content'), say('not-content')]);
    expect(await kept()).toHaveLength(1);
    expect((await counted('content')) + (await counted('not-content'))).toBe(before + 1);
  });

  it('is asked again when nothing was chosen, with what is missing at the form', async () => {
    await closed();
    const page = await send(world, world.link(), posted(encoded({ form: 'satisfaction' })));
    expect(page.status).toBe(422);
    expect(page.body).toContain('Please choose one of the two answers.');
    expect(page.body).toContain('aria-describedby="content-why"');
    expect(page.body).toContain('<title>Error: ');
  });

  it.each([
    [{ form: 'satisfaction', satisfaction: 'delighted' }, 422, 'CHOICE_NOT_OFFERED'],
    [{ form: 'satisfaction', satisfaction: 'content', comment: 'thanks' }, 400, 'UNKNOWN_FIELD'],
  ])('takes nothing else: %j', async (fields, status, code) => {
    await closed();
    const answer = await send(world, world.link(), posted(encoded(fields)), true);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ code });
    expect(await kept()).toEqual([]);
  });

  it('is told to programs, and an expired link asks no more', async () => {
    await closed();
    expect(JSON.parse((await send(world, world.link(), {}, true)).body)).toMatchObject({
      satisfactions: ['content', 'not-content'],
    });
    await say('not-content');
    expect(JSON.parse((await send(world, world.link(), {}, true)).body)).toMatchObject({ satisfaction: 'not-content' });
  });

  it('is not asked by a link that has expired', async () => {
    await closed();
    const [row] = await world.cases(questions.orderId);
    const expiresAt = Math.floor(world.runtime.clock.now() / 1000) - 61;
    const link = await signed(world, { expiresAt, orderId: questions.orderId, caseId: row?.caseId });
    expect((await send(world, link)).body).not.toContain('<form');
  });

  it.each(languages)('is asked in %s', (language) => {
    expect(words[language].contentTitle.length).toBeGreaterThan(5);
    expect(words[language].content.content).not.toBe(words[language].content['not-content']);
  });
});
