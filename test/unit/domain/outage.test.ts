import { expect, test } from 'vitest';
import { isBackInOrder, isOutOfOrder, outageThresholds, usualRateOf } from '#shared/domain/outage.ts';

const usually = outageThresholds.parse({});
const tally = (bad: number, good: number) => ({ bad, good });

test('an outage is a rate of failures far above the usual one, of enough tries', () => {
  expect(isOutOfOrder(tally(20, 0), 0.1, usually)).toBe(true);
  expect(isOutOfOrder(tally(19, 0), 0.1, usually)).toBe(false);
  expect(isOutOfOrder(tally(10, 10), 0.1, usually)).toBe(true);
  expect(isOutOfOrder(tally(9, 11), 0.1, usually)).toBe(false);
});

test('what usually fails a third of the time is out of order when everything fails', () => {
  expect(isOutOfOrder(tally(19, 1), 0.34, usually)).toBe(false);
  expect(isOutOfOrder(tally(20, 0), 0.34, usually)).toBe(true);
});

test('it is over well below the rate at which it opened, and not for one success', () => {
  expect(isBackInOrder(tally(0, 9), 0.1, usually)).toBe(false);
  expect(isBackInOrder(tally(0, 10), 0.1, usually)).toBe(true);
  expect(isBackInOrder(tally(6, 14), 0.1, usually)).toBe(false);
  expect(isBackInOrder(tally(5, 15), 0.1, usually)).toBe(true);
});

test('between its two thresholds it neither opens nor closes', () => {
  for (const bad of [6, 7, 8, 9]) {
    expect(isOutOfOrder(tally(bad, 20 - bad), 0.1, usually)).toBe(false);
    expect(isBackInOrder(tally(bad, 20 - bad), 0.1, usually)).toBe(false);
  }
});

test('the usual rate is learned, and a few tries do not make it', () => {
  expect(usualRateOf(tally(0, 0), usually)).toBe(0.1);
  expect(usualRateOf(tally(2, 0), usually)).toBeLessThan(0.15);
  expect(usualRateOf(tally(400, 600), usually)).toBeCloseTo(0.386, 2);
});

test('thresholds that would flutter are refused', () => {
  expect(() => outageThresholds.parse({ openRate: 0.3, closeRate: 0.3 })).toThrow('closeRate must lie below openRate');
});
