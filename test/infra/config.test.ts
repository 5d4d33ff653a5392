import { describe, expect, it } from 'vitest';
import { nearest } from '#infra/checks/config-issue.ts';
import { ConfigurationRefused, parseConfig, settingsOf } from '#infra/config.ts';

const mail = { from: 'orders@shop.example' };
const refusal = (change: Record<string, unknown>): string => {
  try {
    parseConfig({ stage: 'dev', mail, ...change });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationRefused);
    return (error as Error).message;
  }
  return 'accepted';
};

describe('a configuration', () => {
  it('needs a stage and a sender only; every threshold has its default', () => {
    const config = parseConfig({ stage: 'dev', mail });
    expect(config.types['out-of-stock']).toMatchObject({
      settleSeconds: 120,
      answerHours: 48,
      reminderHours: 24,
      waitMaxDays: 30,
    });
    expect(config).toMatchObject({ allocatedBy: 'ordermend', retainData: true, sourceTables: {} });
  });

  it('hands the functions what differs from the defaults, which their code has', () => {
    const dhl = { inquiryEmail: 'tracing@dhl.example' };
    const types = { 'logistics-delay': { askDaysLate: 7, noticeDays: [3], carriers: { DHL: dhl } } };
    expect(settingsOf(parseConfig({ stage: 'dev', mail })).types).toEqual({});
    expect(settingsOf(parseConfig({ stage: 'dev', mail, types })).types).toEqual({
      'logistics-delay': { noticeDays: [3], carriers: { DHL: { ...dhl, language: 'en' } } },
    });
  });

  it('names existing tables of the shop', () => {
    const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders';
    const orders = { tableArn: table, streamArn: `${table}/stream/2026-01-01T00:00:00.000` };
    expect(parseConfig({ stage: 'dev', mail, sourceTables: { orders } }).sourceTables.orders).toEqual(orders);
  });

  it.each([
    [
      'a misspelt threshold',
      { types: { 'out-of-stock': { anserHours: 5 } } },
      'types.out-of-stock.anserHours: unknown key, did you mean "answerHours"?',
    ],
    ['a misspelt key at the top', { alocatedBy: 'shop' }, 'alocatedBy: unknown key, did you mean "allocatedBy"?'],
    ['a misspelt table', { sourceTables: { order: {} } }, 'sourceTables.order: unknown key, did you mean "orders"?'],
    [
      'a key like no other',
      { links: { xyzzyxyzzy: 1 } },
      'links.xyzzyxyzzy: unknown key, known: ttlDays, graceDays, secretRotationDays',
    ],
    [
      'a value out of range',
      { types: { 'out-of-stock': { answerHours: 9000 } } },
      'types.out-of-stock.answerHours: 9000 is refused, allowed: whole numbers 1..8760 (hours)',
    ],
    [
      'a fraction where units are whole',
      { types: { 'out-of-stock': { reminders: 1.5 } } },
      'types.out-of-stock.reminders: 1.5 is refused, allowed: whole numbers 0..3 (reminders)',
    ],
    [
      'a share above one',
      { types: { 'out-of-stock': { substitutePriceTolerance: 20 } } },
      'types.out-of-stock.substitutePriceTolerance: 20 is refused, allowed: 0..1 share of the price',
    ],
    [
      'text instead of a number',
      { types: { 'out-of-stock': { settleSeconds: '120' } } },
      'types.out-of-stock.settleSeconds: "120" is refused',
    ],
    [
      'a misspelt choice',
      { allocatedBy: 'shopp' },
      'allocatedBy: "shopp" is refused, allowed: ordermend, shop, did you mean "shop"?',
    ],
    [
      'links that outlive their key',
      { links: { ttlDays: 89, graceDays: 1 } },
      'ttlDays + graceDays must stay below secretRotationDays',
    ],
    [
      'our own name as the source of finance',
      { finance: { eventSource: 'ordermend' } },
      'finance.eventSource: must not be "ordermend"',
    ],
    [
      'a reminder after the answer is due',
      { types: { 'out-of-stock': { reminderHours: 48 } } },
      'types.out-of-stock.reminderHours: 48 is refused',
    ],
    [
      'a misspelt key of a carrier',
      { types: { 'logistics-delay': { carriers: { DHL: { inquiryMail: 'a@dhl.example' } } } } },
      'types.logistics-delay.carriers.DHL.inquiryMail: unknown key, did you mean "inquiryEmail"?',
    ],
    [
      'a carrier without its address',
      { types: { 'logistics-delay': { carriers: { DHL: {} } } } },
      'types.logistics-delay.carriers.DHL.inquiryEmail: is missing, allowed: a mail address',
    ],
    [
      'an address of a carrier that is none',
      { types: { 'logistics-delay': { carriers: { DHL: { inquiryEmail: 'dhl.example' } } } } },
      'types.logistics-delay.carriers.DHL.inquiryEmail: "dhl.example" is refused, allowed: a mail address',
    ],
    [
      'a language that nobody writes',
      { types: { 'logistics-delay': { carriers: { DHL: { inquiryEmail: 'a@dhl.example', language: 'zh-tw' } } } } },
      'types.logistics-delay.carriers.DHL.language: "zh-tw" is refused, allowed: zh-TW, zh-CN, en, did you mean "zh-TW"?',
    ],
    [
      'a carrier that is named twice',
      {
        types: {
          'logistics-delay': {
            carriers: { DHL: { inquiryEmail: 'a@dhl.example' }, dhl: { inquiryEmail: 'b@dhl.example' } },
          },
        },
      },
      'types.logistics-delay.carriers.dhl: is refused: this carrier is named twice',
    ],
    ['a plain http address', { baseUrl: 'http://shop.example' }, 'baseUrl: must be an https URL'],
    ['a stage that cannot be in a name', { stage: 'Prod' }, 'stage: must be 1..16 of a-z, 0-9 and -'],
  ])('refuses %s', (_, change, message) => {
    expect(refusal(change)).toContain(message);
  });

  it('is refused when it is more than the environment of a function holds', () => {
    const carriers = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`carrier-${i}`, { inquiryEmail: `tracing@carrier-${i}.example` }]),
    );
    const message = refusal({ types: { 'logistics-delay': { carriers } } });
    expect(message).toMatch(/types: \d{4} bytes are refused, allowed: 0..3000 bytes/);
  });

  it('reports every mistake at once, a line each', () => {
    const lines = refusal({ types: { 'out-of-stock': { answerHours: 9000 } }, colour: 'red' }).split('\n');
    expect(lines).toHaveLength(3);
  });
});

describe('the nearest known word', () => {
  it('is none when nothing is near', () => {
    expect(nearest('colour', ['stage', 'mail'])).toBeUndefined();
  });

  it('is found whatever its case', () => {
    expect(nearest('BASEURL', ['baseUrl', 'mail'])).toBe('baseUrl');
  });
});
