import type { Answer, Offer } from '#shared/domain/case.ts';
import { amountIn } from '#shared/domain/formats.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { chosenOptions, refundOf } from './page.ts';
import type { PageWords } from './page-words.ts';
import type { Linked } from './standing.ts';

interface Props {
  readonly linked: Linked;
  readonly offer: Offer;
  readonly answer: Answer;
  readonly said: PageWords;
  readonly language: Language;
}

/** What the button says by which the whole order is cancelled. */
export const cancelWords = (said: PageWords, language: Language, refund: Money): string =>
  refund.centAmount > 0 ? said.cancelOrder(amountIn(language, refund)) : said.cancelUnpaid;

/** What was chosen, line by line with its amounts, and what comes back in all. */
export function ChosenList({ linked: { type, order }, offer, answer, said, language }: Props) {
  const refund = refundOf(offer, answer);
  return (
    <>
      {'cancelOrder' in answer ? (
        <p>{offer.cancelOrder && cancelWords(said, language, offer.cancelOrder.refund)}</p>
      ) : (
        <dl>
          {chosenOptions(offer, answer).map(({ unit, option }) => (
            <>
              <dt>{type.messages[language].unit(unit, order)}</dt>
              <dd>{type.messages[language].option(option.choice, unit, order)}</dd>
            </>
          ))}
        </dl>
      )}
      {refund && refund.centAmount > 0 && (
        <p class="sum">
          <strong>{said.refundTotal(amountIn(language, refund))}</strong>
          <br />
          {said.refundRoute}
        </p>
      )}
    </>
  );
}
