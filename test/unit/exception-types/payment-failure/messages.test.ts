import { expect, test } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { networkDeclines, stripeDeclines } from '#functions/exception-types/payment-failure/decline-codes.ts';
import { messages } from '#functions/exception-types/payment-failure/messages.ts';
import { offerFor } from '#functions/exception-types/payment-failure/offer.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { languages } from '#shared/domain/primitives.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { anUnpaidOrder, aShop, authorized, captured, later, pending, refused } from './payments.ts';

const locales = { 'zh-TW': 'zh-TW', 'zh-CN': 'zh-CN', en: 'en' } as const;

/** The question mail for an attempt, in one language. */
function askedOf(attempt: Payment, language: (typeof languages)[number], causeKey = attempt.attemptId) {
  const order = anUnpaidOrder({ customer: { ...anUnpaidOrder().customer, locale: locales[language] } });
  const facts: Facts = { order, payments: [attempt], stock: [], shipments: [], siblings: [], transit: [] };
  const offer = offerFor(facts, aCaseRecord({ causeKey, subject: attempt.attemptId }), aShop(), later(80))!;
  return { order, offer, mail: messages[language].question(order, offer) };
}

/** What nobody may read of their own card: that it was reported, suspected or blocked. */
const unsaid =
  /stolen|lost|fraud|suspect|report|block|遺失|被盜|盜刷|掛失|詐|可疑|挂失|被盗|盗刷|欺诈|诈|冻结卡|黑名單|黑名单/i;

test.each(languages)(
  'no refusal in the world makes us say that a card is stolen, lost or suspected: %s',
  (language) => {
    for (const declineCode of [...Object.keys(stripeDeclines), ...Object.keys(networkDeclines), 'nobody-knows']) {
      const { mail } = askedOf(refused('a', 79, { declineCode }), language);
      expect([mail.subject, ...mail.paragraphs].join('\n'), declineCode).not.toMatch(unsaid);
    }
  },
);

test('a card that must not be tried again is spoken of exactly like one that nobody knows anything about', () => {
  const textOf = (declineCode: string) => askedOf(refused('a', 79, { declineCode }), 'en').mail.paragraphs;
  expect(textOf('stolen_card')).toEqual(textOf('nobody-knows'));
});

test.each(languages)('each kind of trouble has words of its own: %s', (language) => {
  const attempts: [Payment, string?][] = [
    [refused('a', 79, { declineCode: 'expired_card' })],
    [refused('a', 79, { declineCode: 'incorrect_cvc' })],
    [refused('a', 79, { declineCode: 'do_not_honor' })],
    [refused('a', 79, { declineCode: 'insufficient_funds' })],
    [refused('a', 79, { declineCode: 'try_again_later' })],
    [refused('a', 79, { declineCode: 'processing_error' })],
    [refused('a', 79, { declineCode: 'stolen_card' })],
    [pending('a', 78)],
    [pending('a', 0, { method: 'convenience-store' })],
    [authorized('a', 79, { status: 'voided' }), 'authorization-lapsed:a'],
    [captured('a', 79, 3_000)],
  ];
  const reasons = attempts.map(([attempt, causeKey]) => askedOf(attempt, language, causeKey).mail.paragraphs[0]);
  expect(new Set(reasons).size).toBe(attempts.length);
});

test('the mail says that nothing was charged, by what it can be paid, and that there is no need to order again', () => {
  const { mail } = askedOf(refused('a', 79), 'en');
  expect(mail.paragraphs.slice(1)).toEqual([
    'You have not been charged, and we are keeping the order for you.',
    'You can pay by: LINE Pay, Pay at a convenience store, Cash on delivery.',
    'Please pay for this same order; there is no need to order again.',
  ]);
});

test('methods are called as their language calls them', () => {
  const named = (language: (typeof languages)[number]) =>
    askedOf(refused('a', 79), language).offer.lines[0]!.options.map(({ title }) => title);
  expect(named('zh-TW')).toEqual(['LINE Pay', '超商代碼繳費', '貨到付款']);
  expect(named('zh-CN')).toEqual(['LINE Pay', '便利店付款', '货到付款']);
});

test('who paid a part is asked for the rest, in the order’s money', () => {
  expect(askedOf(captured('a', 79, 3_000), 'en').mail.paragraphs[1]).toContain('$5 is still to be paid');
});

test.each(languages)('every end has its own words: %s', (language) => {
  const { order, offer } = askedOf(refused('a', 79), language);
  const { done } = messages[language];
  const gone = { ...order, orderState: 'Cancelled' } as const;
  const refund = { amount: { centAmount: 3_500, currencyCode: 'USD' }, dueBy: later(200).toISOString() } as const;
  const back = (title: string) => ({
    lines: [{ ...offer.lines[0]!, title, options: [{ kind: 'refund', choice: 'refund', refund: refund.amount }] }],
  });
  const byPolicy = (title: string) =>
    ({ by: 'policy', offer: back(title), answer: { choices: { payment: 'refund' } }, refund }) as const;
  const ends = [
    done(order, { by: 'events' }),
    done(gone, { by: 'customer', offer, answer: { cancelOrder: true } }),
    done(gone, { by: 'policy', offer, answer: { cancelOrder: true } }),
    done(gone, { by: 'staff', offer, answer: { cancelOrder: true } }),
    done(gone, byPolicy('late-success')),
    done(order, byPolicy('paid-twice')),
    done(order, byPolicy('overpaid')),
  ];
  expect(new Set(ends.map(({ paragraphs }) => paragraphs.join('\n'))).size).toBe(ends.length);
  expect(ends[4]!.paragraphs.at(-1)).toMatch(/\$35/);
});
