import { ErrorSummary } from '#functions/customer-reply/error-summary.tsx';
import { maskedNumber } from '#functions/customer-reply/order-number.ts';
import type { Problem } from '#functions/customer-reply/problem.ts';
import { problemText, words } from '#functions/customer-reply/words.ts';
import { cancelReasons, cancelTextLimit } from '#shared/domain/cancel-request.ts';
import type { CancellableUnit } from '#shared/domain/cancellation.ts';
import type { OpenDoor } from './door.ts';
import { unitTitle } from './door-page.ts';
import type { DoorWords } from './door-words.ts';
import { type Entered, mostOf, quantityField } from './wish.ts';

interface Props {
  readonly door: OpenDoor;
  readonly entered: Entered;
  readonly problem: Problem | undefined;
  readonly said: DoorWords;
  readonly labels: DoorWords['withdraw'];
}

/** The first page: what it is about, and, for who likes to say it, why. */
export function WishForm({ door, entered, problem, said, labels }: Props) {
  const { order, units, language } = door;
  const page = words[language];
  const why = problem && problemText(page, problem);
  const tooLong = problem?.code === 'COMMENT_TOO_LONG';
  const wrong = problem && !tooLong && entered.scope === 'lines' ? wrongUnits(units, problem) : [];
  const part = units.length > 1 || units.some((unit) => mostOf(unit) > 1);
  const target = tooLong ? 'text' : wrong.length > 0 ? unitId(wrong[0]!) : 'scope';
  return (
    <>
      {why && <ErrorSummary said={page} targets={[{ id: target, text: why }]} />}
      <p class="quiet">{said.order(maskedNumber(order.orderNumber))}</p>
      <p>{labels.intro}</p>
      <form method="post" novalidate>
        <fieldset>
          <legend>{said.whatTitle}</legend>
          <label class="option">
            <input type="radio" id="scope" name="scope" value="order" checked={entered.scope === 'order'} />
            <span>{said.wholeOrder}</span>
          </label>
          {part && (
            <label class="option">
              <input type="radio" name="scope" value="lines" checked={entered.scope === 'lines'} />
              <span>{said.someItems}</span>
            </label>
          )}
          {part && (
            <div class="inputs quantities">
              {units.map((unit, i) => (
                <Quantity
                  unit={unit}
                  id={unitId(i)}
                  entered={entered}
                  said={said}
                  wrong={wrong.includes(i)}
                  why={wrong[0] === i ? why : undefined}
                />
              ))}
            </div>
          )}
        </fieldset>
        <label class="field" for="reason">
          {said.reason}
        </label>
        <select id="reason" name="reason">
          <option value="">{said.noReason}</option>
          {cancelReasons.map((reason) => (
            <option value={reason} selected={entered.reason === reason}>
              {said.reasons[reason]}
            </option>
          ))}
        </select>
        <label class="field" for="text">
          {said.text}
        </label>
        <p class="quiet" id="text-hint">
          {said.textHint(cancelTextLimit)}
        </p>
        {tooLong && (
          <p class="why" id="text-why">
            {why}
          </p>
        )}
        <textarea
          id="text"
          name="text"
          rows={3}
          class={tooLong ? 'wrong' : undefined}
          aria-invalid={tooLong ? 'true' : undefined}
          aria-describedby={tooLong ? 'text-why text-hint' : 'text-hint'}
        >
          {entered.text}
        </textarea>
        <button type="submit">{labels.begin}</button>
      </form>
    </>
  );
}

const unitId = (index: number) => `unit-${index}`;

/** Where what is wrong can be put right, by index: at the units that have no such number, else at the first. */
function wrongUnits(units: readonly CancellableUnit[], { detail }: Problem): number[] {
  const named = units.flatMap((unit, i) => (detail.units?.includes(unit.unitId) ? [i] : []));
  return named.length > 0 ? named : [0];
}

interface QuantityProps {
  readonly unit: CancellableUnit;
  readonly id: string;
  readonly entered: Entered;
  readonly said: DoorWords;
  readonly wrong: boolean;
  /** What is wrong, said once, at the first of them. */
  readonly why: string | undefined;
}

/** Above this a list of numbers is longer than typing one. */
const listed = 20;

function Quantity({ unit, id, entered, said, wrong, why }: QuantityProps) {
  const most = mostOf(unit);
  const chosen = entered.quantities[unit.unitId] ?? 0;
  const field = {
    id,
    name: quantityField(unit.unitId),
    class: wrong ? 'value wrong' : 'value',
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-describedby': why ? `${id}-why` : undefined,
  };
  return (
    <>
      <label class="field" for={id}>
        {said.howMany(unitTitle(unit))}
      </label>
      {why && (
        <p class="why" id={`${id}-why`}>
          {why}
        </p>
      )}
      {most > listed ? (
        <input type="number" {...field} min={0} max={most} value={chosen} inputmode="numeric" />
      ) : (
        <select {...field}>
          {Array.from({ length: most + 1 }, (_, n) => (
            <option value={n} selected={n === chosen}>
              {n === 0 ? said.none : unit.whole ? said.wholeSet : `${n} / ${most}`}
            </option>
          ))}
        </select>
      )}
    </>
  );
}
