import { describe, expect, it } from 'vitest';
import { causeKeyOf, causesOf } from '#functions/exception-types/order-information-error/causes.ts';
import { checkMail, checkPhone } from '#functions/exception-types/order-information-error/contact.ts';
import { corrected, undoable, undone } from '#functions/exception-types/order-information-error/corrections.ts';
import { detailsOf, withDetails } from '#functions/exception-types/order-information-error/details.ts';
import { duplicatesOf } from '#functions/exception-types/order-information-error/duplicates.ts';
import { oddLines } from '#functions/exception-types/order-information-error/goods.ts';
import { problemsOf } from '#functions/exception-types/order-information-error/judge.ts';
import { checkPickupPoint } from '#functions/exception-types/order-information-error/pickup.ts';
import { settings } from '#functions/exception-types/order-information-error/settings.ts';
import { aLine, anOrder, stockOf } from '#test/support/shop.ts';

const thresholds = settings.parse({});
const details = detailsOf(anOrder());
const said = ({ rule, tier, suggestion = {} }: ReturnType<typeof checkMail>[number]) =>
  [rule, tier, ...Object.values(suggestion)].join(' ');

describe('a phone number', () => {
  it.each([
    ['TW', '0912-345-678'],
    ['TW', '(02) 2720-8889'],
    ['TW', '+886 912 345 678'],
    ['TW', '886912345678'],
    ['TW', '+852 5123 4567'],
    ['TW', '０９１２３４５６７８'],
    ['CN', '13812345678'],
    ['CN', '010-65000000'],
    ['HK', '5123 4567'],
    ['US', '(212) 736-3100'],
    ['DE', '030 901820'],
    ['DE', ''],
  ])('of %s is right as "%s"', (country, phone) => {
    expect(checkPhone(country, { ...details, phone })).toEqual([]);
  });

  it.each([
    ['TW', '', 'phone-missing ask'],
    ['TW', '00886912345678', 'phone-form fix +886912345678'],
    ['TW', '12', 'phone-invalid ask'],
    ['CN', '138123456', 'phone-invalid ask'],
    ['US', '123-456-7890', 'phone-invalid ask'],
  ])('of %s "%s" is %s', (country, phone, expected) => {
    expect(checkPhone(country, { ...details, phone }).map(said)).toEqual([expected]);
  });
});

describe('a mail address', () => {
  it.each(['kim@gmail.com', 'kim@mail.com', 'kim@gmx.net', 'kim@ntu.edu.tw', 'kim@yahoo.com.tw', 'kim@firma.de'])(
    'is right as "%s"',
    (email) => {
      expect(checkMail({ ...details, email })).toEqual([]);
    },
  );

  it.each([
    [' kim@gmail.com.', 'mail-form fix kim@gmail.com'],
    ['kim＠gmail.com', 'mail-form fix kim@gmail.com'],
    ['kim.gmail.com', 'mail-form ask'],
    [' ', 'mail-missing ask'],
    ['kim@gmial.com', 'mail-domain confirm kim@gmail.com'],
    ['kim@gmail.con', 'mail-domain confirm kim@gmail.com'],
    ['kim@hotmial.com', 'mail-domain confirm kim@hotmail.com'],
    ['kim@yahoo.com.tww', 'mail-domain confirm kim@yahoo.com.tw'],
  ])('"%s" is %s', (email, expected) => {
    expect(checkMail({ ...details, email }).map(said)).toEqual([expected]);
  });
});

describe('a pickup store', () => {
  const store = (network: string, storeId: string, status?: 'open' | 'closed') =>
    checkPickupPoint({ network, storeId, storeName: '松山門市', ...(status && { status }) }, ['7-ELEVEN/131387']).map(
      said,
    );

  it('is right by its network’s numbers; a network that nobody knows is not judged', () => {
    expect(store('7-ELEVEN', '131386')).toEqual([]);
    expect(store('FamilyMart', '006598', 'open')).toEqual([]);
    expect(store('HILIFE', '2001')).toEqual([]);
    expect(store('Packeta', 'X-9')).toEqual([]);
  });

  it('is asked for when it has another number, none, or is closed', () => {
    expect(store('FamilyMart', '06598')).toEqual(['store-form confirm 006598']);
    expect(store('7-ELEVEN', '1313')).toEqual(['store-form ask']);
    expect(store('Packeta', ' ')).toEqual(['store-form ask']);
    expect(store('7-ELEVEN', '131386', 'closed')).toEqual(['store-closed ask']);
    expect(store('7-ELEVEN', '131387')).toEqual(['store-closed ask']);
  });
});

describe('goods', () => {
  const complete = settings.parse({ catalogueComplete: true });
  const odd = (price: number) =>
    oddLines(anOrder({ lines: [aLine({ unitPriceMinor: price })] }), [stockOf('MUG-BLUE', 9)], thresholds);

  it('are odd when their price is far from the catalogue’s 1500, down or up', () => {
    expect([700, 749, 750, 1500, 2250, 2251].map((price) => odd(price).length)).toEqual([1, 1, 0, 0, 0, 1]);
  });

  it('are unknown when the catalogue is complete and has no row', () => {
    expect(oddLines(anOrder(), [], complete)).toMatchObject([{ rule: 'sku-unknown' }]);
    expect(oddLines(anOrder(), [], thresholds)).toEqual([]);
    expect(oddLines(anOrder({ lines: [aLine({ gift: true })] }), [], complete)).toEqual([]);
  });
});

describe('an order placed twice', () => {
  const first = anOrder({ orderId: 'first', createdAt: '2026-03-02T08:00:00.000Z' });
  const again = (changes: Parameters<typeof anOrder>[0] = {}) =>
    anOrder({ orderId: 'second', createdAt: '2026-03-02T08:09:00.000Z', customer: first.customer, ...changes });

  it('is the later of two paid ones with the same lines within ten minutes', () => {
    expect(duplicatesOf(again(), [first], thresholds)).toMatchObject([{ orderId: 'first' }]);
    expect(duplicatesOf(first, [again()], thresholds)).toEqual([]);
  });

  it.each([
    ['after ten minutes', { createdAt: '2026-03-02T08:10:01.000Z' }],
    ['with other lines', { lines: [aLine({ quantity: 3 })] }],
    ['that is not paid', { paymentState: 'Pending' as const }],
    ['of somebody else', { customer: { ...first.customer, customerId: 'other' } }],
  ])('is none %s', (_how, changes) => {
    expect(duplicatesOf(again(changes), [first], thresholds)).toEqual([]);
  });

  it('is none when the other is cancelled, or when both are wanted', () => {
    expect(duplicatesOf(again(), [{ ...first, orderState: 'Cancelled' }], thresholds)).toEqual([]);
    const causes = [{ rule: 'duplicate-order', digest: 'first' }];
    const wanted = again({ corrections: [{ caseId: 'c', at: first.createdAt, tier: 'ask', causes, changes: [] }] });
    expect(duplicatesOf(wanted, [first], thresholds)).toEqual([]);
  });
});

describe('a correction', () => {
  const address = {
    recipientName: 'Kim',
    addressLines: ['1 Elm St'],
    city: 'Dalas',
    region: 'TX',
    postalCode: '75203',
    country: 'US',
  };
  const order = anOrder({ shippingAddress: address });
  const now = new Date('2026-03-02T09:00:00.000Z');
  const undoUntil = '2026-03-02T11:00:00.000Z';
  const [mended] = problemsOf(order, thresholds);
  const after = { ...order, ...withDetails(order, mended!.suggestion!) };
  const record = { caseId: 'case-1' };
  const row = { ...order, ...corrected(order, after, { record, tier: 'fix', mended: [mended!], undoUntil, now }) };

  it('is on the order with before and after, and back as it was when undone', () => {
    expect(row.corrections).toMatchObject([{ changes: [{ field: 'city', before: 'Dalas', after: 'Dallas' }] }]);
    const correction = undoable(row, 'case-1', now)!;
    const back = { ...row, ...undone(row, correction, { now }) };
    expect(back.shippingAddress).toEqual(address);
    expect(problemsOf(back, thresholds)).toEqual([]);
  });

  it('is final after its time, once the order is packed, and for another case', () => {
    expect(undoable(row, 'case-1', new Date(undoUntil))).toBeUndefined();
    expect(undoable({ ...row, shipmentState: 'Ready' }, 'case-1', now)).toBeUndefined();
    expect(undoable(row, 'case-2', now)).toBeUndefined();
  });

  it('that is undone leaves alone what somebody has changed since', () => {
    const moved = { ...row, shippingAddress: { ...row.shippingAddress!, city: 'Plano' } };
    expect(undone(moved, undoable(moved, 'case-1', now)!, { now }).shippingAddress).toBeUndefined();
  });

  it('makes the same mistake a new cause when it is written again, and the same cause whatever else is written', () => {
    const facts = { payments: [], stock: [], shipments: [], siblings: [], transit: [] };
    const key = (of: typeof order) => causeKeyOf(of, 'fix', causesOf({ order: of, ...facts }, thresholds).fix);
    const rewritten = { ...row, shippingAddress: address };
    expect(key(rewritten)).not.toBe(key(order));
    expect(key({ ...order, version: 9, holds: [], updatedAt: undoUntil })).toBe(key(order));
    expect(key({ ...order, orderId: 'o-2' })).not.toBe(key(order));
    expect(key(order)).not.toContain('Dalas');
  });
});

describe('thresholds', () => {
  it('are refused when a reminder would come after the answer is due', () => {
    expect(() => settings.parse({ answerHours: 48 })).toThrow('reminders must rise and lie before answerHours (48)');
    expect(() => settings.parse({ reminderHours: [48, 24] })).toThrow('reminders must rise');
  });
});
