import { describe, expect, it } from 'vitest';
import { nearest } from '#infra/checks/config-issue.ts';
import { ConfigurationRefused, parseConfig } from '#infra/config.ts';

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
    ['a plain http address', { baseUrl: 'http://shop.example' }, 'baseUrl: must be an https URL'],
    ['a stage that cannot be in a name', { stage: 'Prod' }, 'stage: must be 1..16 of a-z, 0-9 and -'],
  ])('refuses %s', (_, change, message) => {
    expect(refusal(change)).toContain(message);
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
