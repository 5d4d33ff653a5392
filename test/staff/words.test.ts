import { describe, expect, it } from 'vitest';
import type { Dossier } from '#functions/staff/dossier.ts';
import { resembles } from '#functions/staff/find-case.ts';
import { CommandRefused, explained } from '#functions/staff/refusal.ts';
import { renderList, renderQuarantine } from '#functions/staff/render-list.ts';
import { staffCode } from '#functions/staff/staff-code.ts';
import { quoted, standingOf } from '#functions/staff/standing.ts';
import { answerTyped } from '#functions/staff/typed-answer.ts';
import { amountOf, minuteOf } from '#functions/staff/values.ts';
import type { Decision, LineOffer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';

const caseId = 'out-of-stock-o-1-0123456789ab';
const at = '2026-03-02T08:00:00.000Z';
const later = '2026-03-20T08:00:00.000Z';

const unit = (unitId: string, ...choices: string[]): LineOffer => ({
  unitId,
  lineIds: [unitId],
  title: 'Mug, blue',
  quantity: 2,
  short: 2,
  options: choices.map((choice) => ({
    kind: 'refund-line',
    choice,
    refund: { centAmount: 1, currencyCode: 'USD' },
  })) as never,
});
const offer: Offer = { lines: [unit('line-1', 'wait', 'refund-line')] };

type Given = Partial<Omit<Dossier, 'file'>> & {
  readonly record?: Partial<CaseRecord>;
  readonly decision?: Partial<Decision>;
  readonly releases?: Dossier['file']['releases'];
};

/** A case as it is told: what a test does not name is of no matter to it. */
const told = ({ record, decision, releases = [], ...given }: Given) =>
  standingOf({
    file: {
      record: { caseId, state: 'asking', settleUntil: at, ...record },
      decision: decision && { answerId: 'a-1', by: 'customer', phase: 'provisional', until: later, ...decision },
      releases,
      refunds: [],
    } as never,
    operations: { types: {}, pauses: [], refundCaps: {}, channels: {} },
    now: new Date(at),
    offer: undefined,
    run: 'RUNNING',
    questionHolder: undefined,
    incidentId: undefined,
    ...given,
  });

describe('where a case stands', () => {
  it.each<[string, Given, string, string[]]>([
    ['closed', { record: { state: 'resolved', closedAt: at } }, 'Closed 2026-03-02 08:00 as resolved.', []],
    [
      'settling',
      { record: { state: 'settling', settleUntil: later } },
      'It is checked whether the cause lasts, until 2026-03-20 08:00.',
      [`decide ${caseId} --close`],
    ],
    [
      'waiting for its turn',
      {
        record: { state: 'queued', pending: { step: 'ask', reason: 'turn', since: at } },
        questionHolder: 'another',
        offer,
      },
      'Since 2026-03-02 08:00 it waits for its turn: another asks first.',
      [`decide ${caseId} --choose line-1=wait`, `decide ${caseId} --close`],
    ],
    [
      'let through',
      {
        record: { state: 'queued', pending: { step: 'ask', reason: 'approve', since: at } },
        releases: [{ step: 'ask', by: 'staff-1', at }],
      },
      'It has been let through and goes on: the customer is asked by mail.',
      [`decide ${caseId} --close`],
    ],
    [
      'waiting for goods',
      { record: { state: 'waiting', waitUntil: later }, decision: { phase: 'final' } },
      'Waits for goods that are expected 2026-03-20 08:00.',
      [],
    ],
    [
      'decided by staff',
      { record: { state: 'needs-staff' }, decision: { by: 'staff' } },
      'Decided by staff, with your consent; it is being carried out.',
      [`decide ${caseId} --close`],
    ],
    [
      'with staff for a reason that has no words here',
      { record: { state: 'needs-staff', reasonCode: 'MOON_PHASE' } },
      'It needs staff (MOON_PHASE).',
      [`decide ${caseId} --close`],
    ],
  ])('is told when it is %s', (_what, given, sentence, commands) => {
    expect(told(given)).toEqual({ sentences: [sentence], commands });
  });

  it('begins with a pause and a broken run, because nothing goes on before they are seen to', () => {
    const operations = { types: {}, pauses: [{ from: at }], refundCaps: {}, channels: {} };
    const { sentences, commands } = told({ record: { answerDue: later }, operations, run: 'FAILED' });
    expect(sentences).toEqual([
      'Everything is paused: nothing is written, mailed or paid until it is resumed.',
      'Its run ended FAILED: nothing goes on by itself.',
      'The customer has been asked and may answer until 2026-03-20 08:00.',
    ]);
    expect(commands.slice(0, 2)).toEqual(['resume', `retry ${caseId}`]);
  });

  it('prints commands that a shell takes as they are', () => {
    expect(quoted('line-1=substitute:MUG-RED')).toBe('line-1=substitute:MUG-RED');
    expect(quoted("set 1=substitute:TEA'S BEST")).toBe(`'set 1=substitute:TEA'\\''S BEST'`);
  });

  it('shows few units of many as an example', () => {
    const many = { lines: Array.from({ length: 40 }, (_, i) => unit(`line-${i}`, 'wait')) };
    expect(told({ offer: many }).commands[0]).toBe(
      `decide ${caseId} --choose line-0=wait --choose line-1=wait --choose line-2=wait …`,
    );
  });
});

describe('an answer that is typed', () => {
  const typed = (choose: string[], shown = offer, cancelOrder = false) => answerTyped({ choose, cancelOrder }, shown);

  it('may hold an equals sign on either side of the one that counts', () => {
    const odd = { lines: [unit('a', 'x'), unit('a=b', 'substitute:c=d')] };
    expect(typed(['a=b=substitute:c=d', 'a=x'], odd)).toEqual({ choices: { a: 'x', 'a=b': 'substitute:c=d' } });
  });

  it('may choose otherwise than what was chosen beforehand', () => {
    const preset = { lines: [{ ...unit('line-1', 'wait', 'refund-line'), preset: 'wait' }] };
    expect(typed([], preset)).toEqual({ choices: { 'line-1': 'wait' } });
    expect(typed(['line-1=refund-line'], preset)).toEqual({ choices: { 'line-1': 'refund-line' } });
  });

  it.each([
    [['line-1=wait', 'line-1=refund-line'], false, 'line-1 has been chosen already'],
    [['line-1=wait'], true, '--cancel-order stands alone'],
    [[], true, 'the order cannot be cancelled any more'],
    [['wait'], false, '--choose wait: no such unit; it is <unit>=<choice>\nOffered:\n  --choose line-1=wait'],
  ])('%j is refused as typed wrongly', (choose, cancelOrder, said) => {
    expect(() => typed(choose, offer, cancelOrder)).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringContaining(said) }),
    );
  });
});

describe('lists', () => {
  it('say when nothing is there', () => {
    expect(renderList({ pausedSince: undefined, incidents: [], cases: [], more: false }, false)).toBe(
      'No open case of that kind.',
    );
    expect(renderQuarantine([])).toBe('Nothing is set aside.');
  });

  it('show keys plainly', () => {
    const row = { source: 'orders', at, code: 'SCHEMA', field: 'lines: too many' };
    const text = renderQuarantine([
      { ...row, keys: '{"orderId":"4711"}' },
      { ...row, keys: '{"id":"case/2-0"}' },
    ]);
    expect(text).toContain('orderId=4711');
    expect(text).toContain('id=case/2-0');
  });
});

describe('words of the command', () => {
  it('tell amounts in the decimals of their currency, and no moment as a dash', () => {
    expect(amountOf({ centAmount: 123_456, currencyCode: 'USD' })).toBe('1234.56 USD');
    expect(amountOf({ centAmount: 1234, currencyCode: 'JPY' })).toBe('1234 JPY');
    expect(amountOf({ centAmount: 1234, currencyCode: 'KWD' })).toBe('1.234 KWD');
    expect(minuteOf(undefined)).toBe('-');
  });

  it('call a person by the same code however the name is spelt, and by another one elsewhere', () => {
    expect(staffCode('Kai ', 'dev')).toBe(staffCode('kai', 'dev'));
    expect(staffCode('kai', 'dev')).toMatch(/^staff-[0-9a-f]{8}$/);
    expect(staffCode('kai', 'prod')).not.toBe(staffCode('kai', 'dev'));
  });

  it('find what was meant by a slip of two letters or a part, and nothing by less than three letters', () => {
    expect(resembles('WEB-100234', 'web-100243')).toBe(true);
    expect(resembles(caseId, '0123456789ab')).toBe(true);
    expect(resembles('WEB-100234', 'WEB-199999')).toBe(false);
    expect(resembles('o-1', 'o-')).toBe(false);
  });

  it.each([
    ['CredentialsProviderError', 'Could not load credentials from any providers', 'npm start'],
    ['ExpiredTokenException', 'The security token included in the request is expired', 'aws sso login'],
    ['AccessDeniedException', 'not authorized to perform: ssm:GetParameter', 'docs/staff.md'],
    ['Error', 'Region is missing', '--region NAME'],
    ['TimeoutError', 'connect timed out', 'network and the region'],
  ])('explain %s', (name, message, said) => {
    expect(explained(Object.assign(new Error(message), { name }))).toContain(said);
  });

  it('leave an error that is ours as it is', () => {
    expect(explained(new TypeError('x is undefined'))).toBeUndefined();
    expect(new CommandRefused('state', 'no').kind).toBe('state');
  });
});
