import { expect, test } from 'vitest';
import { messages } from '#functions/exception-types/order-information-error/messages.ts';
import { customerRules } from '#functions/exception-types/order-information-error/rules.ts';
import { deliveryFields } from '#shared/domain/address.ts';
import type { DecidedBy, LineOffer, Offer } from '#shared/domain/case.ts';
import type { Order } from '#shared/domain/order.ts';
import { type Language, languages } from '#shared/domain/primitives.ts';
import { anOrder, inDays } from '#test/support/shop.ts';
import { faultsOf, textOf } from '#test/support/wording.ts';

const units = ['delivery', 'pickup-point', 'mail', 'duplicate'];
const keep = { kind: 'keep', choice: 'keep', code: 'c' };
const correct = { kind: 'correct', choice: 'correct', code: 'c', inputs: [...deliveryFields] };
const unitOf = (unitId: string, title: string): LineOffer => ({
  unitId,
  lineIds: [],
  title,
  quantity: 1,
  short: 1,
  options: [correct, keep],
});
const offerOf = (unitId: string, title: string): Offer => ({ lines: [unitOf(unitId, title)] });

const refund = { amount: { centAmount: 3_500, currencyCode: 'USD' }, dueBy: inDays(5) } as const;

/** A field that was filled in and one that was emptied, with a way back and without. */
const corrected = (undoUntil?: string): Order =>
  anOrder({
    corrections: [
      {
        caseId: 'c-1',
        at: inDays(0),
        tier: 'fix',
        causes: [],
        changes: deliveryFields.flatMap((field) => [
          { field, before: 'A' },
          { field, after: 'B' },
        ]),
        ...(undoUntil && { undoUntil }),
      },
    ],
  });

/** Everything that this type says in a language, by what it is. */
function everythingIn(language: Language): Record<string, string> {
  const words = messages[language];
  const order = anOrder({ customer: { ...anOrder().customer, locale: language } });
  const offer = offerOf('delivery', 'address-missing');
  const said: Record<string, string> = {};
  for (const unitId of units) {
    const unit = unitOf(unitId, 'address-missing');
    said[`unit ${unitId}`] = words.unit(unit, order);
    for (const { choice } of unit.options) said[`${choice} ${unitId}`] = words.option(choice, unit, order);
    for (const rule of customerRules) {
      said[`question ${unitId} ${rule}`] = textOf(words.question(order, offerOf(unitId, rule)));
      said[`reminder ${unitId} ${rule}`] = textOf(words.reminder(order, offerOf(unitId, rule)));
    }
  }
  for (const rule of customerRules) said[`problem ${rule}`] = words.fieldProblem!('city', rule);
  for (const field of [...deliveryFields, 'asWritten']) said[`field ${field}`] = words.field!(field);
  for (const by of ['customer', 'silence', 'staff', 'events'] as const satisfies readonly DecidedBy[]) {
    said[`done, kept by ${by}`] = textOf(words.done(order, { by, offer, answer: { choices: { delivery: 'keep' } } }));
    said[`done, corrected by ${by}`] = textOf(
      words.done(order, { by, offer, answer: { choices: { delivery: 'correct' } } }),
    );
    said[`done, cancelled by ${by}`] = textOf(words.done(order, { by, offer, answer: { cancelOrder: true }, refund }));
  }
  said['done, mended'] = textOf(words.done(corrected(), { by: 'policy' }));
  said['done, mended with a way back'] = textOf(words.done(corrected(inDays(1)), { by: 'policy' }));
  return said;
}

test.each(languages)('every word to the customer is filled in and of its own script: %s', (language) => {
  const said = everythingIn(language);
  const faults = Object.entries(said).flatMap(([what, text]) => {
    const found = faultsOf(language, text);
    return found.length > 0 ? [`${what}: ${found.join(' ')} in ${text}`] : [];
  });
  expect(faults).toEqual([]);
});

test('no two languages write the same mail, and every rule and field has words of its own', () => {
  const [traditional, simplified, english] = [everythingIn('zh-TW'), everythingIn('zh-CN'), everythingIn('en')];
  for (const [what, text] of Object.entries(english)) {
    expect([traditional[what], simplified[what]], what).not.toContain(text);
    // A word or a short sentence may be written alike in both scripts; a mail is not.
    if (/^(question|reminder|done)/.test(what)) expect(traditional[what], what).not.toBe(simplified[what]);
  }
  for (const language of languages) {
    const words = messages[language];
    const problems = customerRules.map((rule) => words.fieldProblem!('city', rule));
    expect(new Set(problems).size).toBe(customerRules.length);
    expect(problems.filter((text) => customerRules.some((rule) => text === rule))).toEqual([]);
    expect(deliveryFields.filter((field) => words.field!(field) === field)).toEqual([]);
  }
});
