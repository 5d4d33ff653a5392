import type { LineOffer } from '#shared/domain/case.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { cancelWords } from './chosen-list.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { fieldProblem, InputFields, inputId, labelOf } from './input-fields.tsx';
import { maskedNumber } from './order-number.ts';
import type { PageWords } from './page-words.ts';
import type { Problem } from './problem.ts';
import { askedUnits, commentLimit, type Entered, unitField } from './reply-form.ts';
import type { OpenQuestion } from './standing.ts';
import { problemText } from './words.ts';

interface Props {
  readonly question: OpenQuestion;
  readonly entered: Entered;
  readonly notice?: 'taken-back';
  readonly problem: Problem | undefined;
  readonly said: PageWords;
  readonly language: Language;
}

const mail = ({ type, language, order, offer }: OpenQuestion) =>
  // The page does not tell what it asks for: the last characters of the order number.
  type.messages[language].question({ ...order, orderNumber: maskedNumber(order.orderNumber) }, offer);

export const questionTitle = (question: OpenQuestion): string => mail(question).subject;

/** The question: a choice per unit, none preselected, or the whole order cancelled. */
export function QuestionForm({ question, entered, notice, problem, said, language }: Props) {
  const { offer, offerHash } = question;
  const [intro] = mail(question).paragraphs;
  const asked = askedUnits(offer);
  const decided = offer.lines.filter(({ preset }) => preset !== undefined);
  const wrongUnits = problem?.detail.units ?? [];
  const tooLong = problem?.code === 'COMMENT_TOO_LONG';
  return (
    <>
      {problem && <ErrorSummary said={said} targets={targetsOf(problem, question, said)} />}
      {notice && (
        <div class="box" role="status">
          <p>{said.takenBack}</p>
        </div>
      )}
      <p>{intro}</p>
      <form method="post" novalidate>
        <input type="hidden" name="offer" value={offerHash} />
        {asked.map((unit, i) => (
          <UnitChoice
            unit={unit}
            id={`unit-${i}`}
            entered={entered}
            problem={problem}
            said={said}
            why={problem && wrongUnits.includes(unit.unitId) ? problemText(said, problem) : undefined}
            question={question}
          />
        ))}
        {decided.length > 0 && (
          <>
            <h2>{said.presetTitle}</h2>
            <dl>
              {decided.map((unit) => (
                <>
                  <dt>{unitName(question, unit)}</dt>
                  <dd>{optionText(question, unit, unit.preset ?? '')}</dd>
                </>
              ))}
            </dl>
          </>
        )}
        <label class="field" for="comment">
          {said.comment}
        </label>
        <p class="quiet" id="comment-hint">
          {said.commentHint(commentLimit)}
        </p>
        {tooLong && (
          <p class="why" id="comment-why">
            {problemText(said, problem)}
          </p>
        )}
        <textarea
          id="comment"
          name="comment"
          rows={3}
          class={tooLong ? 'wrong' : undefined}
          aria-invalid={tooLong ? 'true' : undefined}
          aria-describedby={tooLong ? 'comment-why comment-hint' : 'comment-hint'}
        >
          {entered.comment}
        </textarea>
        <button type="submit">{said.submit}</button>
        <p class="quiet">{said.submitHint}</p>
        {offer.cancelOrder && (
          <>
            <h2>{said.cancelTitle}</h2>
            <p class="quiet">{said.cancelHint}</p>
            <button type="submit" name="cancel" value="order" class="grave">
              {cancelWords(said, language, offer.cancelOrder.refund)}
            </button>
          </>
        )}
      </form>
    </>
  );
}

interface UnitChoiceProps {
  readonly unit: LineOffer;
  readonly id: string;
  readonly entered: Entered;
  readonly problem: Problem | undefined;
  readonly said: PageWords;
  readonly why: string | undefined;
  readonly question: OpenQuestion;
}

function UnitChoice({ unit, id, entered, problem, said, why, question }: UnitChoiceProps) {
  const chosen = entered.choices[unit.unitId];
  const fieldsOf = (names: readonly string[]) => (
    <InputFields question={question} names={names} values={entered.values} problem={problem} said={said} />
  );
  const [only, ...others] = unit.options;
  const filledIn = others.length === 0 && only?.inputs;
  return (
    <fieldset aria-describedby={why && `${id}-why`}>
      <legend>{unitName(question, unit)}</legend>
      {why && (
        <p class="why" id={`${id}-why`}>
          {why}
        </p>
      )}
      {filledIn ? (
        <>
          <input type="hidden" name={unitField(unit.unitId)} value={only!.choice} />
          {fieldsOf(filledIn)}
        </>
      ) : (
        unit.options.map(({ choice, inputs }, i) => (
          <>
            <label class="option">
              <input
                type="radio"
                id={i === 0 ? id : undefined}
                name={unitField(unit.unitId)}
                value={choice}
                checked={choice === chosen}
                aria-invalid={why ? 'true' : undefined}
              />
              <span>{optionText(question, unit, choice)}</span>
            </label>
            {inputs && fieldsOf(inputs)}
          </>
        ))
      )}
    </fieldset>
  );
}

const unitName = ({ type, language, order }: OpenQuestion, unit: LineOffer) =>
  type.messages[language].unit(unit, order);

const optionText = ({ type, language, order }: OpenQuestion, unit: LineOffer, choice: string) =>
  type.messages[language].option(choice, unit, order);

/** Where each problem can be mended: its field, the first choice of a unit, or the comment. */
function targetsOf(problem: Problem, question: OpenQuestion, said: PageWords) {
  const asked = askedUnits(question.offer);
  const text = problemText(said, problem);
  if (problem.code === 'COMMENT_TOO_LONG') return [{ id: 'comment', text }];
  const fields = question.inputs.flatMap((field) => {
    const why = fieldProblem(field, problem, question, said);
    return why ? [{ id: inputId(field.name), text: said.errorOf(labelOf(question, field.name), why) }] : [];
  });
  if (fields.length > 0) return fields;
  const units = asked.flatMap((unit, i) =>
    problem.detail.units?.includes(unit.unitId)
      ? [{ id: `unit-${i}`, text: said.errorOf(unitName(question, unit), text) }]
      : [],
  );
  return units.length > 0 ? units : [{ id: asked.length > 0 ? 'unit-0' : 'comment', text }];
}
