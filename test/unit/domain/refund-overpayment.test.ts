import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurrencyCode, currencies } from '#shared/domain/money.ts';
import { type Order, type OrderLine, paidFor } from '#shared/domain/order.ts';
import { moneyBack, type RefundRefusal } from '#shared/domain/overpayment.ts';
import { type Payment, refundSteps } from '#shared/domain/payment.ts';
import { splitOverPayments } from '#shared/domain/refund-split.ts';
import { anOrderLine } from '#test/support/rows.ts';
import { anOrder, aPayment } from '#test/support/shop.ts';

const at = new Date('2026-03-02T08:00:00.000Z');
const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
const priced = (totalPriceMinor: number, changes: Partial<Order> = {}) => anOrder({ totalPriceMinor, ...changes });
const amounts = (parts: readonly { amount: number }[]) => parts.map(({ amount }) => amount);
const authorized = (amount: number, changes: Partial<Payment> = {}) =>
  aPayment(0, { status: 'authorized', authorizedMinor: amount, amountMinor: amount, ...changes });

describe('what the customer gets back when the order becomes cheaper', () => {
  it('is the amendment when all of it was paid', () => {
    const { refunds, releases } = moneyBack(priced(10_000), [aPayment(10_000)], 3_000, at);
    expect(amounts(refunds)).toEqual([3_000]);
    expect(releases).toEqual([]);
  });

  it('is nothing when nothing was paid', () => {
    expect(moneyBack(priced(10_000), [aPayment(0, { status: 'failed' })], 3_000, at)).toEqual({
      refunds: [],
      releases: [],
    });
    expect(moneyBack(priced(10_000), [], 3_000, at).refunds).toEqual([]);
  });

  it('is only what was paid beyond what is then owed', () => {
    expect(amounts(moneyBack(priced(10_000), [aPayment(8_000)], 3_000, at).refunds)).toEqual([1_000]);
    expect(moneyBack(priced(10_000), [aPayment(6_000)], 3_000, at).refunds).toEqual([]);
  });

  it('is never more than the amendment, even when more was paid than the order costs', () => {
    expect(amounts(moneyBack(priced(10_000), [aPayment(15_000)], 3_000, at).refunds)).toEqual([3_000]);
  });

  it('counts what was refunded or asked for before', () => {
    const before = refundSteps.request(aPayment(10_000), 4_000);
    expect(amounts(moneyBack(priced(6_000), [before], 6_000, at).refunds)).toEqual([6_000]);
  });

  it('is split over several payments by the largest remainder, in whole dollars where the currency has them', () => {
    const twd = { currencyCode: 'TWD' } as const;
    const payments = [aPayment(10_000, twd), aPayment(20_000, { ...twd, attemptId: 'pay-2' })];
    expect(amounts(moneyBack(priced(30_000, twd), payments, 5_000, at).refunds)).toEqual([1_700, 3_300]);
  });

  it('is released and not refunded when it was only authorised', () => {
    const { refunds, releases } = moneyBack(priced(10_000), [authorized(10_000)], 3_000, at);
    expect(refunds).toEqual([]);
    expect(releases.map(({ payment, amount }) => [payment.attemptId, amount])).toEqual([['pay-1', 3_000]]);
  });

  it('is refunded as far as it was captured, and the rest is released', () => {
    const payments = [aPayment(5_000), authorized(5_000, { attemptId: 'pay-2' })];
    const small = moneyBack(priced(10_000), payments, 3_000, at);
    expect([amounts(small.refunds), amounts(small.releases)]).toEqual([[], [3_000]]);
    const large = moneyBack(priced(10_000), payments, 8_000, at);
    expect([amounts(large.refunds), amounts(large.releases)]).toEqual([[3_000], [5_000]]);
  });

  const refused: [string, RefundRefusal, Payment][] = [
    ['is disputed', 'PAYMENT_DISPUTED', aPayment(10_000, { disputed: true })],
    ['is in another currency', 'CURRENCY_MISMATCH', aPayment(10_000, { currencyCode: 'EUR' })],
    ['does not add up', 'PAYMENT_OUT_OF_BALANCE', aPayment(10_000, { refundableMinor: 9_999 })],
    ['can be refunded no more', 'REFUNDABLE_NO_MORE', aPayment(10_000, { refundableUntil: at.toISOString() })],
    ['can be refunded whole only', 'PARTIAL_REFUND_NOT_POSSIBLE', aPayment(10_000, { partialRefund: false })],
  ];
  it.each(refused)('is for staff to judge when the payment %s', (_, code, payment) => {
    expect(() => moneyBack(priced(10_000), [payment], 3_000, at)).toThrow(expect.objectContaining({ code }));
  });

  it('may be all of a payment that can be refunded whole only', () => {
    const whole = aPayment(10_000, { partialRefund: false });
    expect(amounts(moneyBack(priced(10_000), [whole], 10_000, at).refunds)).toEqual([10_000]);
  });
});

interface Basket {
  readonly currencyCode: CurrencyCode;
  readonly lines: readonly OrderLine[];
  readonly shippingMinor: number;
  /** Weights by which the total was paid. */
  readonly paidBy: readonly number[];
  /** Which line gives back how many of its units, one partial refund each. */
  readonly returns: readonly { readonly line: number; readonly units: number }[];
}

const basket: fc.Arbitrary<Basket> = fc.record({
  currencyCode: fc.constantFrom<CurrencyCode>('USD', 'TWD', 'JPY', 'KWD', 'EUR'),
  lines: fc
    .array(
      fc.record({
        unitPriceMinor: fc.nat(60_000),
        quantity: fc.integer({ min: 1, max: 9 }),
        rate: fc.constantFrom(0, 0.05, 0.07, 0.1, 0.19, 0.21, 0.255),
        included: fc.boolean(),
        discount: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((lines) =>
      lines.map(({ unitPriceMinor, quantity, rate, included, discount }, i) =>
        anOrderLine({
          lineId: `line-${i}`,
          unitPriceMinor,
          quantity,
          tax: { rate, included },
          discountShareMinor: Math.floor(unitPriceMinor * quantity * discount),
        }),
      ),
    ),
  shippingMinor: fc.nat(90).map((units) => units * 100),
  paidBy: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 }),
  returns: fc.array(fc.record({ line: fc.nat(5), units: fc.integer({ min: 1, max: 5 }) }), { maxLength: 12 }),
});

/** One amendment: what comes back of which line, priced as the product prices it. */
function taken(order: Order, units: ReadonlyMap<string, number>, shippingMinor: number) {
  const step = currencies[order.currencyCode].roundingIncrementMinor;
  const lines = order.lines.flatMap((line) => {
    const quantity = Math.min(units.get(line.lineId) ?? 0, line.quantity);
    return quantity === 0 ? [] : [{ ...line, quantity, taxRate: line.tax.rate, ...paidFor(line, quantity) }];
  });
  const left = order.lines.map((line) => {
    const back = lines.find(({ lineId }) => lineId === line.lineId);
    if (!back) return line;
    const discountShareMinor = line.discountShareMinor - back.discountShare;
    return { ...line, quantity: line.quantity - back.quantity, discountShareMinor };
  });
  const amountMinor = Math.ceil(sum(lines.map(({ net, tax }) => net + tax)) / step) * step + shippingMinor;
  return { lines, left, amountMinor };
}

describe('a basket that comes back in parts', () => {
  it('is refunded exactly what was captured, in lines that sum to each amount, none below nothing', () => {
    fc.assert(
      fc.property(basket, ({ currencyCode, lines, shippingMinor, paidBy, returns }) => {
        const step = currencies[currencyCode].roundingIncrementMinor;
        const goods = sum(
          lines.map((line) => sum([paidFor(line, line.quantity).net, paidFor(line, line.quantity).tax])),
        );
        const total = Math.ceil((goods + shippingMinor) / step) * step;
        let order = anOrder({
          currencyCode,
          lines: [...lines],
          shippingCostMinor: shippingMinor,
          totalPriceMinor: total,
        });
        const shares = paidBy.map((weight) => Math.floor((total * weight) / sum(paidBy)));
        shares[0]! += total - sum(shares);
        let payments = shares.map((amount, i) => aPayment(amount, { attemptId: `pay-${i}`, currencyCode }));

        const steps = returns.map(({ line, units }) => ({ units: new Map([[`line-${line}`, units]]), shipping: 0 }));
        const all = { units: new Map(lines.map(({ lineId }) => [lineId, 99])), shipping: shippingMinor };
        for (const { units, shipping } of [...steps, all]) {
          const { lines: back, left, amountMinor } = taken(order, units, shipping);
          const { refunds } = moneyBack(order, payments, amountMinor, at);
          const goodsBack = { lines: back, shipping: { net: shipping, tax: 0 } };
          const splits = splitOverPayments(amounts(refunds), goodsBack);
          for (const [i, { lines: of, shipping: freight }] of splits.entries()) {
            expect(sum(of.map(({ net, tax }) => net + tax)) + freight.net + freight.tax).toBe(refunds[i]!.amount);
            const every = [
              ...of.flatMap(({ net, tax, discountShare }) => [net, tax, discountShare]),
              freight.net,
              freight.tax,
            ];
            expect(every.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true);
          }
          const counted = (lineId: string) =>
            sum(
              splits
                .flatMap(({ lines: of }) => of)
                .filter((each) => each.lineId === lineId)
                .map(({ quantity }) => quantity),
            );
          if (splits.length > 0)
            for (const { lineId, quantity, net, tax } of back)
              if (net + tax > 0 && sum(amounts(refunds)) === amountMinor) expect(counted(lineId)).toBe(quantity);
          payments = payments.map((payment) => {
            const part = refunds.find((each) => each.payment === payment);
            return part ? refundSteps.settle(refundSteps.request(payment, part.amount), part.amount) : payment;
          });
          order = { ...order, lines: left, totalPriceMinor: Math.max(0, order.totalPriceMinor - amountMinor) };
        }
        expect(sum(payments.map(({ refundedMinor }) => refundedMinor))).toBe(total);
        expect(
          order.lines.every(({ quantity, discountShareMinor }) => quantity === 0 && discountShareMinor === 0),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps net and tax of a line exactly when one payment pays all of it', () => {
    fc.assert(
      fc.property(basket, ({ lines, shippingMinor }) => {
        const order = anOrder({ lines: [...lines] });
        const { lines: back } = taken(order, new Map(lines.map(({ lineId }) => [lineId, 99])), 0);
        const goods = { lines: back, shipping: { net: shippingMinor, tax: 0 } };
        const amount = sum(back.map(({ net, tax }) => net + tax)) + shippingMinor;
        expect(splitOverPayments([amount], goods)).toEqual([goods]);
      }),
    );
  });

  it('counts the units of a line on the first of its payments alone', () => {
    const line = { lineId: 'line-1', sku: 'MUG', quantity: 2, net: 1_000, tax: 100, taxRate: 0.1, discountShare: 50 };
    const splits = splitOverPayments([550, 550], { lines: [line], shipping: { net: 0, tax: 0 } });
    expect(splits.map(({ lines }) => lines)).toEqual([
      [{ ...line, quantity: 2, net: 500, tax: 50, discountShare: 25 }],
      [{ ...line, quantity: 0, net: 500, tax: 50, discountShare: 25 }],
    ]);
  });
});
