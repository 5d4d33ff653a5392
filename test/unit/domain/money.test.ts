import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AmountExceeded,
  add,
  allocate,
  type CurrencyCode,
  CurrencyMismatch,
  currencies,
  currencyCode,
  drawFrom,
  money,
  nonNegativeMinorUnits,
  roundToIncrement,
  subtract,
} from '#shared/domain/money.ts';

const total = fc.integer({ min: 0, max: 10_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 });
const step = fc.constantFrom(1, 5, 10, 100);
const currency = fc.constantFrom(...(Object.keys(currencies) as CurrencyCode[]));
const sum = (parts: readonly number[]) => parts.reduce((a, b) => a + b, 0);

describe('an amount split in proportion', () => {
  it('sums to the amount exactly, whatever the weights and the step', () => {
    fc.assert(
      fc.property(total, weights, step, (total, weights, step) => {
        expect(sum(allocate(total, weights, step))).toBe(total);
      }),
    );
  });

  it('never gives a part below zero nor a fraction of a minor unit', () => {
    fc.assert(
      fc.property(total, weights, step, (total, weights, step) => {
        for (const part of allocate(total, weights, step)) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(Number.isSafeInteger(part)).toBe(true);
        }
      }),
    );
  });

  it('stays on the step when the amount is on it, so that TWD parts are whole dollars', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), weights, step, (steps, weights, step) => {
        for (const part of allocate(steps * step, weights, step)) expect(part % step).toBe(0);
      }),
    );
  });

  it('leaves one part at most off the step when the amount is off it', () => {
    fc.assert(
      fc.property(total, weights, step, (total, weights, step) => {
        expect(allocate(total, weights, step).filter((part) => part % step !== 0).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps each part within one step of its exact share', () => {
    fc.assert(
      fc.property(total, weights, step, (total, weights, step) => {
        const all = sum(weights);
        fc.pre(all > 0);
        for (const [i, part] of allocate(total, weights, step).entries()) {
          expect(Math.abs(part - (total * weights[i]!) / all)).toBeLessThanOrEqual(step + 1e-3);
        }
      }),
    );
  });

  it('gives what is left to the largest remainders, the first of equals', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(10, [15, 25, 60])).toEqual([2, 2, 6]);
    expect(allocate(7, [1, 5, 3])).toEqual([1, 4, 2]);
    expect(allocate(1_000, [1, 1, 1], 100)).toEqual([400, 300, 300]);
  });

  it('gives nothing to a weight of zero while another weighs something', () => {
    fc.assert(
      fc.property(total, weights, step, (total, weights, step) => {
        fc.pre(sum(weights) > 0);
        for (const [i, part] of allocate(total, weights, step).entries()) if (weights[i] === 0) expect(part).toBe(0);
      }),
    );
  });

  it('goes to the first part whole when nothing weighs anything, and nowhere without parts', () => {
    expect(allocate(50, [0, 0])).toEqual([50, 0]);
    expect(allocate(50, [])).toEqual([]);
  });

  it('is exact where the products leave the safe integers', () => {
    const parts = allocate(999_999_999_999_999, [999_999_999_999, 999_999_999_998, 1]);
    expect(sum(parts)).toBe(999_999_999_999_999);
    expect(parts[2]).toBe(500);
  });
});

describe('an amount drawn from several sources', () => {
  const capacities = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 });

  it('takes exactly the amount and no more from any source than it holds', () => {
    fc.assert(
      fc.property(capacities, fc.double({ min: 0, max: 1, noNaN: true }), step, (capacities, part, step) => {
        const wanted = Math.floor(sum(capacities) * part);
        const drawn = drawFrom(wanted, capacities, step);
        expect(sum(drawn)).toBe(wanted);
        for (const [i, amount] of drawn.entries()) {
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount).toBeLessThanOrEqual(capacities[i]!);
        }
      }),
    );
  });

  it('is refused when the sources together do not hold it', () => {
    fc.assert(
      fc.property(capacities, fc.integer({ min: 1, max: 1_000 }), step, (capacities, above, step) => {
        expect(() => drawFrom(sum(capacities) + above, capacities, step)).toThrow(AmountExceeded);
      }),
    );
    expect(() => drawFrom(1, [])).toThrow(AmountExceeded);
  });

  it('empties every source when all of it is wanted', () => {
    fc.assert(
      fc.property(capacities, step, (capacities, step) => {
        expect(drawFrom(sum(capacities), capacities, step)).toEqual(capacities);
      }),
    );
  });
});

describe('money in a currency', () => {
  const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

  it('is never combined with another currency', () => {
    fc.assert(
      fc.property(cents, cents, currency, currency, (left, right, mine, other) => {
        fc.pre(mine !== other);
        const pair = [
          { centAmount: left, currencyCode: mine },
          { centAmount: right, currencyCode: other },
        ] as const;
        expect(() => add(...pair)).toThrow(CurrencyMismatch);
        expect(() => subtract(...pair)).toThrow(CurrencyMismatch);
      }),
    );
  });

  it('comes back to itself when an amount is added and taken off again', () => {
    fc.assert(
      fc.property(cents, cents, currency, (left, right, currencyCode) => {
        const start = { centAmount: left, currencyCode };
        const other = { centAmount: right, currencyCode };
        expect(subtract(add(start, other), other)).toEqual(start);
      }),
    );
  });

  it('is rounded half up to the step it is refunded in', () => {
    const rounded = (centAmount: number, currencyCode: CurrencyCode) =>
      roundToIncrement({ centAmount, currencyCode }).centAmount;
    expect(rounded(12_349, 'TWD')).toBe(12_300);
    expect(rounded(12_350, 'TWD')).toBe(12_400);
    expect(rounded(12_349, 'USD')).toBe(12_349);
  });

  it('is on the step once rounded, less than a step away, and stays there', () => {
    fc.assert(
      fc.property(cents, currency, (centAmount, currencyCode) => {
        const increment = currencies[currencyCode].roundingIncrementMinor;
        const once = roundToIncrement({ centAmount, currencyCode });
        expect(Math.abs(once.centAmount % increment)).toBe(0);
        expect(Math.abs(once.centAmount - centAmount)).toBeLessThanOrEqual(increment / 2);
        expect(roundToIncrement(once)).toEqual(once);
      }),
    );
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e15, '100'])('refuses an amount of %s', (centAmount) => {
    expect(money.safeParse({ centAmount, currencyCode: 'USD' }).success).toBe(false);
  });

  it('refuses a currency that it has no rounding for', () => {
    expect(money.safeParse({ centAmount: 1, currencyCode: 'XXX' }).success).toBe(false);
  });

  it.each([
    [nonNegativeMinorUnits, 10.5, 'AMOUNT_NOT_INTEGER'],
    [nonNegativeMinorUnits, 1e16, 'AMOUNT_NOT_INTEGER'],
    [nonNegativeMinorUnits, '100', 'AMOUNT_NOT_INTEGER'],
    [nonNegativeMinorUnits, -1, 'AMOUNT_RANGE'],
    [nonNegativeMinorUnits, -1e15, 'AMOUNT_NOT_INTEGER'],
    [currencyCode, 'eur', 'CURRENCY_UNKNOWN'],
    [currencyCode, 'XXX', 'CURRENCY_UNKNOWN'],
    [currencyCode, undefined, 'CURRENCY_UNKNOWN'],
  ])('says by a code what is wrong with it (%#)', (schema, value, code) => {
    expect(schema.safeParse(value).error?.issues[0]?.message).toMatch(new RegExp(`^${code}: `));
  });
});
