import { momentIn } from '#shared/domain/formats.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { ChosenList } from './chosen-list.tsx';
import { maskedNumber } from './order-number.ts';
import type { PageWords } from './page-words.ts';
import type { Decided } from './standing.ts';

interface Props {
  readonly decided: Decided;
  readonly takeBackUntil?: string;
  readonly undoUntil?: string;
  readonly said: PageWords;
  readonly language: Language;
}

/** What was decided, by when it can be taken back, and what came of it; nothing that the customer wrote. */
export function DecidedView({ decided, takeBackUntil, undoUntil, said, language }: Props) {
  const { record, order, decision, offer } = decided;
  const moment = (instant: string) => momentIn(language, order.customer.timeZone, instant);
  const outcome = said.outcome[record.state];
  return (
    <>
      <p class="quiet">{said.order(maskedNumber(order.orderNumber))}</p>
      {decided.kind === 'closed' && outcome && <p>{outcome}</p>}
      {decision?.answer && offer && (
        <ChosenList linked={decided} offer={offer} answer={decision.answer} said={said} language={language} />
      )}
      {decided.kind === 'closed'
        ? record.closedAt && <p class="quiet">{said.closedAt(moment(record.closedAt))}</p>
        : decision && <p class="quiet">{said.decidedAt(moment(decision.decidedAt))}</p>}
      {decided.kind === 'decided' && !takeBackUntil && (
        <p>{record.state === 'needs-staff' ? said.withStaff : said.carryingOut}</p>
      )}
      {undoUntil && (
        <>
          {correctionsOf(decided, language).map((text) => (
            <p>{text}</p>
          ))}
          <form method="post">
            <p>{said.undoUntil(moment(undoUntil))}</p>
            <input type="hidden" name="undo" value="yes" />
            <button type="submit" class="second">
              {said.undo}
            </button>
          </form>
        </>
      )}
      {decision && takeBackUntil && (
        <form method="post">
          <p>{said.takeBackUntil(moment(takeBackUntil))}</p>
          <input type="hidden" name="take-back" value={decision.answerId} />
          <button type="submit" class="second">
            {said.takeBack}
          </button>
        </form>
      )}
    </>
  );
}

/** What the mail said of it, between what happened and what can be done. */
function correctionsOf({ type, order, decision }: Decided, language: Language): readonly string[] {
  if (!decision) return [];
  const { by, offer, answer } = decision;
  return type.messages[language].done(order, { by, ...(offer && { offer }), ...(answer && { answer }) }).paragraphs;
}
