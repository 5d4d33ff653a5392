import type { LineOffer, LineOption, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isDelayReason } from '#shared/domain/delay-reasons.ts';
import { amountIn, dayIn } from '#shared/domain/formats.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { Facts, MailText, Outcome, TypeMessages } from '../exception-type.ts';
import { silenceOnLater } from './consent.ts';
import { inquiryMail } from './inquiry-mail.ts';
import { type Choice, chosenOf, nothingPaid } from './options.ts';
import { noticesOf, type Parcel, parcelAt } from './parcels.ts';
import { english } from './words.en.ts';
import { type Notice, notices, type Question, questions, type Words } from './words.ts';
import { simplifiedChinese } from './words.zh-CN.ts';
import { traditionalChinese } from './words.zh-TW.ts';

/** A question whose reader may say nothing. */
interface Unanswered {
  readonly onSilence: string | undefined;
  /** The day until which they can wait; nothing = they cannot any more. */
  readonly waitDay: string | undefined;
  readonly paid: boolean;
}

function speak(language: Language, words: Words): TypeMessages {
  const day = (order: Order, at: string) => dayIn(language, order.customer.timeZone, at);

  const itemsOf = (lines: readonly OrderLine[]) =>
    words.items(lines.map(({ title, quantity }) => (quantity > 0 ? words.itemOf(title, quantity) : title)));
  const itemsIn = ({ lineIds }: LineOffer, { lines }: Order) =>
    itemsOf(lines.filter(({ lineId }) => lineIds.includes(lineId)));

  const option = ({ kind, until, refund, code }: LineOption, order: Order): string =>
    code === nothingPaid
      ? words.cancelUnpaid
      : words.options[kind as Choice](refund ? amountIn(language, refund) : day(order, until ?? order.updatedAt));

  /** What no answer means, and until when: the page alone would not bind anybody. */
  const silenceOf = (order: Order, { onSilence, waitDay, paid }: Unanswered): string | undefined => {
    if (onSilence === 'refund') return words.silenceRefunds(paid);
    if (onSilence !== 'wait' || !waitDay) return undefined;
    const goesBack = silenceOnLater(order) === 'refund';
    return words.silenceWaits(waitDay, goesBack ? (paid ? 'refunded' : 'cancelled') : 'theirChoice');
  };

  const questionOf = (order: Order, offer: Offer): string[] => {
    const [unit] = offer.lines;
    if (!unit) return [];
    const about = questions.find((each) => each === unit.title) ?? ('late' satisfies Question);
    const paid = unit.options.every(({ code }) => code !== nothingPaid);
    const until = unit.options.find(({ kind }) => kind === 'wait')?.until;
    const waitDay = until && day(order, until);
    const silence = silenceOf(order, { onSilence: unit.onSilence, waitDay, paid });
    return [
      words.asked[about](order.orderNumber, itemsIn(unit, order)),
      ...(about === 'late' || about === 'overdue' ? [words.choice(waitDay, paid)] : []),
      words.pleaseChoose,
      ...(silence ? [silence] : []),
    ];
  };
  const question = (order: Order, offer: Offer): MailText => ({
    subject: words.askSubject(order.orderNumber),
    paragraphs: questionOf(order, offer),
    action: words.action,
  });

  const done = (order: Order, { by, offer, answer, refund }: Outcome): string[] => {
    const chosen = offer && answer && chosenOf(offer, answer);
    if (by === 'events' || by === 'supersede' || !chosen) return [words.over(order.orderNumber)];
    return [
      words.doneBecause[by](order.orderNumber),
      `${itemsIn(chosen.unit, order)} — ${option(chosen.option, order)}`,
      ...(refund ? [words.refund(amountIn(language, refund.amount), day(order, refund.dueBy))] : []),
    ];
  };

  const tracking = ({ shipment }: Parcel): string[] =>
    shipment ? [words.parcel(shipment.carrier, shipment.trackingNumber)] : [];

  const delay = (parcel: Parcel, order: Order, record: CaseRecord): string[] => {
    const told = noticesOf(parcel, order);
    const latest = told.at(-1);
    const { delayed, notLeft } = parcel.promisedAt ? words : words.unnamed;
    const begins = told.length > 1 ? words.stillDelayed : parcel.shipment ? delayed : notLeft;
    const reason = latest?.reason;
    return [
      begins(order.orderNumber, itemsOf(parcel.lines)),
      latest?.estimatedAt ? words.expected(day(order, latest.estimatedAt)) : words.noDate,
      ...(reason && isDelayReason(reason) && reason !== 'unknown' ? [words.because(words.reasons[reason])] : []),
      ...(record.done['ask-carrier'] && !record.news.CarrierAnswered ? [words.carrierAsked] : []),
      // Beside a question that stands open there is something to do.
      ...(record.askedAt ? [] : [words.nothingToDo]),
      ...tracking(parcel),
    ];
  };

  const coupon = (order: Order, { news }: CaseRecord): string[] => {
    const { reference = '', amountMinor } = news.CompensationIssued ?? {};
    return [
      words.coupon(order.orderNumber),
      words.couponCode(reference),
      ...(amountMinor
        ? [words.couponWorth(amountIn(language, { centAmount: amountMinor, currencyCode: order.currencyCode }))]
        : []),
    ];
  };

  const noticeText = (code: Notice, { order, ...facts }: Facts, record: CaseRecord): string[] => {
    if (code === 'coupon') return coupon(order, record);
    const parcel = parcelAt({ order, ...facts }, record.subject);
    if (!parcel) return [words.over(order.orderNumber)];
    if (code === 'delay') return delay(parcel, order, record);
    const say = {
      attempt: words.attempted,
      pickup: words.pickup,
      instruction: words.instruction,
      address: words.address,
      returning: words.returning,
    }[code];
    return [say(order.orderNumber, itemsOf(parcel.lines)), ...tracking(parcel)];
  };

  return {
    question,
    reminder: (order, offer) => ({ ...question(order, offer), subject: words.reminder(order.orderNumber) }),
    done: (order, outcome) => ({ subject: words.doneSubject(order.orderNumber), paragraphs: done(order, outcome) }),
    option: (choice, unit, order) => {
      const found = unit.options.find((each) => each.choice === choice);
      return found ? option(found, order) : choice;
    },
    unit: (unit, order) => itemsIn(unit, order),
    letter: (letter, facts, record) => inquiryMail(language, letter, facts, record),
    notice: (code, facts, record) => {
      const known = notices.find((each) => each === code) ?? 'delay';
      const named = known !== 'delay' || parcelAt(facts, record.subject)?.promisedAt !== undefined;
      const subject = named ? words.subjects[known] : words.delayedSubject;
      return {
        subject: subject(facts.order.orderNumber),
        paragraphs: noticeText(known, facts, record),
        ...(known !== 'coupon' && { action: words.follow }),
      };
    },
  };
}

export const messages: Record<Language, TypeMessages> = {
  'zh-TW': speak('zh-TW', traditionalChinese),
  'zh-CN': speak('zh-CN', simplifiedChinese),
  en: speak('en', english),
};
