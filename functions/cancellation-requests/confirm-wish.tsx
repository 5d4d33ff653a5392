import { ConfirmField } from '#functions/customer-reply/confirm-field.tsx';
import { ErrorSummary } from '#functions/customer-reply/error-summary.tsx';
import type { Problem } from '#functions/customer-reply/problem.ts';
import { problemText, words } from '#functions/customer-reply/words.ts';
import type { CancelReason } from '#shared/domain/cancel-request.ts';
import { maskedAddress } from '#shared/domain/contact.ts';
import type { OpenDoor } from './door.ts';
import { wishedItems } from './door-page.ts';
import type { DoorWords } from './door-words.ts';
import { quantityField, type Wish } from './wish.ts';

interface Props {
  readonly door: OpenDoor;
  readonly wish: Wish;
  readonly requestId: string;
  readonly problem: Problem | undefined;
  readonly said: DoorWords;
  readonly labels: DoorWords['withdraw'];
}

/** The second page: the declaration once more, which contract it is about, where its receipt goes, and its own button. */
export function ConfirmWish({ door, wish, requestId, problem, said, labels }: Props) {
  const { order, language } = door;
  const page = words[language];
  const why = problem && problemText(page, problem);
  const items = wish.scope === 'order' ? [said.wholeOrder] : wishedItems(order, wish);
  const { email } = order.customer;
  return (
    <>
      {why && <ErrorSummary said={page} targets={[{ id: 'confirm', text: why }]} />}
      <p>{labels.confirmIntro}</p>
      <ul>
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      {(wish.reasonCode || wish.text) && (
        <dl>
          {wish.reasonCode && <dt>{said.yourReason}</dt>}
          {wish.reasonCode && <dd>{said.reasons[wish.reasonCode as CancelReason]}</dd>}
          {wish.text && <dt>{said.yourText}</dt>}
          {wish.text && <dd>{wish.text}</dd>}
        </dl>
      )}
      {email && <p>{said.receiptGoesTo(maskedAddress(email))}</p>}
      <form method="post" novalidate>
        {hiddenFields(door, wish, requestId).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <ConfirmField order={order} said={said} why={why} />
        <button type="submit">{labels.confirm}</button>
        <button type="submit" name="back" value="yes" class="second">
          {said.back}
        </button>
      </form>
    </>
  );
}

function hiddenFields({ units }: OpenDoor, wish: Wish, requestId: string): [name: string, value: string][] {
  const asked = new Map((wish.lines ?? []).map(({ lineId, quantity }) => [lineId, quantity]));
  const quantities = units.flatMap(({ unitId, lines, whole }): [string, string][] => {
    const quantity = asked.get(lines[0]?.lineId ?? '');
    return quantity === undefined ? [] : [[quantityField(unitId), whole ? '1' : String(quantity)]];
  });
  return [
    ['request', requestId],
    ['scope', wish.scope],
    ...quantities,
    ...(wish.reasonCode ? [['reason', wish.reasonCode] as [string, string]] : []),
    ...(wish.text ? [['text', wish.text] as [string, string]] : []),
  ];
}
