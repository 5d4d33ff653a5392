import type { Answer, Offer } from '#shared/domain/case.ts';
import { amountIn } from '#shared/domain/formats.ts';
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

/** What was chosen, line by line with its amounts, and what comes back in all. */
export function ChosenList({ linked: { type, order }, offer, answer, said, language }: Props) {
  const refund = refundOf(offer, answer);
  return (
    <>
      {'cancelOrder' in answer ? (
        <p>{offer.cancelOrder && said.cancelOrder(amountIn(language, offer.cancelOrder.refund))}</p>
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
      {refund && (
        <p class="sum">
          <strong>{said.refundTotal(amountIn(language, refund))}</strong>
          <br />
          {said.refundRoute}
        </p>
      )}
    </>
  );
}
