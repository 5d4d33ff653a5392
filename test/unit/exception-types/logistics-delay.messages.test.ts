import { expect, test } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { inquiries } from '#functions/exception-types/logistics-delay/inquiry-words.ts';
import { messages } from '#functions/exception-types/logistics-delay/messages.ts';
import { nothingPaid } from '#functions/exception-types/logistics-delay/options.ts';
import { notices, questions } from '#functions/exception-types/logistics-delay/words.ts';
import { decidedBy, type LineOption, type Offer } from '#shared/domain/case.ts';
import { delayReason } from '#shared/domain/delay-reasons.ts';
import type { DeliveryNotice } from '#shared/domain/delivery.ts';
import { type Language, languages } from '#shared/domain/primitives.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import { aParcel } from '#test/support/parcels.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { anOrder, inDays, start } from '#test/support/shop.ts';
import { faultsOf, textOf } from '#test/support/wording.ts';

const amount = { centAmount: 3_500, currencyCode: 'USD' } as const;
const options: LineOption[] = [
  { kind: 'wait', choice: 'wait', until: inDays(9) },
  { kind: 'reship', choice: 'reship', until: inDays(10) },
  { kind: 'refund', choice: 'refund', refund: amount },
];
const offerOf = (title: string, onSilence?: string): Offer => ({
  lines: [
    {
      unitId: 'parcel-1',
      lineIds: ['line-1'],
      title,
      quantity: 1,
      short: 1,
      options,
      ...(onSilence && { onSilence }),
    },
  ],
});

const withOptions = (offer: Offer, chosen: LineOption[]): Offer => ({
  lines: offer.lines.map((unit) => ({ ...unit, options: chosen })),
});

const record = aCaseRecord({ type: 'logistics-delay', subject: 'parcel-1' });
const asked = aCaseRecord({ ...record, done: { 'ask-carrier': inDays(1) } });
const withCode = (amountMinor?: number) =>
  aCaseRecord({
    ...record,
    news: { CompensationIssued: { at: inDays(1), reference: 'SORRY-10', ...(amountMinor && { amountMinor }) } },
  });

const noticeOf = (fields: Partial<DeliveryNotice>): DeliveryNotice => ({
  caseId: 'c-1',
  at: inDays(1),
  lineIds: ['line-1'],
  ...fields,
});

/** Everything that this type says in a language, by what it is. */
function everythingIn(language: Language): Record<string, string> {
  const words = messages[language];
  const order = anOrder({ customer: { ...anOrder().customer, locale: language } });
  const factsOf = (deliveryNotices: DeliveryNotice[] = [], shipments: Shipment[] = [aParcel()]): Facts => ({
    order: { ...order, deliveryNotices },
    payments: [],
    stock: [],
    shipments,
    siblings: [],
    transit: [],
  });
  const notice = (code: string, facts: Facts, about = record) => textOf(words.notice!(code, facts, about, start));
  const said: Record<string, string> = {};
  for (const title of questions) {
    for (const silence of [undefined, 'wait', 'refund']) {
      said[`question ${title} ${silence}`] = textOf(words.question(order, offerOf(title, silence)));
      said[`reminder ${title} ${silence}`] = textOf(words.reminder(order, offerOf(title, silence)));
    }
  }
  const unpaid = withOptions(offerOf('late', 'refund'), [{ ...options[2]!, code: nothingPaid }]);
  said['question of what nobody has paid for'] = textOf(words.question(order, unpaid));
  said['option to cancel what nobody has paid for'] = words.option('refund', unpaid.lines[0]!, order);
  const offer = offerOf('late');
  for (const { choice } of options) {
    said[`option ${choice}`] = words.option(choice, offer.lines[0]!, order);
    for (const by of decidedBy.options) {
      const answer = { choices: { 'parcel-1': choice } };
      const outcome = { by, offer, answer, ...(choice === 'refund' && { refund: { amount, dueBy: inDays(5) } }) };
      said[`done ${choice} by ${by}`] = textOf(words.done(order, outcome));
    }
  }
  for (const code of notices) said[`notice ${code}`] = notice(code, factsOf());
  for (const reason of delayReason.options) {
    const told = noticeOf({ reason, estimatedAt: inDays(6) });
    said[`delay for ${reason}`] = notice('delay', factsOf([told]), asked);
    said[`delay for ${reason}, again`] = notice('delay', factsOf([told, { ...told, at: inDays(2) }]));
  }
  const { subject: _, ...unsent } = record;
  said['delay of what has not left'] = notice('delay', factsOf([noticeOf({})], []), aCaseRecord(unsent));
  const undated = aParcel({ promisedDeliveryAt: undefined });
  const unnamed = (facts: Facts): Facts => ({ ...facts, order: { ...facts.order, promisedDeliveryAt: undefined } });
  said['delay that nobody named a date for'] = notice('delay', unnamed(factsOf([noticeOf({})], [undated])));
  said['delay of what has not left, no date named'] = notice(
    'delay',
    unnamed(factsOf([noticeOf({})], [])),
    aCaseRecord(unsent),
  );
  said['notice of what has arrived'] = notice('delay', factsOf([], [aParcel({ tag: 'Delivered' })]));
  said['coupon without its worth'] = notice('coupon', factsOf(), withCode());
  said.coupon = notice('coupon', factsOf(), withCode(1_000));
  const answered = aCaseRecord({ ...record, news: { CarrierAnswered: { at: inDays(1), reference: 'REF-1' } } });
  for (const code of inquiries) {
    for (const shipment of [aParcel(), aParcel({ tag: 'Exception', subtag: 'Exception_017' })]) {
      const letter = words.letter!(
        { key: 'ask-carrier', code, answerDue: inDays(2) } as never,
        factsOf([], [shipment]),
        answered,
      );
      said[`letter ${code} ${shipment.tag}`] = letter ? textOf(letter) : '';
    }
  }
  return said;
}

test.each(languages)('every word to customer and carrier is filled in and of its own script: %s', (language) => {
  const faults = Object.entries(everythingIn(language)).flatMap(([what, text]) => {
    const found = faultsOf(language, text);
    return found.length > 0 ? [`${what}: ${found.join(' ')} in ${text}`] : [];
  });
  expect(faults).toEqual([]);
});

test.each([
  ['zh-TW', /原訂|預定|約定/],
  ['zh-CN', /约定|原定|预定/],
  ['en', /promise|planned/],
] as const)('of what nobody named a date for no word says that it was promised: %s', (language, promised) => {
  const all = Object.entries(everythingIn(language));
  const unnamed = all.filter(([what]) => what.includes('overdue') || what.includes('named'));
  expect(unnamed.length).toBeGreaterThan(6);
  for (const [what, text] of unnamed) expect(text, what).not.toMatch(promised);
});

test('no two languages say the same', () => {
  const [first, ...others] = languages.map(everythingIn);
  for (const [what, text] of Object.entries(first!)) {
    expect(new Set([text, ...others.map((each) => each[what])]).size, what).toBe(languages.length);
  }
});
