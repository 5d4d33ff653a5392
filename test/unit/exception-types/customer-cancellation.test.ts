import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerCancellation } from '#functions/exception-types/customer-cancellation/definition.ts';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { installed } from '#functions/exception-types/exception-type.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import { currencies } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { languages } from '#shared/domain/primitives.ts';
import { aLine, anOrder } from '#test/support/shop.ts';

const now = new Date('2026-03-02T08:00:00.000Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);

/** The type under thresholds that differ from the defaults. */
const typeWith = (thresholds: object = {}) =>
  installed(customerCancellation, {
    types: { 'customer-cancellation': thresholds },
    messages: messagePolicy.parse({}),
  } as never);

function factsOf(order: Partial<Order> = {}): Facts {
  const cancelRequest = { requestId: 'r-1', requestedAt: now.toISOString(), scope: 'order' as const };
  return {
    order: anOrder({ cancelRequest, ...order }),
    payments: [],
    stock: [],
    shipments: [],
    siblings: [],
    transit: [],
  };
}

const recordOf = (changes: Partial<CaseRecord> = {}) =>
  ({
    caseId: 'c',
    orderId: 'o-1',
    state: 'pursuing',
    causeKey: 'request-r-1',
    done: {},
    news: {},
    ...changes,
  }) as CaseRecord;

const told = { at: now.toISOString() };
const opened = { 'return-opened': told.at, 'received-to-return': told.at };

describe('what a decision gives back', () => {
  const anAmount = fc.integer({ min: 0, max: 100_000 });
  const someLines = fc.array(fc.tuple(anAmount, fc.integer({ min: 1, max: 5 }), fc.nat(50)), {
    minLength: 1,
    maxLength: 4,
  });

  test.each(['USD', 'TWD', 'JPY'] as const)(
    'in %s is what was paid, in increments, and as much as was shown',
    (currencyCode) => {
      const step = currencies[currencyCode].roundingIncrementMinor;
      const type = typeWith();
      fc.assert(
        fc.property(someLines, anAmount, fc.boolean(), (drawn, shipping, away) => {
          const lines = drawn.map(([unitPriceMinor, quantity, percent], i) =>
            aLine({
              lineId: `line-${i}`,
              quantity,
              unitPriceMinor,
              discountShareMinor: Math.floor((unitPriceMinor * quantity * percent) / 100),
            }),
          );
          const goods = lines.reduce(
            (sum, each) => sum + each.unitPriceMinor * each.quantity - each.discountShareMinor,
            0,
          );
          const facts = factsOf({
            currencyCode,
            market: 'DE',
            lines,
            shippingCostMinor: shipping,
            shipmentState: away ? 'Shipped' : 'Pending',
          });
          const record = recordOf(
            away ? { done: opened, news: { ReturnReceived: told } } : { news: { WarehouseHoldConfirmed: told } },
          );
          const offer = type.offer(facts, record, now)!;
          const preset = type.preset(offer, facts)!;
          const mending = type.mend(facts, record, offer, preset.answer, now);
          expect(mending.refund.amountMinor % step).toBe(0);
          expect(mending.refund.amountMinor).toBeGreaterThanOrEqual(goods + shipping);
          expect(mending.refund.amountMinor).toBeLessThan(goods + shipping + step);
          expect(
            mending.lines.every(({ quantity, discountShareMinor }) => quantity === 0 && discountShareMinor === 0),
          ).toBe(true);
          expect(mending.cancelsOrder).toBe(!away);
          expect(mending.orderChanges?.cancelRequest?.carriedOutAt).toBe(now.toISOString());
        }),
      );
    },
  );

  test('taken off in two parts is the same as in one', () => {
    const type = typeWith();
    const line = aLine({
      quantity: 3,
      unitPriceMinor: 333,
      discountShareMinor: 100,
      tax: { rate: 0.07, included: false },
    });
    const part = (order: Partial<Order>, quantity: number) => {
      const cancelRequest = {
        requestId: 'r',
        requestedAt: now.toISOString(),
        scope: 'lines' as const,
        lines: [{ lineId: 'line-1', quantity }],
      };
      const facts = factsOf({ ...order, cancelRequest });
      const record = recordOf({ news: { WarehouseHoldConfirmed: told } });
      const offer = type.offer(facts, record, now)!;
      return type.mend(facts, record, offer, type.preset(offer, facts)!.answer, now);
    };
    const first = part({ lines: [line], shippingCostMinor: 0 }, 1);
    const second = part({ lines: [...first.lines], shippingCostMinor: 0 }, 2);
    const whole = part({ lines: [line], shippingCostMinor: 0 }, 3);
    expect(first.refund.amountMinor + second.refund.amountMinor).toBe(whole.refund.amountMinor);
  });
});

describe('a return that never comes', () => {
  const facts = factsOf({ shipmentState: 'Shipped' });
  const record = recordOf({ done: { ...opened, 'return-reminder': told.at } });

  test('goes to staff by default', () => {
    expect(typeWith().errand?.(facts, record, inDays(29))).toMatchObject({ staff: { reasonCode: 'RETURN_OVERDUE' } });
    expect(typeWith().offer(facts, record, inDays(29))).toBeUndefined();
  });

  test('closes the case with nothing paid back where the shop wants that', () => {
    const type = typeWith({ unreturned: 'close' });
    expect(type.errand?.(facts, record, inDays(29))).toBeUndefined();
    const offer = type.offer(facts, record, inDays(29))!;
    expect(type.preset(offer, facts)).toEqual({ answer: { choices: { 'line-1': 'keep' } }, by: 'policy' });
    expect(type.movesMoney(offer, { choices: { 'line-1': 'keep' } })).toBe(false);
    const mending = type.mend(facts, record, offer, { choices: { 'line-1': 'keep' } }, inDays(29));
    expect(mending).toMatchObject({ refund: { amountMinor: 0 }, cancelsOrder: false });
    expect(mending.lines).toEqual(facts.order.lines);
  });
});

test('what has left since it was agreed on is not decided by the old agreement', () => {
  const type = typeWith();
  const record = recordOf({ news: { WarehouseHoldConfirmed: told } });
  const offer = type.offer(factsOf(), record, now)!;
  const shipped = factsOf({ shipmentState: 'Shipped' });
  expect(() => type.mend(shipped, record, offer, { cancelOrder: true }, now)).toThrow('left since');
});

test('a warehouse that changes its mind is believed the last time', () => {
  const type = typeWith();
  const later = { at: inDays(0.1).toISOString() };
  const offers = (news: CaseRecord['news']) =>
    type.offer(factsOf(), recordOf({ news }), now)?.lines[0]?.options[0]?.kind;
  expect(offers({ WarehouseHoldRefused: told, WarehouseHoldConfirmed: later })).toBe('cancel');
  expect(offers({ WarehouseHoldConfirmed: told, WarehouseHoldRefused: later })).toBeUndefined();
});

test('a request that was carried out, or that is older than our memory, is no finding', () => {
  const { rules } = typeWith();
  const found = (order: Partial<Order>, at = now) => rules.orders!(factsOf(order), at).map(({ causeKey }) => causeKey);
  const request = factsOf().order.cancelRequest!;
  expect(found({})).toEqual(['request-r-1']);
  expect(found({ cancelRequest: { ...request, carriedOutAt: now.toISOString() } })).toEqual([]);
  expect(found({}, inDays(400))).toEqual([]);
  expect(found({ orderState: 'Cancelled' })).toEqual([]);
  expect(found({ lines: [aLine({ quantity: 0 })] })).toEqual([]);
});

test('thresholds that cannot be kept are refused', () => {
  const { settings } = customerCancellation;
  expect(settings.safeParse({ returnDays: 7, returnReminderDays: 7 }).success).toBe(false);
  expect(settings.safeParse({ warehouseAnswerMinutes: 0 }).success).toBe(false);
});

describe.each(languages)('in %s', (language) => {
  const messages = customerCancellation.messages[language];
  const notices = ['received', 'withdrawal-received', 'return-asked', 'return-reminder'];

  test('every notice names the order and, where goods come back, the day', () => {
    const request = { ...factsOf().order.cancelRequest!, returnBy: inDays(14).toISOString() };
    const facts = factsOf({ market: 'DE', cancelRequest: request });
    for (const code of notices) {
      const { subject, paragraphs } = messages.notice!(code, facts, recordOf(), now);
      expect(subject).toContain('WEB-100234');
      expect(paragraphs.join(' ')).toMatch(/16/);
    }
  });

  test('every outcome is told, whoever decided', () => {
    const type = typeWith();
    const facts = factsOf();
    const offer = type.offer(facts, recordOf({ news: { WarehouseHoldConfirmed: told } }), now)!;
    const refund = { amount: { centAmount: 3500, currencyCode: 'USD' as const }, dueBy: inDays(14).toISOString() };
    const say = (outcome: Parameters<typeof messages.done>[1]) =>
      messages.done(facts.order, outcome).paragraphs.join('\n');
    expect(say({ by: 'customer', offer, answer: { cancelOrder: true }, refund })).toMatch(/35/);
    const kept = { choices: { 'line-1': 'keep' } };
    const texts = [
      say({ by: 'customer', offer, answer: { cancelOrder: true } }),
      say({ by: 'staff', offer, answer: kept }),
      say({ by: 'policy', offer, answer: kept }),
      say({ by: 'staff' }),
      say({ by: 'events' }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).toContain('WEB-100234');
  });
});
