import { expect, it } from 'vitest';
import { caseAlert } from '#shared/domain/case-alert.ts';
import { type Impact, promiseAtStake } from '#shared/domain/impact.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { days, hours, start } from '#test/support/shop.ts';

const textFor = (impact: Partial<Impact>): string => {
  const known = { moneyMinor: 3000, currencyCode: 'USD', lines: 2, ...impact };
  const reports = [{ version: 1, at: start.toISOString(), causeCode: 'late', impact: known }];
  return JSON.stringify(caseAlert(aCaseRecord({ reports }), 'WEB-100234'));
};

it('an alert says what is at stake as far as it is known: money and lines, other orders, customers and days', () => {
  const all = textFor({ otherOrders: 3, customers: 4, daysAtStake: 1 });
  expect(all).toContain('At stake: $30 on 2 lines, 3 other orders, up to 4 customers, 1 day to the promised delivery.');
  expect(textFor({ otherOrders: 0, customers: 1 })).toContain('0 other orders, up to 1 customer.');
});

it('an alert does not say of other orders, customers and days what nobody has counted', () => {
  expect(textFor({})).toContain('At stake: $30 on 2 lines.');
  expect(textFor({ daysLate: 5 })).toContain('At stake: $30 on 2 lines, 5 days past the promised delivery.');
});

it('a promise is days ahead, or days past, or none', () => {
  const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
  expect(promiseAtStake(at(days(4)), start)).toEqual({ daysAtStake: 4 });
  expect(promiseAtStake(at(hours(1)), start)).toEqual({ daysAtStake: 1 });
  expect(promiseAtStake(at(-hours(1)), start)).toEqual({ daysAtStake: 0 });
  expect(promiseAtStake(at(-days(5)), start)).toEqual({ daysLate: 5 });
  expect(promiseAtStake(undefined, start)).toEqual({});
});
