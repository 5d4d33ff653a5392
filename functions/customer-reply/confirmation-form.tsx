import type { Answer } from '#shared/domain/case.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { ChosenList } from './chosen-list.tsx';
import { ConfirmField } from './confirm-field.tsx';
import { ErrorSummary } from './error-summary.tsx';
import type { PageWords } from './page-words.ts';
import type { Problem } from './problem.ts';
import { inputField, unitField } from './reply-form.ts';
import type { OpenQuestion } from './standing.ts';
import { problemText } from './words.ts';

interface Props {
  readonly question: OpenQuestion;
  readonly answer: Answer;
  readonly comment: string | undefined;
  readonly values: ReadonlyMap<string, string>;
  readonly problem: Problem | undefined;
  readonly said: PageWords;
  readonly language: Language;
}

/** The second page, for what moves money or cancels: everything once more, and one thing that only the customer knows. */
export function ConfirmationForm({ question, answer, comment, values, problem, said, language }: Props) {
  const { offer, offerHash, order } = question;
  const why = problem && problemText(said, problem);
  return (
    <>
      {why && <ErrorSummary said={said} targets={[{ id: 'confirm', text: why }]} />}
      <p>{said.confirmIntro}</p>
      <ChosenList linked={question} offer={offer} answer={answer} said={said} language={language} />
      {comment && (
        <dl>
          <dt>{said.yourComment}</dt>
          <dd>{comment}</dd>
        </dl>
      )}
      <form method="post" novalidate>
        <input type="hidden" name="offer" value={offerHash} />
        {fieldsOf(answer).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {[...values].map(([name, value]) => (
          <input type="hidden" name={inputField(name)} value={value} />
        ))}
        {comment && <input type="hidden" name="comment" value={comment} />}
        <ConfirmField order={order} said={said} why={why} />
        <button type="submit">{said.confirm}</button>
        <button type="submit" name="back" value="yes" class="second">
          {said.back}
        </button>
      </form>
    </>
  );
}

const fieldsOf = (answer: Answer): [name: string, value: string][] =>
  'cancelOrder' in answer
    ? [['cancel', 'order']]
    : Object.entries(answer.choices).map(([unitId, choice]) => [unitField(unitId), choice]);
