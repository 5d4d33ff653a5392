import type { LineOffer, LineOption, Offer } from '#shared/domain/case.ts';
import { amountIn, dayIn } from '#shared/domain/formats.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { MailText, Outcome, TypeMessages } from '../exception-type.ts';
import { chosenOption } from './offer.ts';
import { type Words, words } from './words.ts';

function speak(language: Language, said: Words): TypeMessages {
  const question = (order: Order, offer: Offer): MailText => {
    const { orderNumber } = order;
    const options = offer.lines.flatMap(({ options }) => options);
    const names = options.flatMap(({ kind, title }) => (kind === 'method' && title ? [title] : []));
    return {
      subject: said.subject(orderNumber),
      paragraphs: [
        said.opening(orderNumber, reasonIn(said, offer)),
        isPartlyPaid(offer) ? said.rest(dueIn(language, order, options)) : chargedIn(said, offer),
        ...(names.length > 0 ? [said.methods(names.join(said.list))] : []),
        said.sameOrder,
      ],
      action: said.action,
    };
  };

  const option = (choice: string, { options }: LineOffer) => {
    const taken = options.find((each) => each.choice === choice);
    if (taken?.kind === 'method') return said.payWith(taken.title ?? taken.code ?? '');
    if (taken?.kind === 'release') return said.release;
    return taken?.refund ? said.refund(amountIn(language, taken.refund)) : said.cancelOrder;
  };

  return {
    question,
    reminder: (order, offer) => ({ ...question(order, offer), subject: said.reminder(order.orderNumber) }),
    done: (order, outcome) => ({
      subject: said.doneSubject(order.orderNumber),
      paragraphs: [...endOf(said, order, outcome), ...refundIn(language, said, order, outcome)],
    }),
    option,
    unit: () => said.unit,
    onward: (_order, answer, offer) => {
      const taken = chosenOption(offer, answer);
      return said.payWith(taken?.title ?? taken?.code ?? '');
    },
  };
}

/** What may be said of a refusal where there is something to say, else the words of the trouble itself. */
function reasonIn({ reasons }: Words, { lines }: Offer): string {
  const [code = '', hint = ''] = (lines[0]?.title ?? '').split(':');
  return reasons[code] ?? reasons[hint] ?? reasons.other!;
}

/** Where no payment is on record, nobody can say that there was none. */
const chargedIn = ({ notCharged, perhapsPaid }: Words, { lines }: Offer): string =>
  lines[0]?.title === 'not-begun' ? perhapsPaid : notCharged;

const isPartlyPaid = ({ cancelOrder }: Offer): boolean => (cancelOrder?.refund.centAmount ?? 0) > 0;

function dueIn(language: Language, { currencyCode, totalPriceMinor }: Order, [first]: readonly LineOption[]): string {
  return amountIn(language, { centAmount: first?.unitPriceMinor ?? totalPriceMinor, currencyCode });
}

function endOf(said: Words, { orderNumber, orderState }: Order, { by, offer, answer }: Outcome): string[] {
  const taken = offer && answer && chosenOption(offer, answer);
  if (offer && taken?.kind === 'refund') return [excessIn(said, offer)(orderNumber)];
  if (taken?.kind === 'release') return [said.released(orderNumber)];
  if (orderState !== 'Cancelled') return [said.paid(orderNumber)];
  const whose = by === 'customer' || by === 'staff' ? by : 'time';
  return [said.cancelledBy[whose](orderNumber), ...(offer && isPartlyPaid(offer) ? [] : endOfMoney(said, offer))];
}

const endOfMoney = (said: Words, offer: Offer | undefined): string[] =>
  offer?.lines[0]?.title === 'not-begun' ? [] : [said.nothingCharged];

function excessIn(said: Words, { lines }: Offer): (orderNumber: string) => string {
  const title = lines[0]?.title;
  return title === 'late-success' ? said.late : title === 'paid-twice' ? said.twice : said.excess;
}

function refundIn(language: Language, said: Words, { customer }: Order, { refund }: Outcome): string[] {
  if (!refund) return [];
  return [said.backBy(amountIn(language, refund.amount), dayIn(language, customer.timeZone, refund.dueBy))];
}

export const messages: Record<Language, TypeMessages> = {
  'zh-TW': speak('zh-TW', words['zh-TW']),
  'zh-CN': speak('zh-CN', words['zh-CN']),
  en: speak('en', words.en),
};
