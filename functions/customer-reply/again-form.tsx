import { momentIn } from '#shared/domain/formats.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { maskedNumber } from './order-number.ts';
import type { PageWords } from './page-words.ts';
import type { SentAgain } from './question-again.ts';
import { againField } from './reply-form.ts';

/** Offers to mail the newest question of the order once more; for who cannot find its mail. */
export const AgainForm = ({ said }: { readonly said: PageWords }) => (
  <form method="post" novalidate>
    <p>{said.againIntro}</p>
    <button type="submit" name={againField} value="yes" class="second">
      {said.again}
    </button>
  </form>
);

interface Props extends SentAgain {
  readonly said: PageWords;
  readonly language: Language;
}

/** To whom the question has gone, and from when on it may go again. */
export function AgainView({ order, to, at, nextAt, said, language }: Props) {
  const moment = (instant: string) => momentIn(language, order.customer.timeZone, instant);
  return (
    <>
      <p class="quiet">{said.order(maskedNumber(order.orderNumber))}</p>
      <div class="box" role="status">
        <p>{said.againSent(to, moment(at))}</p>
      </div>
      <p>{said.againNext(moment(nextAt))}</p>
    </>
  );
}
