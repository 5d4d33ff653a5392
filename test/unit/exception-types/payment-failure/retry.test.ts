import { expect, test } from 'vitest';
import { retryOf } from '#functions/exception-types/payment-failure/retry.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { aPayment } from '#test/support/rows.ts';

const first = Date.parse('2026-11-02T08:00:00.000Z');

const refused = (minute: number, changes: Partial<Payment> = {}): Payment =>
  aPayment({
    attemptId: `try-${minute}`,
    status: 'failed',
    declineCode: '91',
    cardNetwork: 'visa',
    capturedMinor: 0,
    createdAt: new Date(first + minute * 60_000).toISOString(),
    ...changes,
  });

const verdict = (changes: Partial<Payment> = {}, made = 0, most = 6) => {
  const first = refused(0, changes);
  return retryOf({ refused: first, since: first.createdAt, attempts: [first], made }, most);
};

test('no card is charged again without its holder unless the shop switched it on', () => {
  expect(verdict({}, 0, 0)).toEqual({ retry: false, because: 'off' });
});

test('the first retry comes five minutes after the refusal, the second an hour after it', () => {
  expect(verdict()).toEqual({ retry: true, at: '2026-11-02T08:05:00.000Z' });
  expect(verdict({}, 1)).toEqual({ retry: true, at: '2026-11-02T09:00:00.000Z' });
});

test('no more retries are made than were allowed', () => {
  expect(verdict({}, 2, 3)).toMatchObject({ retry: true });
  expect(verdict({}, 2, 2)).toEqual({ retry: false, because: 'used-up' });
  expect(verdict({}, 6, 6)).toEqual({ retry: false, because: 'used-up' });
});

test.each(['lost_card', '14', 'incorrect_cvc', 'generic_decline', undefined])(
  'a refusal by %s is never repeated without the holder',
  (declineCode) => {
    expect(verdict({ declineCode })).toEqual({ retry: false, because: 'never' });
  },
);

test('a wallet or a transfer has no card to charge again, Apple Pay has', () => {
  expect(verdict({ method: 'line-pay' })).toEqual({ retry: false, because: 'no-card' });
  expect(verdict({ method: 'apple-pay' })).toMatchObject({ retry: true });
});

test('Mastercard: a refusal without an advice code is not repeated, one whose advice allows it is', () => {
  expect(verdict({ cardNetwork: 'mastercard' })).toEqual({ retry: false, because: 'never' });
  expect(verdict({ cardNetwork: 'mastercard', adviceCode: '' })).toEqual({ retry: false, because: 'never' });
  expect(verdict({ cardNetwork: 'mastercard', adviceCode: '02' })).toMatchObject({ retry: true });
  expect(verdict({ cardNetwork: 'mastercard', adviceCode: '03' })).toEqual({ retry: false, because: 'never' });
});

/** Our retry is due after `count` declines of the card, one every so many minutes, whoever tried. */
const after = (count: number, everyMinutes: number, cardNetwork?: string) => {
  const attempts = Array.from({ length: count }, (_, i) =>
    refused(-i * everyMinutes, { cardNetwork, adviceCode: '02' }),
  );
  const said = retryOf({ refused: attempts[0]!, since: attempts[0]!.createdAt, attempts, made: 0 }, 6);
  return said.retry ? 'may' : said.because;
};
const hour = 60;

test('Mastercard: the eleventh try on one day is blocked, and the 36th in thirty', () => {
  expect([after(9, hour, 'mastercard'), after(10, hour, 'mastercard')]).toEqual(['may', 'network-cap']);
  expect([after(34, 20 * hour, 'mastercard'), after(35, 20 * hour, 'mastercard')]).toEqual(['may', 'network-cap']);
});

test('Visa: the 21st try in thirty days is blocked, and older ones do not count', () => {
  expect([after(19, hour, 'visa'), after(20, hour, 'visa')]).toEqual(['may', 'network-cap']);
  expect(after(25, 36 * hour, 'visa')).toBe('network-cap');
  expect(after(25, 48 * hour, 'visa')).toBe('may');
});

test('a card of an unknown network keeps to the strictest caps', () => {
  expect([after(9, hour), after(10, hour), after(20, 30 * hour)]).toEqual(['may', 'network-cap', 'network-cap']);
});
