import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { declineOf, mayRepeat, visaCategoryOf } from '#functions/exception-types/payment-failure/decline.ts';
import {
  declineClasses,
  declineHints,
  networkDeclines,
  stripeDeclines,
} from '#functions/exception-types/payment-failure/decline-codes.ts';

const published = new URL('../../../../../shared/data/stripe-decline-codes.json', import.meta.url);

test.skipIf(!existsSync(published))(
  'every decline code that Stripe publishes has a class, and no other code does',
  () => {
    const codes = Object.keys(JSON.parse(readFileSync(published, 'utf8')) as object);
    expect(Object.keys(stripeDeclines).sort()).toEqual(codes.sort());
  },
);

test('all 43 codes of Stripe and the common codes of the networks are of a known class and hint', () => {
  expect(Object.keys(stripeDeclines)).toHaveLength(43);
  for (const { declineClass, hint } of [...Object.values(stripeDeclines), ...Object.values(networkDeclines)]) {
    expect(declineClasses).toContain(declineClass);
    expect(declineHints).toContain(hint);
  }
});

test.each(['lost_card', 'stolen_card', 'pickup_card', 'fraudulent', 'do_not_try_again', 'revocation_of_authorization'])(
  '%s is never tried again, and nothing of its reason is said',
  (code) => {
    expect(declineOf(code)).toEqual({ declineClass: 'never-retry', hint: 'other' });
    expect(mayRepeat(code)).toBe(false);
  },
);

test.each([
  ['05', 'buyer-can-fix'],
  ['14', 'buyer-can-fix'],
  ['41', 'never-retry'],
  ['43', 'never-retry'],
  ['51', 'try-later'],
  ['54', 'buyer-can-fix'],
  ['57', 'buyer-can-fix'],
  ['61', 'try-later'],
  ['62', 'never-retry'],
  ['65', 'try-later'],
  ['91', 'provider-fault'],
  ['96', 'provider-fault'],
])('network code %s is of class %s', (code, declineClass) => {
  expect(declineOf(code).declineClass).toBe(declineClass);
});

test('what nobody knows is the buyer’s to fix', () => {
  for (const code of [undefined, '', 'something_new', '0', 'toString', '__proto__']) {
    expect(declineOf(code)).toEqual({ declineClass: 'buyer-can-fix', hint: 'other' });
  }
});

test('a code is known in any spelling that providers use', () => {
  expect(declineOf('Insufficient-Funds')).toEqual(declineOf('insufficient_funds'));
  expect(declineOf(' 5 ')).toEqual(declineOf('05'));
  expect(declineOf('r0')).toEqual(declineOf('R0'));
});

test('the advice goes before the code, but never softens one that forbids', () => {
  expect(declineOf('05', '03').declineClass).toBe('never-retry');
  expect(declineOf('05', '02').declineClass).toBe('try-later');
  expect(declineOf('05', '01')).toEqual({ declineClass: 'buyer-can-fix', hint: 'details' });
  expect(declineOf('card_declined', 'do_not_try_again').declineClass).toBe('never-retry');
  expect(declineOf('stolen_card', 'try_again_later').declineClass).toBe('never-retry');
});

test('Visa’s categories: 1 never, 2 not now, 3 wrong data, 4 the rest', () => {
  expect(['14', '41', 'R1'].map(visaCategoryOf)).toEqual([1, 1, 1]);
  expect(['51', '91', 'n4'].map(visaCategoryOf)).toEqual([2, 2, 2]);
  expect(['54', '82'].map(visaCategoryOf)).toEqual([3, 3]);
  expect(['05', '00', 'insufficient_funds', undefined].map(visaCategoryOf)).toEqual([4, 4, 4, 4]);
});
