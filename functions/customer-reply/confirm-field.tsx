import type { Order } from '#shared/domain/order.ts';
import { maskedNumber } from './order-number.ts';
import type { PageWords } from './page-words.ts';

interface Props {
  readonly order: Pick<Order, 'orderNumber'>;
  readonly said: Pick<PageWords, 'confirmLabel' | 'confirmHint'>;
  /** Why what was entered before does not do. */
  readonly why: string | undefined;
}

/** The last characters of the order number, which whoever confirms has to know. */
export function ConfirmField({ order, said, why }: Props) {
  return (
    <>
      <label class="field" for="confirm">
        {said.confirmLabel}
      </label>
      <p class="quiet" id="confirm-hint">
        {said.confirmHint(maskedNumber(order.orderNumber))}
      </p>
      {why && (
        <p class="why" id="confirm-why">
          {why}
        </p>
      )}
      <input
        type="text"
        id="confirm"
        name="confirm"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        class={why ? 'wrong' : undefined}
        aria-invalid={why ? 'true' : undefined}
        aria-describedby={why ? 'confirm-why confirm-hint' : 'confirm-hint'}
      />
    </>
  );
}
