import { coversOrder, unwantedUnits } from '#shared/domain/cancellation.ts';
import type { Offer } from '#shared/domain/case.ts';
import { amountIn, dayIn, momentIn } from '#shared/domain/formats.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { Facts, MailText, Outcome, TypeMessages } from '../exception-type.ts';
import { isWithdrawal } from './course.ts';
import { shippingUnit } from './offer.ts';
import { english } from './words.en.ts';
import type { Words } from './words.ts';
import { simplifiedChinese } from './words.zh-CN.ts';
import { traditionalChinese } from './words.zh-TW.ts';

function speak(language: Language, words: Words): TypeMessages {
  const dayOf = ({ customer }: Order, instant: string) => dayIn(language, customer.timeZone, instant);

  const itemsOf = (facts: Facts): string => {
    const { cancelRequest } = facts.order;
    const units = cancelRequest ? unwantedUnits(facts, cancelRequest) : [];
    if (coversOrder(facts.order, units)) return words.wholeOrder;
    return units.map(({ line, open, away }) => `${line.title} × ${open + away}`).join(words.list);
  };

  /** How what has left comes back: asked for with the receipt, or once the warehouse could not stop it. */
  const returning = (facts: Facts): string[] => {
    const { order } = facts;
    const { cancelRequest } = order;
    if (!cancelRequest?.returnBy) return [];
    return [
      words.sendBack(dayOf(order, cancelRequest.returnBy), order.orderNumber),
      isWithdrawal(facts, cancelRequest) ? words.paidBackWithDelivery : words.paidBack,
    ];
  };

  const notice = (code: string, facts: Facts): MailText => {
    const { order } = facts;
    const { orderNumber, customer, cancelRequest } = order;
    const requested = cancelRequest?.requestedAt ?? order.updatedAt;
    const subject = words.notices[code as keyof Words['notices']](orderNumber);
    switch (code as keyof Words['notices']) {
      case 'received':
      case 'withdrawal-received': {
        const moment = momentIn(language, customer.timeZone, requested);
        const said = code === 'received' ? words.received : words.withdrawn;
        const next = returning(facts);
        return {
          subject,
          paragraphs: [
            said(moment, orderNumber),
            words.itIsAbout(itemsOf(facts)),
            ...(next.length > 0 ? next : [words.stopping]),
          ],
        };
      }
      case 'return-asked':
        return { subject, paragraphs: [words.notStopped(orderNumber), ...returning(facts)] };
      case 'return-reminder':
        return {
          subject,
          paragraphs: [words.notBackYet(orderNumber), words.itIsAbout(itemsOf(facts)), ...returning(facts)],
        };
    }
  };

  const done = (order: Order, { by, offer, answer, refund }: Outcome): MailText => {
    const { orderNumber } = order;
    if (!offer || !answer) {
      const said = by === 'staff' ? words.settledByStaff : words.noLongerOpen;
      return { subject: words.doneSubject(orderNumber), paragraphs: [said(orderNumber)] };
    }
    const money = refund
      ? words.refund(amountIn(language, refund.amount), dayOf(order, refund.dueBy))
      : words.nothingToPayBack;
    if ('cancelOrder' in answer) {
      return {
        subject: words.cancelledSubject(orderNumber),
        paragraphs: [words.cancelled(orderNumber), words.noAnswerNeeded, money],
      };
    }
    const told = offer.lines
      .filter(({ unitId }) => unitId !== shippingUnit)
      .map((unit) =>
        words.outcome[answer.choices[unit.unitId] as keyof Words['outcome']](`${unit.title} × ${unit.short}`),
      );
    const moved = Object.values(answer.choices).some((choice) => choice !== 'keep');
    return {
      subject: words.doneSubject(orderNumber),
      paragraphs: [
        by === 'policy' ? words.neverCameBack(orderNumber) : words.done(orderNumber),
        ...told,
        ...(moved ? [money] : []),
      ],
    };
  };

  const question = ({ orderNumber }: Order, offer: Offer): MailText => ({
    subject: words.doneSubject(orderNumber),
    paragraphs: [
      words.choose(orderNumber, offer.lines.map(({ title, short }) => `${title} × ${short}`).join(words.list)),
    ],
    action: words.action,
  });

  return {
    question,
    reminder: question,
    done,
    notice,
    option: (choice, unit) => {
      const refund = unit.options.find((option) => option.choice === choice)?.refund;
      return words.options[choice as keyof Words['options']](refund ? amountIn(language, refund) : '');
    },
    unit: ({ unitId, title, short }) => (unitId === shippingUnit ? words.shipping : `${title} × ${short}`),
  };
}

export const messages: Record<Language, TypeMessages> = {
  'zh-TW': speak('zh-TW', traditionalChinese),
  'zh-CN': speak('zh-CN', simplifiedChinese),
  en: speak('en', english),
};
