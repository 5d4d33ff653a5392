import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outOfStock } from '#functions/exception-types/out-of-stock/definition.ts';
import { chosen } from '#functions/exception-types/out-of-stock/options.ts';
import type { Answer, Offer } from '#shared/domain/case.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import type { CurrencyCode } from '#shared/domain/money.ts';
import { currencies } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { aLine, anOrder, inDays, start, stockOf } from '#test/support/shop.ts';

const rules = outOfStock.under({}, messagePolicy.parse({}));
const now = start;
const record = aCaseRecord({ orderId: 'o-1', caseId: 'out-of-stock-o-1-0123456789ab' });

/** An order of some lines, each short by some units, with substitutes at hand and a delivery announced. */
const situations = fc
  .record({
    currencyCode: fc.constantFrom<CurrencyCode>('USD', 'TWD', 'JPY', 'KWD'),
    included: fc.boolean(),
    rate: fc.constantFrom(0, 0.05, 0.1, 0.2),
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 5 }),
        held: fc.nat(4),
        price: fc.integer({ min: 0, max: 90_000 }),
        discount: fc.double({ min: 0, max: 1, noNaN: true }),
        substitute: fc.double({ min: 0.7, max: 1.3, noNaN: true }),
        expected: fc.option(fc.integer({ min: 1, max: 60 })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ currencyCode, included, rate, lines }) => {
    const order: Order = anOrder({
      currencyCode,
      shippingCostMinor: 0,
      lines: lines.map(({ quantity, held, price, discount }, i) =>
        aLine({
          lineId: `line-${i}`,
          sku: `SKU-${i}`,
          quantity,
          unitPriceMinor: price,
          tax: { rate, included },
          discountShareMinor: Math.floor(price * quantity * discount),
          reservations:
            Math.min(held, quantity - 1) > 0
              ? [{ locationId: 'main', quantity: Math.min(held, quantity - 1), state: 'held', roundId: 'round-0' }]
              : [],
        }),
      ),
    });
    const stock = lines.flatMap(({ price, substitute, expected }, i) => [
      stockOf(`SKU-${i}`, 0, {
        substitutes: [`SUB-${i}`],
        incoming: expected ? [{ purchaseOrderId: 'po', quantity: 99, expectedAt: inDays(expected) }] : [],
      }),
      stockOf(`SUB-${i}`, 99, { unitPriceMinor: Math.round(price * substitute) }),
    ]);
    return { order, payments: [], shipments: [], siblings: [], transit: [], stock };
  });

/** Any answer that the offer allows. */
const answersTo = (offer: Offer, pick: number): Answer => ({
  choices: Object.fromEntries(
    offer.lines.map(({ unitId, options }, i) => [unitId, options[(pick + i) % options.length]!.choice]),
  ),
});

describe('an answer', () => {
  it('gives back exactly what was shown, in the increments of the currency', () => {
    fc.assert(
      fc.property(situations, fc.nat(20), (facts, pick) => {
        const offer = rules.offer(facts, record, now)!;
        const answer = answersTo(offer, pick);
        const shown = chosen(offer, answer).reduce(
          (sum, [, option]) => sum + ('refund' in option ? option.refund.centAmount : 0),
          0,
        );
        const { refund } = rules.mend(facts, record, offer, answer, now);
        expect(refund.amountMinor).toBe(shown);
        expect(refund.amountMinor % currencies[facts.order.currencyCode].roundingIncrementMinor).toBe(0);
        expect(rules.movesMoney(offer, answer)).toBe(shown > 0);
      }),
    );
  });

  it('leaves no line below zero, and the substitute charged no dearer than the line', () => {
    fc.assert(
      fc.property(situations, fc.nat(20), (facts, pick) => {
        const offer = rules.offer(facts, record, now)!;
        const { lines } = rules.mend(facts, record, offer, answersTo(offer, pick), now);
        for (const line of lines) {
          expect(line.quantity).toBeGreaterThanOrEqual(0);
          expect(line.discountShareMinor).toBeGreaterThanOrEqual(0);
          const [ordered] = facts.order.lines.filter(({ lineId }) => line.lineId.startsWith(lineId));
          expect(line.unitPriceMinor).toBeLessThanOrEqual(ordered!.unitPriceMinor);
        }
      }),
    );
  });

  it('to an order that changed meanwhile is not carried out', () => {
    const facts = {
      order: anOrder(),
      payments: [],
      shipments: [],
      siblings: [],
      transit: [],
      stock: [stockOf('MUG-BLUE', 0)],
    };
    const offer = rules.offer(facts, record, now)!;
    const changed = { ...facts, order: anOrder({ lines: [aLine({ quantity: 1 })] }) };
    const answer = { choices: { 'line-1': 'refund-line' } };
    expect(() => rules.mend(changed, record, offer, answer, now)).toThrow('is not what was agreed on');
  });
});

describe('what is offered', () => {
  const offered = (shelf: Parameters<typeof stockOf>[2], others = [stockOf('NONE', 0)], order = anOrder()) =>
    rules.offer(
      {
        order,
        payments: [],
        shipments: [],
        siblings: [],
        transit: [],
        stock: [stockOf('MUG-BLUE', 0, shelf), ...others],
      },
      record,
      now,
    )?.lines[0];

  it('is at most three substitutes of the tolerance, the nearest price first, then the rest', () => {
    const others = [1450, 1600, 1790, 1810, 1200, 1000].map((price) =>
      stockOf(`MUG-${price}`, 9, { unitPriceMinor: price }),
    );
    const substitutes = others.map(({ sku }) => sku);
    expect(offered({ substitutes }, others)?.options.map(({ choice }) => choice)).toEqual([
      'substitute:MUG-1450',
      'substitute:MUG-1600',
      'substitute:MUG-1790',
      'refund-line',
    ]);
  });

  it('is no substitute that is discontinued or not there in full', () => {
    const others = [stockOf('MUG-OLD', 9, { discontinued: true }), stockOf('MUG-FEW', 1)];
    expect(offered({ substitutes: ['MUG-OLD', 'MUG-FEW'] }, others)?.options).toHaveLength(1);
  });

  it('is a wait until the delivery that covers what is missing', () => {
    const incoming = [
      { purchaseOrderId: 'po-2', quantity: 9, expectedAt: inDays(30) },
      { purchaseOrderId: 'po-1', quantity: 1, expectedAt: inDays(10) },
    ];
    expect(offered({ incoming })?.options[0]).toEqual({ kind: 'wait', choice: 'wait', until: inDays(30) });
  });

  it('is not the whole order once a part of it was shipped', () => {
    const facts = (order: Order) => ({
      order,
      payments: [],
      shipments: [],
      siblings: [],
      transit: [],
      stock: [stockOf('MUG-BLUE', 0)],
    });
    expect(rules.offer(facts(anOrder()), record, now)?.cancelOrder).toBeDefined();
    expect(rules.offer(facts(anOrder({ shipmentState: 'Partial' })), record, now)?.cancelOrder).toBeUndefined();
  });
});
