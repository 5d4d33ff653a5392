import { expect, it } from 'vitest';
import { isUsedUp, type Use } from '#shared/domain/ration.ts';
import { days, hours, start } from '#test/support/shop.ts';

const ago = (ms: number) => new Date(start.getTime() - ms).toISOString();
const failed = (orderId: string, ms: number): Use => ({ kind: 'failed', orderId, at: ago(ms) });
const asked = (orderId: string, ms: number): Use => ({ kind: 'asked', orderId, at: ago(ms) });
const twoADay = [
  { tries: 2, days: 1 },
  { tries: 4, days: 30 },
];

it('failures of all orders count in every window that ends now, and older ones do not', () => {
  expect(isUsedUp([], twoADay, start)).toBe(false);
  expect(isUsedUp([failed('a', hours(1))], twoADay, start)).toBe(false);
  expect(isUsedUp([failed('a', hours(1)), failed('b', hours(2))], twoADay, start)).toBe(true);
  expect(isUsedUp([failed('a', hours(1)), failed('b', days(1))], twoADay, start)).toBe(false);
  expect(
    isUsedUp(
      [2, 3, 4, 5].map((n) => failed('a', days(n))),
      twoADay,
      start,
    ),
  ).toBe(true);
});

it('what was asked for counts until its order has a failure after it, which then counts instead', () => {
  expect(isUsedUp([asked('a', hours(2)), failed('b', hours(1))], twoADay, start)).toBe(true);
  expect(isUsedUp([asked('a', hours(2)), failed('a', hours(1))], twoADay, start)).toBe(false);
  expect(isUsedUp([asked('a', hours(3)), asked('a', hours(2)), failed('a', hours(1))], twoADay, start)).toBe(true);
});
