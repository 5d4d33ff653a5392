import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '#functions/customer-reply/problem.ts';
import { readFields } from '#functions/customer-reply/reply-fields.ts';
import { bodyLimitFor, enteredIn, readReply, readTakeBack } from '#functions/customer-reply/reply-form.ts';
import type { LineOffer, Offer } from '#shared/domain/case.ts';

const form = (text: string) => ({ mediaType: 'application/x-www-form-urlencoded', text });
const json = (text: string) => ({ mediaType: 'application/json', text });
const usd = (centAmount: number) => ({ centAmount, currencyCode: 'USD' as const });

const unit = (unitId: string, changes: Partial<LineOffer> = {}): LineOffer => ({
  unitId,
  lineIds: [unitId],
  title: 'Mug',
  quantity: 2,
  short: 1,
  options: [
    { kind: 'wait', choice: 'wait', until: '2026-03-09T00:00:00Z' },
    { kind: 'refund-line', choice: 'refund-line', refund: usd(3000) },
  ],
  ...changes,
});
const anOffer: Offer = { lines: [unit('a'), unit('b', { preset: 'wait' })], cancelOrder: { refund: usd(3500) } };

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'none';
};
const replyTo = (fields: Record<string, string>, offer = anOffer) => readReply(new Map(Object.entries(fields)), offer);

/** Any text that a form can carry. */
const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .filter((each) => each.isWellFormed())
  .filter((each) => !each.includes('\uFFFD'));
const anyFields = fc.dictionary(
  text.filter((name) => name !== ''),
  text,
  { maxKeys: 8 },
);

describe('the fields of a body', () => {
  it('are read back as a browser encodes them, whatever they say', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const pairs = Object.entries(fields);
        expect([...readFields(form(new URLSearchParams(pairs).toString()))]).toEqual(pairs);
      }),
    );
  });

  it('are the same from JSON', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        expect(Object.fromEntries(readFields(json(JSON.stringify(fields))))).toEqual({ ...fields });
      }),
    );
  });

  it('with the mark of lost bytes are refused, as a form and as JSON', () => {
    expect(codeOf(() => readFields(form('comment=%EF%BF%BD\uFFFD')))).toBe('BAD_ENCODING');
    expect(codeOf(() => readFields(json('{"comment":"\uFFFD"}')))).toBe('BAD_ENCODING');
  });

  it('of any bytes at all are read or refused, never an error of the program', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(form, json), (body, as) => {
        expect(codeOf(() => readFields(as(body)))).toMatch(/^(none|BAD_ENCODING|BAD_JSON|DUPLICATE_FIELD)$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('sent twice are found, however the name is spelt', () => {
    expect(codeOf(() => readFields(form('a=1&%61=2')))).toBe('DUPLICATE_FIELD');
    expect(codeOf(() => readFields(json('{"a":"1","\\u0061":"2"}')))).toBe('DUPLICATE_FIELD');
    expect([...readFields(json('{"a":"he said \\"1\\"","b":"\\\\"}'))]).toEqual([
      ['a', 'he said "1"'],
      ['b', '\\'],
    ]);
  });

  it('may hold a comment of 1,000 characters of any script, and no more than 8 KiB in all', () => {
    const longest = form(new URLSearchParams({ comment: '🙂'.repeat(1000) }).toString());
    expect(longest.text.length).toBeGreaterThan(8192);
    expect(readFields(longest).get('comment')).toHaveLength(2000);
    expect(codeOf(() => readFields(form(`a=${'x'.repeat(8189)}`)))).toBe('none');
    expect(codeOf(() => readFields(form(`a=${'x'.repeat(8190)}`)))).toBe('BODY_TOO_LARGE');
  });

  it('have room for an order with 500 short lines', () => {
    const many: Offer = { lines: Array.from({ length: 500 }, (_, i) => unit(`line-${i}-${'x'.repeat(40)}`)) };
    const fields = Object.fromEntries(many.lines.map(({ unitId }) => [`unit.${unitId}`, 'refund-line']));
    const body = new URLSearchParams({ offer: 'x'.repeat(16), ...fields, comment: '字'.repeat(1000) }).toString();
    const read = readFields(form(body), bodyLimitFor(many));
    expect(readReply(read, many).answer).toEqual({
      choices: Object.fromEntries(many.lines.map(({ unitId }) => [unitId, 'refund-line'])),
    });
    expect(bodyLimitFor(anOffer)).toBe(8192);
  });
});

describe('a reply', () => {
  it('is a choice per asked unit, the preset ones beside it', () => {
    expect(replyTo({ offer: 'h', 'unit.a': 'wait' })).toMatchObject({
      answer: { choices: { a: 'wait', b: 'wait' } },
      offerHash: 'h',
      confirmation: undefined,
    });
  });

  it('cannot change what was decided beforehand, nor cancel what may not be cancelled', () => {
    expect(codeOf(() => replyTo({ 'unit.a': 'wait', 'unit.b': 'refund-line' }))).toBe('CHOICE_NOT_OFFERED');
    expect(codeOf(() => replyTo({ cancel: 'order' }, { lines: [unit('a')] }))).toBe('CHOICE_NOT_OFFERED');
  });

  it('names every unit that lacks a choice', () => {
    const two: Offer = { lines: [unit('a'), unit('c')] };
    expect(() => replyTo({}, two)).toThrow(
      expect.objectContaining({ code: 'CHOICE_REQUIRED', detail: { units: ['a', 'c'] } }),
    );
  });

  it('accepts no field, choice or amount that the offer does not hold', () => {
    fc.assert(
      fc.property(text, text, (name, value) => {
        const code = codeOf(() => replyTo({ [name]: value }));
        expect(['UNKNOWN_FIELD', 'CHOICE_REQUIRED', 'CHOICE_NOT_OFFERED']).toContain(code);
      }),
    );
  });

  it('shows again only what is offered', () => {
    const fields = new Map([
      ['unit.a', 'refund-line'],
      ['unit.b', 'refund-line'],
      ['unit.c', 'wait'],
      ['comment', 'a\u202Eb'],
    ]);
    expect(enteredIn(fields, anOffer)).toEqual({ choices: { a: 'refund-line' }, comment: 'ab' });
    expect(enteredIn(new Map([['unit.a', 'free']]), anOffer).choices).toEqual({});
  });

  it('has a value for each field of the choices that were made, one line each, and none for other choices', () => {
    const field = { type: 'text', autocomplete: 'off', value: '', required: true, maxLength: 10 } as const;
    const inputs = [
      { ...field, name: 'city' },
      { ...field, name: 'phone', required: false },
    ];
    const options = [
      { kind: 'correct', choice: 'correct', inputs: ['city', 'phone'] },
      { kind: 'keep', choice: 'keep' },
    ];
    const offer = { lines: [{ unitId: 'a', lineIds: [], title: 't', quantity: 1, short: 1, options }] };
    const read = (fields: Record<string, string>) => readReply(new Map(Object.entries(fields)), offer, inputs);
    const corrected = read({ 'unit.a': 'correct', 'input.city': ' Dal\nlas\u202E ' });
    expect([...corrected.values]).toEqual([
      ['city', 'Dal las'],
      ['phone', ''],
    ]);
    expect([...read({ 'unit.a': 'keep', 'input.city': 'x' }).values]).toEqual([]);
    const problemOf = (fields: Record<string, string>) => {
      try {
        read({ 'unit.a': 'correct', ...fields });
      } catch (problem) {
        return problem;
      }
    };
    expect(problemOf({ 'input.phone': '01234567890' })).toMatchObject({
      code: 'FIELDS_WRONG',
      detail: { fields: { city: 'MISSING', phone: 'TOO_LONG' } },
    });
    expect(problemOf({ 'input.mail': 'x' })).toMatchObject({ code: 'UNKNOWN_FIELD' });
  });

  it('is kept as text: nothing that controls a screen, every other character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (comment) => {
        const kept = replyTo({ 'unit.a': 'wait', comment }).comment ?? '';
        expect(kept.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        expect(kept.replace(/\s/g, '')).toBe(
          comment.replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\s/gu, ''),
        );
      }),
    );
  });

  it('takes back alone', () => {
    expect(readTakeBack(new Map([['take-back', 'x']]))).toBe('x');
    expect(readTakeBack(new Map([['offer', 'x']]))).toBeUndefined();
    expect(
      codeOf(() =>
        readTakeBack(
          new Map([
            ['take-back', 'x'],
            ['offer', 'y'],
          ]),
        ),
      ),
    ).toBe('UNKNOWN_FIELD');
  });
});
