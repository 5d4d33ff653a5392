import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { causeFactor, grantFor } from '#functions/exception-types/logistics-delay/compensation.ts';
import {
  consentRules,
  owesWord,
  reasonableUntil,
  silenceOn,
} from '#functions/exception-types/logistics-delay/consent.ts';
import { logisticsDelay } from '#functions/exception-types/logistics-delay/definition.ts';
import { settings } from '#functions/exception-types/logistics-delay/settings.ts';
import type { Standing } from '#functions/exception-types/logistics-delay/standing.ts';
import { type DelayReason, delayReasons } from '#shared/domain/delay-reasons.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import { aParcel } from '#test/support/parcels.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { aLine, anOrder, days, inDays, start } from '#test/support/shop.ts';

const rules = logisticsDelay.under({}, messagePolicy.parse({}));
const thresholds = { ...settings.parse({}), hours: { from: 8, until: 21 }, methods: [] };
const at = (day: number) => new Date(start.getTime() + days(day));
const record = aCaseRecord({ type: 'logistics-delay', subject: 'parcel-1', settleUntil: start.toISOString() });

describe('what silence means when goods come later than promised', () => {
  const silence = (market: string, until: string | undefined, delays = 0, kind: 'consumer' | 'business' = 'consumer') =>
    silenceOn({ market, customer: { ...anOrder().customer, kind } }, { promisedAt: inDays(0), until, delays });

  it('is consent in the US for a first delay of at most thirty days, and for nothing else', () => {
    expect(silence('US', inDays(30))).toBe('wait');
    expect(silence('US', inDays(31))).toBe('refund');
    expect(silence('US', undefined)).toBe('refund');
    expect(silence('US', inDays(5), 1)).toBe('refund');
  });

  it('is a reasonable extra time in the EU, once, then the money back', () => {
    expect(silence('DE', inDays(10))).toBe('wait');
    expect(silence('FR', undefined)).toBe('wait');
    expect(silence('DE', inDays(20))).toBe('refund');
    expect(silence('IT', inDays(5), 1)).toBe('refund');
    expect(reasonableUntil('DE', inDays(0))).toBe(inDays(14));
  });

  it('is alike in Taiwan, mainland China and Hong Kong, with their own days', () => {
    for (const market of ['TW', 'CN', 'HK']) {
      expect(silence(market, inDays(9))).toBe('wait');
      expect(silence(market, inDays(9), 1)).toBe('refund');
    }
    expect(silence('TW', inDays(12))).toBe('refund');
    expect(silence('HK', inDays(12))).toBe('wait');
  });

  it('is left to staff elsewhere when it is more than a near first date, and for businesses always', () => {
    expect(silence('BR', inDays(9))).toBe('wait');
    expect(silence('BR', undefined)).toBe('staff');
    expect(silence('US', inDays(9), 0, 'business')).toBe('staff');
  });

  it('is no consent where the date was essential, not even to a near first date', () => {
    const { customer } = anOrder();
    const essential = (market: string, until?: string) =>
      silenceOn({ market, customer, deliveryDateEssential: true }, { promisedAt: inDays(0), until, delays: 0 });
    for (const market of ['DE', 'TW', 'CN', 'HK', 'US']) expect(essential(market, inDays(1)), market).toBe('refund');
    expect(essential('DE')).toBe('refund');
    expect(essential('BR', inDays(1))).toBe('staff');
  });

  it('has exactly one rule for each region, delay and date', () => {
    const keys = consentRules.map(({ region, delay, date }) => `${region} ${delay} ${date}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(6 * 2 * 3);
  });
});

describe('what the law has customers told of', () => {
  it.each([
    ['US', 'consumer', false, true],
    ['US', 'business', false, true],
    ['US', 'consumer', true, false],
    ['DE', 'consumer', true, true],
    ['DE', 'business', true, false],
    ['TW', 'consumer', false, false],
    ['CN', 'consumer', false, false],
    ['BR', 'consumer', false, false],
  ] as const)('%s, a %s, handed over: %s', (market, kind, handedOver, expected) => {
    const order = anOrder({ market, customer: { ...anOrder().customer, kind } });
    expect(owesWord(order, handedOver)).toBe(expected);
  });
});

describe('compensation', () => {
  const standing = (daysLate: number, reason: DelayReason, price = 100_000): Standing => ({
    parcel: { lines: [aLine({ quantity: 1, unitPriceMinor: price })], promisedAt: inDays(0), delays: 0 },
    course: 'moving',
    late: true,
    daysLate,
    estimate: { source: 'none', late: false },
    reason,
    unknownStatus: false,
  });
  const grant = (daysLate: number, reason: DelayReason, order: Partial<Order> = {}, price?: number) =>
    grantFor(standing(daysLate, reason, price), anOrder({ currencyCode: 'EUR', ...order }), thresholds);

  it('rises with the days, by the price of what is late and by whose doing it is', () => {
    expect(grant(2, 'processing')).toBeUndefined();
    expect(grant(3, 'processing', {}, 10_000)).toEqual({ tier: 1, amountMinor: 500 });
    expect(grant(7, 'processing', {}, 10_000)).toEqual({ tier: 2, amountMinor: 1_000 });
    expect(grant(14, 'processing', {}, 8_000)).toEqual({ tier: 3, amountMinor: 1_200 });
    expect(grant(3, 'not-handed-over', {}, 10_000)).toEqual({ tier: 1, amountMinor: 750 });
  });

  it('is nothing for force majeure, for what the customer could prevent, and for businesses', () => {
    for (const reason of Object.keys(delayReasons) as DelayReason[]) {
      const excluded = ['nobody', 'customer'].includes(delayReasons[reason]);
      expect(grant(20, reason) === undefined, reason).toBe(excluded);
    }
    expect(causeFactor.nobody + causeFactor.customer).toBe(0);
    expect(grant(20, 'lost', { customer: { ...anOrder().customer, kind: 'business' } })).toBeUndefined();
  });

  it('is in whole dollars where the currency has no smaller step', () => {
    expect(grant(3, 'processing', { currencyCode: 'TWD' }, 123_456)).toEqual({ tier: 1, amountMinor: 6_200 });
  });

  it('never grants one promise more than its highest tier, however it is reached', () => {
    const prices = fc.integer({ min: 0, max: 500_000 });
    const steps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(prices, steps, (price, lateness) => {
        const ledger: NonNullable<Order['compensations']> = [];
        for (const daysLate of lateness.toSorted((a, b) => a - b)) {
          const granted = grant(daysLate, 'processing', { compensations: ledger }, price);
          if (granted) ledger.push({ caseId: 'c', at: inDays(daysLate), promisedAt: inDays(0), ...granted });
        }
        const sum = ledger.reduce((total, { amountMinor }) => total + amountMinor, 0);
        expect(sum).toBeLessThanOrEqual(Math.min(Math.ceil(price * 0.15), 1_500));
        const at14 = Math.max(0, ...lateness) >= 14;
        if (at14) expect(Math.abs(sum - Math.min(price * 0.15, 1_500))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('an answer', () => {
  const parcels = fc.record({
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 4 }),
        price: fc.integer({ min: 0, max: 90_000 }),
        discount: fc.double({ min: 0, max: 1, noNaN: true }),
        rate: fc.constantFrom(0, 0.05, 0.2),
        inParcel: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    shippingCostMinor: fc.integer({ min: 0, max: 5_000 }),
  });
  const situation = ({ lines, shippingCostMinor }: typeof parcels extends fc.Arbitrary<infer T> ? T : never) => {
    const rows = lines.map(({ quantity, price, discount, rate }, i) =>
      aLine({
        lineId: `line-${i}`,
        quantity,
        unitPriceMinor: price,
        tax: { rate, included: true },
        discountShareMinor: Math.floor(price * quantity * discount),
      }),
    );
    const inParcel = rows.filter((_, i) => lines[i]!.inParcel || i === 0).map(({ lineId }) => lineId);
    const shipments = [aParcel({ lineIds: inParcel, tag: 'Exception', subtag: 'Exception_013' })];
    const order = anOrder({ lines: rows, shippingCostMinor, orderState: 'Complete', shipmentState: 'Shipped' });
    return {
      facts: { order, payments: [], stock: [], siblings: [], transit: [], shipments } satisfies Facts,
      inParcel,
    };
  };
  const mended = (facts: Facts, choice: string) => {
    const offer = rules.offer(facts, record, at(1))!;
    return { offer, mending: rules.mend(facts, record, offer, { choices: { 'parcel-1': choice } }, at(1)) };
  };

  it('that refunds gives back what was paid for the parcel with its part of the shipping, and takes nothing else', () => {
    fc.assert(
      fc.property(parcels, (given) => {
        const { facts, inParcel } = situation(given);
        const { offer, mending } = mended(facts, 'refund');
        const paid = facts.order.lines
          .filter(({ lineId }) => inParcel.includes(lineId))
          .reduce((sum, line) => sum + line.unitPriceMinor * line.quantity - line.discountShareMinor, 0);
        const { refund, lines, cancelsOrder } = mending;
        const goods = refund.lines.reduce((sum, { net, tax }) => sum + net + tax, 0);
        expect(goods).toBe(paid);
        expect(refund.amountMinor).toBe(goods + refund.shippingMinor);
        expect(offer.lines[0]!.options.find(({ kind }) => kind === 'refund')!.refund!.centAmount).toBe(
          refund.amountMinor,
        );
        expect(refund.shippingMinor).toBeLessThanOrEqual(facts.order.shippingCostMinor);
        for (const line of lines) expect(line.quantity === 0).toBe(inParcel.includes(line.lineId));
        expect(cancelsOrder).toBe(inParcel.length === lines.length);
        if (cancelsOrder) expect(refund.shippingMinor).toBe(facts.order.shippingCostMinor);
      }),
    );
  });

  describe('on one of several parcels', () => {
    const oneOf = (price: number, inParcel = false) => ({
      quantity: 1,
      price,
      discount: 0,
      rate: 0 as const,
      inParcel,
    });
    const lost = (order: Order, lineIds: string[]): Facts => {
      const shipments = [aParcel({ lineIds, tag: 'Exception', subtag: 'Exception_013' })];
      return { order, payments: [], stock: [], siblings: [], transit: [], shipments };
    };
    const given = {
      lines: [oneOf(1_000, true), oneOf(1_000), oneOf(2_000)],
      shippingCostMinor: 400,
    };
    const amended = (order: Order, mending: ReturnType<typeof mended>['mending']): Order => ({
      ...order,
      ...mending.orderChanges,
      lines: [...mending.lines],
    });

    it('gives back its own shipping, by the worth of the goods, as long as another one was delivered or may be', () => {
      const { facts } = situation(given);
      expect(mended(facts, 'refund').mending.refund.shippingMinor).toBe(100);
    });

    it('never gives the shipping of one parcel back with another, and all of it once nothing of the order arrives', () => {
      const first = situation(given).facts;
      const one = mended(first, 'refund').mending;
      const second = lost(amended(first.order, one), ['line-1']);
      const two = mended(second, 'refund').mending;
      const third = lost(amended(second.order, two), ['line-2']);
      const three = mended(third, 'refund').mending;
      expect([one, two, three].map(({ refund }) => refund.shippingMinor)).toEqual([100, 100, 200]);
      expect(three.cancelsOrder).toBe(true);
    });

    it('gives all of the shipping back when what is left of the order needs none', () => {
      const { facts } = situation(given);
      const lines = facts.order.lines.map((line, i) => (i === 0 ? line : { ...line, supply: 'digital' as const }));
      const { refund } = mended({ ...facts, order: { ...facts.order, lines } }, 'refund').mending;
      expect(refund.shippingMinor).toBe(400);
    });
  });

  it('that sends again moves what was paid to lines of their own, with a date of their own', () => {
    fc.assert(
      fc.property(parcels, (given) => {
        const { facts, inParcel } = situation(given);
        const { mending } = mended(facts, 'reship');
        const worth = (lines: Order['lines']) =>
          lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity - line.discountShareMinor, 0);
        expect(worth([...mending.lines])).toBe(worth(facts.order.lines));
        expect(mending.refund.amountMinor).toBe(0);
        expect(mending.lines).toHaveLength(facts.order.lines.length + inParcel.length);
        const order = { ...facts.order, ...mending.orderChanges, lines: [...mending.lines] };
        const before = rules.rules.orders!({ ...facts, order }, at(9));
        expect(before.map(({ causeKey }) => causeKey)).not.toContain(expect.stringContaining('not-handed-over'));
        const after = rules.rules.orders!({ ...facts, order }, at(11));
        expect(after.map(({ causeCode }) => causeCode)).toContain('not-handed-over');
      }),
    );
  });

  it('is refused when the parcel is not what was agreed on', () => {
    const facts = {
      ...situation({ lines: [{ quantity: 1, price: 100, discount: 0, rate: 0, inParcel: true }], shippingCostMinor: 0 })
        .facts,
    };
    const offer = rules.offer(facts, record, at(1))!;
    const arrived = { ...facts, shipments: [aParcel({ tag: 'Delivered', deliveredAt: inDays(1) })] };
    expect(() => rules.mend(arrived, record, offer, { choices: { 'parcel-1': 'refund' } }, at(1))).toThrow(
      'is not what was agreed on',
    );
  });
});

describe('thresholds', () => {
  it('are refused with key, value and range when they make no sense', () => {
    expect(() => settings.parse({ graceMinutes: -1 })).toThrow('allowed: whole numbers 0..2880 (minutes)');
    expect(() => settings.parse({ answerHours: 48 })).toThrow('reminders must lie before answerHours (48)');
    const tiers = [
      { daysLate: 7, share: 0.1 },
      { daysLate: 3, share: 0.2 },
    ];
    expect(() => settings.parse({ compensation: { tiers } })).toThrow('daysLate must rise from tier to tier');
  });
});
