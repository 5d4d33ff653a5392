import { describe, expect, it } from 'vitest';
import { judgeAlerts, judgeMail, judgeRules, judgeSecret, judgeStream } from '#functions/staff/diagnosis.ts';

const stream = { arn: 'arn:stream', view: 'NEW_AND_OLD_IMAGES' };
const reader = { id: 'u-1', functionName: 'detect-orders', state: 'Enabled', lastResult: 'OK' };
const states = (findings: readonly { state: string; says: string }[]) =>
  findings.map(({ state, says }) => [state, says]);

describe('a stream', () => {
  const judged = (changes: Partial<Parameters<typeof judgeStream>[0]>) =>
    states(judgeStream({ name: 'orders', table: 'Orders', stream, readers: [reader], ...changes }));

  it('is fine with both images and readers that run', () => {
    expect(judged({})).toEqual([['fine', 'Orders is read by detect-orders']]);
    expect(judged({ readers: [{ ...reader, lastResult: 'No records processed' }] })).toMatchObject([
      ['fine', expect.stringContaining('Orders')],
    ]);
  });

  it.each([
    ['without its table', { stream: undefined }, 'broken', 'there is no table Orders'],
    ['that is off', { stream: { ...stream, arn: undefined, view: undefined } }, 'broken', 'is off, not NEW_AND_OLD'],
    ['of one image', { stream: { ...stream, view: 'NEW_IMAGE' } }, 'broken', 'is NEW_IMAGE, not NEW_AND_OLD_IMAGES'],
    ['that nobody reads', { readers: [] }, 'broken', 'no function reads the stream'],
    ['whose reader is off', { readers: [{ ...reader, state: 'Disabled' }] }, 'broken', 'does not read: Disabled'],
    ['whose reader is being made', { readers: [{ ...reader, state: 'Creating' }] }, 'look', 'not read yet: Creating'],
    [
      'whose reader fails',
      { readers: [{ ...reader, lastResult: 'PROBLEM: Function call failed' }] },
      'look',
      'detect-orders: PROBLEM: Function call failed',
    ],
  ])('%s is told', (_what, changes, state, says) => {
    expect(judged(changes)).toEqual([[state, expect.stringContaining(says)]]);
  });
});

describe('mail', () => {
  const account = { sendingEnabled: true, productionAccess: true, standing: 'HEALTHY' };
  const judged = (changes: Partial<Parameters<typeof judgeMail>[0]>) =>
    states(
      judgeMail({
        from: 'help@shop.example',
        domain: 'shop.example',
        account,
        verified: [undefined, true],
        ...changes,
      }),
    );

  it('is fine from a verified address or domain', () => {
    expect(judged({})).toEqual([['fine', 'help@shop.example may send to everybody']]);
    expect(judged({ verified: [true, undefined] })).toMatchObject([['fine', expect.stringContaining('everybody')]]);
  });

  it.each([
    [
      'an unknown sender',
      { verified: [undefined, undefined] },
      'broken',
      'knows neither help@shop.example nor shop.ex',
    ],
    ['a sender that is not verified', { verified: [undefined, false] }, 'broken', 'help@shop.example is not verified'],
    ['sending switched off', { account: { ...account, sendingEnabled: false } }, 'broken', 'switched sending off'],
    ['a shut-down', { account: { ...account, standing: 'SHUTDOWN' } }, 'broken', 'switched sending off'],
    ['a probation', { account: { ...account, standing: 'PROBATION' } }, 'look', 'under PROBATION'],
    ['the sandbox', { account: { ...account, productionAccess: false } }, 'look', 'in the SES sandbox'],
  ])('with %s is told', (_what, changes, state, says) => {
    expect(judged(changes)).toEqual([[state, expect.stringContaining(says)]]);
  });
});

describe('alerts', () => {
  const topic = (name: string, subscribers?: { confirmed: number; pending: number }) => ({
    name,
    arn: `arn:${name}`,
    subscribers,
  });

  it('are fine when somebody has confirmed each', () => {
    expect(judgeAlerts([topic('operations', { confirmed: 1, pending: 3 })])).toEqual([
      { about: 'alerts', state: 'fine', says: 'all 1 topics have subscribers' },
    ]);
  });

  it('say who has not confirmed, what to run where there is nobody, and which topic is missing', () => {
    const nobody = { confirmed: 0, pending: 0 };
    const seen = [topic('a'), topic('b', { confirmed: 0, pending: 2 }), topic('c', nobody), topic('d', nobody)];
    expect(judgeAlerts(seen)).toMatchObject([
      { state: 'broken', says: 'there is no topic for a' },
      { state: 'look', says: 'nobody who was subscribed has confirmed: b' },
      {
        state: 'look',
        says: 'nobody gets the alerts of c, d',
        todo: expect.stringMatching(/^aws sns subscribe --topic-arn arn:c .*, and so on$/),
      },
    ]);
  });
});

describe('the link secret', () => {
  const key = (keyId: string, length = 64) => ({ keyId, secret: new Uint8Array(length) });

  it('names the keys that count, and a rotation that has not ended', () => {
    const stages = new Map([['a', ['AWSCURRENT']]]);
    expect(judgeSecret({ arn: 's', keys: [key('a'), key('b')], stages })).toMatchObject([
      { state: 'fine', says: 'the key a signs, b is still accepted' },
    ]);
    const stuck = new Map([...stages, ['c', ['AWSPENDING']]]);
    expect(judgeSecret({ arn: 's', keys: [key('a')], stages: stuck })).toMatchObject([
      { state: 'look', says: 'a rotation has not ended: version c is AWSPENDING' },
    ]);
    expect(judgeSecret({ arn: 's', keys: [key('a', 31)], stages })).toMatchObject([{ state: 'broken' }]);
  });
});

describe('rules', () => {
  const off = { setting: 'strict', unfound: 'a loose order', when: 'orders are strict' };

  it('that are off are named by their type, one by one', () => {
    expect(judgeRules([{ key: 'some-type', off: [off] }, { key: 'other-type' }])).toEqual([
      {
        about: 'rules that are off',
        state: 'look',
        says: 'a loose order is no mistake',
        todo: 'cdk.json, types.some-type.strict: true, if orders are strict; then deploy',
      },
    ]);
  });

  it('are all on when no type names one', () => {
    expect(judgeRules([{ key: 'some-type', off: [] }, { key: 'other-type' }])).toEqual([
      { about: 'rules that are off', state: 'fine', says: 'none' },
    ]);
  });
});
