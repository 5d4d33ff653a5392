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
  const part = units.length > 1 || units.some((unit) => mostOf(unit) > 1);
  return (
    <>
      {why && <ErrorSummary said={page} targets={[{ id: tooLong ? 'text' : 'scope', text: why }]} />}
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
          {part && units.map((unit, i) => <Quantity unit={unit} id={`unit-${i}`} entered={entered} said={said} />)}
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
        <textarea
          id="text"
          name="text"
          rows={3}
          class={tooLong ? 'wrong' : undefined}
          aria-invalid={tooLong ? 'true' : undefined}
          aria-describedby="text-hint"
        >
          {entered.text}
        </textarea>
        <button type="submit">{labels.begin}</button>
      </form>
    </>
  );
}

interface QuantityProps {
  readonly unit: CancellableUnit;
  readonly id: string;
  readonly entered: Entered;
  readonly said: DoorWords;
}

/** Above this a list of numbers is longer than typing one. */
const listed = 20;

function Quantity({ unit, id, entered, said }: QuantityProps) {
  const most = mostOf(unit);
  const chosen = entered.quantities[unit.unitId] ?? 0;
  const name = quantityField(unit.unitId);
  return (
    <>
      <label class="field" for={id}>
        {said.howMany(unitTitle(unit))}
      </label>
      {most > listed ? (
        <input type="number" id={id} name={name} min={0} max={most} value={chosen} inputmode="numeric" />
      ) : (
        <select id={id} name={name}>
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
