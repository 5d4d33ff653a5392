import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OrderLine, orderLine, paidFor, reservedQuantity, shortQuantity } from '#shared/domain/order.ts';
import { anOrderLine } from '#test/support/rows.ts';

const aPricedLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 40 }),
    unitPriceMinor: fc.nat(500_000),
    rate: fc.constantFrom(0, 0.05, 0.075, 0.13, 0.19, 0.21),
    included: fc.boolean(),
    discount: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ rate, included, discount, ...fields }) =>
    anOrderLine({
      ...fields,
      tax: { rate, included },
      discountShareMinor: Math.floor(fields.quantity * fields.unitPriceMinor * discount),
    }),
  );
/** A line and its units in parcels of any size. */
const aLineInParts = aPricedLine.chain((line) =>
  fc
    .array(fc.integer({ min: 1, max: line.quantity }), { minLength: 1, maxLength: line.quantity })
    .map((sizes) => ({ line, parts: fitted(sizes, line.quantity) })),
);

function fitted(sizes: readonly number[], quantity: number): number[] {
  const parts: number[] = [];
  let rest = quantity;
  for (const size of sizes) {
    if (rest === 0) break;
    parts.push(Math.min(size, rest));
    rest -= parts.at(-1)!;
  }
  return rest > 0 ? [...parts, rest] : parts;
}

const reserved = (quantity: number, state: 'held' | 'released' | 'consumed' = 'held') => ({
  locationId: 'TPE-1',
  quantity,
  state,
  roundId: 'round-0',
});

describe('what was paid for a line', () => {
  it('is its price less its discount, exactly, when all of it is taken', () => {
    fc.assert(
      fc.property(aPricedLine, (line) => {
        const { net, tax, discountShare } = paidFor(line, line.quantity);
        const afterDiscount = line.unitPriceMinor * line.quantity - line.discountShareMinor;
        expect(discountShare).toBe(line.discountShareMinor);
        expect(line.tax.included ? net + tax : net).toBe(afterDiscount);
      }),
    );
  });

  it('adds up over any parts of the line, but for half a minor unit of rounding in each', () => {
    fc.assert(
      fc.property(aLineInParts, ({ line, parts }) => {
        const whole = paidFor(line, line.quantity);
        const each = parts.map((quantity) => paidFor(line, quantity));
        const slack = parts.length / 2 + 0.5;
        const off = (key: keyof typeof whole) => Math.abs(each.reduce((sum, part) => sum + part[key], 0) - whole[key]);
        expect(off('discountShare')).toBeLessThanOrEqual(slack);
        expect(off('net')).toBeLessThanOrEqual(2 * slack);
        expect(off('tax')).toBeLessThanOrEqual(2 * slack);
      }),
    );
  });

  it('is in whole minor units, and never below nothing', () => {
    fc.assert(
      fc.property(aLineInParts, ({ line, parts }) => {
        for (const amount of parts.flatMap((quantity) => Object.values(paidFor(line, quantity)))) {
          expect(Number.isSafeInteger(amount)).toBe(true);
          expect(amount).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('takes the tax out of a price that includes it, and adds it to one that does not', () => {
    const line = (included: boolean) => anOrderLine({ unitPriceMinor: 1_050, tax: { rate: 0.05, included } });
    expect(paidFor(line(true), 1)).toEqual({ net: 1_000, tax: 50, discountShare: 0 });
    expect(paidFor(line(false), 1)).toEqual({ net: 1_050, tax: 53, discountShare: 0 });
  });

  it('is nothing for no units, and nothing for a line without units', () => {
    expect(paidFor(anOrderLine(), 0)).toEqual({ net: 0, tax: 0, discountShare: 0 });
    expect(paidFor(anOrderLine({ quantity: 0 }), 0)).toEqual({ net: 0, tax: 0, discountShare: 0 });
  });
});

describe('the units of a line', () => {
  it('are set aside by what is held or already shipped, not by what was given back', () => {
    const line = anOrderLine({
      quantity: 5,
      reservations: [reserved(2), reserved(1, 'consumed'), reserved(2, 'released')],
    });
    expect(reservedQuantity(line)).toBe(3);
    expect(shortQuantity(line)).toBe(2);
  });

  it.each<OrderLine['supply']>(['preorder', 'made-to-order', 'dropship', 'digital'])(
    'are never short when they are supplied as %s',
    (supply) => {
      expect(shortQuantity(anOrderLine({ supply }))).toBe(0);
    },
  );

  it('are short by no less than nothing, however much stands reserved', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(fc.integer({ min: 1, max: 9 })), (quantity, held) => {
        const line = anOrderLine({ quantity, reservations: held.map((units) => reserved(units)) });
        expect(shortQuantity(line)).toBeGreaterThanOrEqual(0);
        expect(shortQuantity(line)).toBe(Math.max(0, quantity - reservedQuantity(line)));
      }),
    );
  });

  it.each([0.5, -1, '3'])('are not counted as %s', (quantity) => {
    expect(orderLine.safeParse({ ...anOrderLine(), quantity }).success).toBe(false);
  });
});
