import * as z from 'zod';

/**
 * Currencies a shop may sell in. `fractionDigits` is ISO 4217's exponent; `roundingIncrementMinor` is the smallest step
 * that refunds and invoices move in (TWD has two decimals in ISO 4217, but is refunded and invoiced in whole dollars).
 */
export const currencies = {
  TWD: { fractionDigits: 2, roundingIncrementMinor: 100 },
  CNY: { fractionDigits: 2, roundingIncrementMinor: 1 },
  HKD: { fractionDigits: 2, roundingIncrementMinor: 1 },
  USD: { fractionDigits: 2, roundingIncrementMinor: 1 },
  EUR: { fractionDigits: 2, roundingIncrementMinor: 1 },
  GBP: { fractionDigits: 2, roundingIncrementMinor: 1 },
  BRL: { fractionDigits: 2, roundingIncrementMinor: 1 },
  JPY: { fractionDigits: 0, roundingIncrementMinor: 1 },
  KWD: { fractionDigits: 3, roundingIncrementMinor: 1 },
} as const satisfies Record<string, { fractionDigits: number; roundingIncrementMinor: number }>;

/** What begins with a code in capitals is the code under which a row is set aside. */
export const currencyCode = z.enum(Object.keys(currencies) as [CurrencyCode, ...CurrencyCode[]], {
  error: `CURRENCY_UNKNOWN: one of ${Object.keys(currencies).join(', ')}`,
});
export type CurrencyCode = keyof typeof currencies;

const largestAmount = 999_999_999_999_999;
const notInteger = 'AMOUNT_NOT_INTEGER: an integer in minor units, at most 15 digits';
/** An amount in minor units: at most 15 digits, so that sums stay exact in a double. */
export const minorUnits = z.int(notInteger).min(-largestAmount, notInteger).max(largestAmount, notInteger);
/** An amount that can be charged or paid back. Most of what a row has are amounts: three checks, where a floor under `minorUnits` made four. */
export const nonNegativeMinorUnits = z
  .int(notInteger)
  .min(0, { error: ({ input }) => (Number(input) < -largestAmount ? notInteger : 'AMOUNT_RANGE: not below 0') })
  .max(largestAmount, notInteger);

export const money = z.strictObject({ centAmount: minorUnits, currencyCode });
/** Integer minor units with a currency, named as commercetools names them. */
export type Money = z.infer<typeof money>;

/** Thrown when two amounts of different currencies meet; nothing here converts. */
export class CurrencyMismatch extends Error {
  override readonly name = 'CurrencyMismatch';
  constructor(left: CurrencyCode, right: CurrencyCode) {
    super(`cannot combine ${left} with ${right}: both amounts must be in one currency`);
  }
}

/** Thrown when a sum cannot be taken from where it has to come from. */
export class AmountExceeded extends Error {
  override readonly name = 'AmountExceeded';
  constructor(wanted: number, available: number) {
    super(`${wanted} minor units wanted, ${available} available`);
  }
}

export function add(left: Money, right: Money): Money {
  if (left.currencyCode !== right.currencyCode) throw new CurrencyMismatch(left.currencyCode, right.currencyCode);
  return { centAmount: left.centAmount + right.centAmount, currencyCode: left.currencyCode };
}

export function subtract(left: Money, right: Money): Money {
  return add(left, { ...right, centAmount: -right.centAmount });
}

/** Rounds half up to the currency's increment, the way the amount is refunded and invoiced. */
export function roundToIncrement(amount: Money): Money {
  const step = currencies[amount.currencyCode].roundingIncrementMinor;
  return { ...amount, centAmount: Math.floor(amount.centAmount / step + 0.5) * step };
}

/**
 * Splits `total` in proportion to `weights` so that the parts sum to it exactly: each part is rounded down to `step`,
 * and what is left goes, a step at a time, to the largest remainders (the first of equals); a rest below one step goes
 * to the part with the largest remainder of all. All weights 0 = all parts 0 but the first, which takes everything.
 */
export function allocate(total: number, weights: readonly number[], step = 1): number[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map((_, i) => (i === 0 ? total : 0));
  const exact = weights.map((weight) => multiplyDivide(total, weight, sum));
  const parts = exact.map(({ quotient }) => Math.floor(quotient / step) * step);
  const byRemainder = exact
    .map(({ quotient, remainder }, i) => ({ i, short: quotient - parts[i]! + remainder }))
    .filter(({ i }) => weights[i]! > 0)
    .sort((a, b) => b.short - a.short || a.i - b.i);
  let rest = total - parts.reduce((a, b) => a + b, 0);
  for (let turn = 0; rest > 0; turn++) {
    const amount = Math.min(step, rest);
    const { i } = byRemainder[turn % byRemainder.length]!;
    parts[i]! += amount;
    rest -= amount;
  }
  return parts;
}

/**
 * Splits `total` over sources that hold `capacities`, in proportion to them and never above any.
 * @throws AmountExceeded when the capacities together do not hold `total`.
 */
export function drawFrom(total: number, capacities: readonly number[], step = 1): number[] {
  const held = capacities.reduce((a, b) => a + b, 0);
  if (total > held) throw new AmountExceeded(total, held);
  const parts = allocate(total, capacities, step).map((part, i) => Math.min(part, capacities[i]!));
  let rest = total - parts.reduce((a, b) => a + b, 0);
  for (let i = 0; rest > 0; i++) {
    const more = Math.min(rest, capacities[i]! - parts[i]!);
    parts[i]! += more;
    rest -= more;
  }
  return parts;
}

/** total × weight ÷ sum without leaving the integers: the products may exceed 2^53. */
function multiplyDivide(total: number, weight: number, sum: number): { quotient: number; remainder: number } {
  const product = BigInt(total) * BigInt(weight);
  const divisor = BigInt(sum);
  return { quotient: Number(product / divisor), remainder: Number(product % divisor) / sum };
}
