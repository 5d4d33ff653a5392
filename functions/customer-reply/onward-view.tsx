import { maskedNumber } from './order-number.ts';
import type { Page } from './page.ts';
import type { PageWords } from './page-words.ts';

type Onward = Extract<Page, { kind: 'onward' }>;

export const onwardLabel = ({ question: { type, language, order, offer }, answer }: Onward): string =>
  type.messages[language].onward?.(order, answer, offer) ?? '';

/** The way on, as a link: the page's own policy lets a form post to nobody but ourselves. */
export function OnwardView({ said, ...page }: Onward & { readonly said: PageWords }) {
  return (
    <>
      <p class="quiet">{said.order(maskedNumber(page.question.order.orderNumber))}</p>
      <p>{said.setAside}</p>
      <p>
        <a class="button" href={page.url} rel="noopener noreferrer">
          {onwardLabel(page)}
        </a>
      </p>
      <p class="quiet">{said.onwardHint}</p>
      <p>
        <a href="?">{said.otherWay}</a>
      </p>
    </>
  );
}
