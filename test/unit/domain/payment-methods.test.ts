import { expect, test } from 'vitest';
import { settings } from '#functions/exception-types/payment-failure/settings.ts';
import { labelOf, methodOf, methodOfRow, payUrlOf } from '#shared/domain/payment-method.ts';

test('what a declaration leaves out is what is known of the code', () => {
  expect(methodOf({ code: 'bank-transfer' })).toMatchObject({ capture: 'now', payByHours: 72, reserveUntilHours: 96 });
  expect(methodOf({ code: 'bank-transfer', payByHours: 24 })).toMatchObject({ payByHours: 24, reserveUntilHours: 96 });
  expect(methodOf({ code: 'cash-on-delivery' }).capture).toBe('at-delivery');
  expect(methodOf({ code: 'invoice' })).toMatchObject({ capture: 'on-invoice', businessOnly: true });
  expect(methodOf({ code: 'shop-coins' })).toMatchObject({ capture: 'now', payByHours: 1, label: {} });
});

test('a payment row’s method is judged as it is declared, else as it is known', () => {
  const declared = [methodOf({ code: 'card', capture: 'at-shipment' })];
  expect(methodOfRow(declared, 'card').capture).toBe('at-shipment');
  expect(methodOfRow(declared, 'cash-on-delivery').capture).toBe('at-delivery');
});

test('a method is called as its shop calls it, in the language of the reader', () => {
  expect(labelOf(methodOf({ code: 'card' }), 'zh-CN')).toBe('银行卡');
  expect(labelOf(methodOf({ code: 'card', label: { en: 'Plastic' } }), 'en')).toBe('Plastic');
  expect(labelOf(methodOf({ code: 'card', label: { en: 'Plastic' } }), 'zh-TW')).toBe('信用卡或金融卡');
  expect(labelOf(methodOf({ code: 'shop-coins', label: { en: 'Coins' } }), 'zh-TW')).toBe('Coins');
  expect(labelOf(methodOf({ code: 'shop-coins' }), 'zh-TW')).toBe('shop-coins');
});

test('the way to pay is the method’s own, else the shop’s, else there is none', () => {
  const own = methodOf({ code: 'card', payUrl: 'https://pay.example/{orderNumber}' });
  expect(payUrlOf(own, 'https://shop.example/{orderNumber}/{method}', 'W&1')).toBe('https://pay.example/W%261');
  expect(payUrlOf(methodOf({ code: 'card' }), 'https://shop.example/{orderNumber}/{method}', '7')).toBe(
    'https://shop.example/7/card',
  );
  expect(payUrlOf(methodOf({ code: 'card' }), undefined, '7')).toBeUndefined();
});

test.each([
  [{ payUrl: 'http://shop.example/{orderNumber}' }, 'https'],
  [{ payUrl: 'https://shop.example/pay' }, '{orderNumber}'],
  [{ methods: [{ code: 'card' }, { code: 'card' }] }, 'each once'],
  [{ reserveUntilHours: 3 }, 'must not lie before payByHours'],
  [{ cancelAfterDays: 2 }, 'must lie after reserveUntilHours'],
  [{ reminderHours: [24, 1] }, 'must rise'],
  [{ reminderHours: [200] }, 'must lie before cancelAfterDays'],
  [{ automaticRetries: 7 }, 'allowed: whole numbers 0..6'],
])('a configuration that cannot work is refused with its reason: %j', (given, reason) => {
  const { error } = settings.safeParse(given);
  expect(error?.issues.map(({ message }) => message).join('\n')).toContain(reason);
});
