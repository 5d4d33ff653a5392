import { AgainForm, AgainView } from '#functions/customer-reply/again-form.tsx';
import { wholePage } from '#functions/customer-reply/html-page.tsx';
import { maskedNumber } from '#functions/customer-reply/order-number.ts';
import type { Problem } from '#functions/customer-reply/problem.ts';
import { problemText, words } from '#functions/customer-reply/words.ts';
import { momentIn } from '#shared/domain/formats.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { ConfirmWish } from './confirm-wish.tsx';
import type { Requested } from './door.ts';
import { type DoorPage, type DoorReply, wishedItems } from './door-page.ts';
import { english } from './door-words.en.ts';
import type { DoorWords } from './door-words.ts';
import { simplifiedChinese } from './door-words.zh-CN.ts';
import { traditionalChinese } from './door-words.zh-TW.ts';
import { WishForm } from './wish-form.tsx';

export const doorWords: Record<Language, DoorWords> = {
  'zh-TW': traditionalChinese,
  'zh-CN': simplifiedChinese,
  en: english,
};

/** A whole page of the front door; what came in is shown again only where the reader entered it, and escaped. */
export function doorHtml({ page, problem, again }: DoorReply, language: Language): string {
  const mendable = page.kind === 'form' || page.kind === 'confirmation';
  return wholePage(
    { language, title: titleOf(page, language), problem, mendable },
    <>
      <Body page={page} problem={problem} language={language} />
      {again && <AgainForm said={words[language]} />}
    </>,
  );
}

function titleOf(page: DoorPage, language: Language): string {
  const said = doorWords[language];
  switch (page.kind) {
    case 'form':
      return labelsOf(said, page.door.withdrawal).title;
    case 'confirmation':
      return labelsOf(said, page.door.withdrawal).confirmTitle;
    case 'requested':
      return labelsOf(said, page.door.request.statutory ?? false).receivedTitle;
    case 'nothing-left':
      return said.nothingLeftTitle;
    case 'sent-again':
      return words[language].againTitle;
    case 'message':
      return words[language].sorry;
  }
}

const labelsOf = (said: DoorWords, withdrawal: boolean) => (withdrawal ? said.withdraw : said.cancel);

interface Props {
  readonly page: DoorPage;
  readonly problem: Problem | undefined;
  readonly language: Language;
}

function Body({ page, problem, language }: Props) {
  const said = doorWords[language];
  switch (page.kind) {
    case 'form':
      return <WishForm {...page} problem={problem} said={said} labels={labelsOf(said, page.door.withdrawal)} />;
    case 'confirmation':
      return <ConfirmWish {...page} problem={problem} said={said} labels={labelsOf(said, page.door.withdrawal)} />;
    case 'requested':
      return <Received door={page.door} problem={problem} said={said} language={language} />;
    case 'nothing-left':
      return (
        <>
          <p class="quiet">{said.order(maskedNumber(page.door.order.orderNumber))}</p>
          {problem && <p>{problemText(words[language], problem)}</p>}
        </>
      );
    case 'sent-again':
      return <AgainView {...page.sent} said={words[language]} language={language} />;
    case 'message':
      return <>{problem && <p>{problemText(words[language], problem)}</p>}</>;
  }
}

interface ReceivedProps {
  readonly door: Requested;
  readonly problem: Problem | undefined;
  readonly said: DoorWords;
  readonly language: Language;
}

/** What was received when; the receipt by mail says the same. */
function Received({ door: { order, request }, problem, said, language }: ReceivedProps) {
  const { timeZone, email } = order.customer;
  const items = request.scope === 'order' ? [said.wholeOrder] : wishedItems(order, request);
  const day = (instant: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date(instant));
  return (
    <>
      {problem && (
        <div class="box" role="status">
          <p>{problemText(words[language], problem)}</p>
        </div>
      )}
      <p class="quiet">{said.order(maskedNumber(order.orderNumber))}</p>
      <p>
        <strong>{said.receivedAt(momentIn(language, timeZone, request.requestedAt))}</strong>
      </p>
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      <p>{email ? said.receiptSent : said.noReceipt}</p>
      <p>{request.returnBy ? said.returnBy(day(request.returnBy)) : email ? said.next : said.nextUntold}</p>
    </>
  );
}
