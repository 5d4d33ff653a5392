import { satisfactions } from '#shared/domain/satisfaction.ts';
import type { PageWords } from './page-words.ts';
import type { Problem } from './problem.ts';
import { satisfactionForm } from './reply-form.ts';
import type { Decided } from './standing.ts';

interface Props {
  readonly decided: Decided;
  readonly problem: Problem | undefined;
  readonly said: PageWords;
}

/** Asks, once a case has ended well, whether its customer is content; or shows what they answered. */
export function SatisfactionForm({ decided: { asked }, problem, said }: Props) {
  if (!asked) return null;
  if (asked.given) return <p class="quiet">{said.contentGiven(said.content[asked.given])}</p>;
  const missing = problem?.code === 'CHOICE_REQUIRED';
  const { field, name, value } = satisfactionForm;
  return (
    <form method="post" novalidate>
      <input type="hidden" name={name} value={value} />
      <fieldset aria-describedby={missing ? 'content-why' : undefined}>
        <legend>{said.contentTitle}</legend>
        {missing && (
          <p class="why" id="content-why" role="alert">
            {said.contentMissing}
          </p>
        )}
        {satisfactions.map((each) => (
          <label class="option">
            <input type="radio" name={field} value={each} required />
            <span>{said.content[each]}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" class="second">
        {said.contentSend}
      </button>
    </form>
  );
}
