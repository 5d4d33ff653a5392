import type { LineOffer, Offer } from '#shared/domain/case.ts';
import { amountIn, momentIn } from '#shared/domain/formats.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { MailText, Outcome, TypeMessages } from '../exception-type.ts';
import { type CustomerRule, customerRules } from './rules.ts';
import { english } from './words.en.ts';
import type { About, Words } from './words.ts';
import { simplifiedChinese } from './words.zh-CN.ts';
import { traditionalChinese } from './words.zh-TW.ts';

/** Everything that the customer reads about an order whose details are in doubt. */
export const messages: Record<Language, TypeMessages> = {
  'zh-TW': speak('zh-TW', traditionalChinese),
  'zh-CN': speak('zh-CN', simplifiedChinese),
  en: speak('en', english),
};

function speak(language: Language, words: Words): TypeMessages {
  return {
    question: (order, offer) => questionIn(words, order, offer),
    reminder: (order, offer) => {
      const first = questionIn(words, order, offer);
      return { ...first, subject: words.reminder(first.subject) };
    },
    done: (order, outcome) => doneIn(language, words, order, outcome),
    option: (choice, unit) => words[choice === 'keep' ? 'keep' : 'correct'][aboutOf(unit)],
    unit: (unit) => words.unit[aboutOf(unit)],
    field: (name) => words.fields[name as keyof Words['fields']] ?? name,
    fieldProblem: (_name, code) => (isRule(code) ? words.found[code] : code),
  };
}

const aboutOf = ({ unitId }: LineOffer) => unitId as About;
const isRule = (code: string): code is CustomerRule => (customerRules as readonly string[]).includes(code);

/** What was found comes first: the page shows the first paragraph above its form. */
function questionIn(words: Words, { orderNumber }: Order, { lines }: Offer): MailText {
  const [unit] = lines;
  const about = aboutOf(unit!);
  const found = unit!.title.split('+').filter(isRule);
  return {
    subject: words.question[about](orderNumber),
    paragraphs: [
      [...found.map((rule) => words.found[rule]), words.please[about]].join(words.space),
      words.otherwise[about],
    ],
    action: words.action,
  };
}

function doneIn(language: Language, words: Words, order: Order, { by, answer, refund }: Outcome): MailText {
  const { orderNumber } = order;
  const subject = words.doneSubject(orderNumber);
  if (by === 'policy') return correctedIn(language, words, order, subject);
  if (by === 'events') return { subject, paragraphs: [words.eventsDone(orderNumber)] };
  if (answer && 'cancelOrder' in answer) {
    const day = refund && momentIn(language, order.customer.timeZone, refund.dueBy);
    return {
      subject: words.cancelledSubject(orderNumber),
      paragraphs: [
        words.cancelled(orderNumber),
        ...(refund && day ? [words.refund(amountIn(language, refund.amount), day)] : []),
      ],
    };
  }
  if (by === 'staff') return { subject, paragraphs: [words.staffDone(orderNumber)] };
  const keeps = answer && Object.values(answer.choices).includes('keep');
  return { subject, paragraphs: [keeps ? words.keptDone(orderNumber) : words.thanks(orderNumber)] };
}

/** What was mended unasked, field by field, and until when it can be had back. */
function correctedIn(language: Language, words: Words, order: Order, subject: string): MailText {
  const correction = order.corrections?.findLast(({ tier, changes }) => tier === 'fix' && changes.length > 0);
  const { changes = [], undoUntil } = correction ?? {};
  return {
    subject,
    paragraphs: [
      words.corrected(order.orderNumber),
      ...changes.map(({ field, before = words.empty, after = words.empty }) =>
        words.change(words.fields[field], before, after),
      ),
      ...(undoUntil ? [words.undoUntil(momentIn(language, order.customer.timeZone, undoUntil))] : []),
    ],
    ...(undoUntil && { action: words.undoAction }),
  };
}
