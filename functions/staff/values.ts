import type { Answer } from '#shared/domain/case.ts';
import { currencies, type Money } from '#shared/domain/money.ts';

/** `2026-03-02 08:05`, in UTC; `-` for none. */
export const minuteOf = (instant: string | undefined): string => instant?.slice(0, 16).replace('T', ' ') ?? '-';

/** `30.00 USD`: plain, to be compared with what finance sees. */
export function amountOf({ centAmount, currencyCode }: Money): string {
  const { fractionDigits } = currencies[currencyCode];
  return `${(centAmount / 10 ** fractionDigits).toFixed(fractionDigits)} ${currencyCode}`;
}

/** An answer as staff would type it. */
export function answerWords(answer: Answer | undefined): string {
  if (!answer) return 'nothing to be done';
  if ('cancelOrder' in answer) return 'cancel-order';
  return Object.entries(answer.choices)
    .map(([unitId, choice]) => `${unitId}=${choice}`)
    .join(', ');
}
