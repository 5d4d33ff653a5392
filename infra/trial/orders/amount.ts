import { type CurrencyCode, currencies } from '#shared/domain/money.ts';

/**
 * Minor units of a decimal as spreadsheets write it (`12`, `12.5`, `-0.42`), digits beyond the currency's own rounded
 * half away from zero; nothing = it is no decimal. Works on the digits: a product of doubles may miss by one.
 */
export function minorUnitsOf(decimal: string, currency: CurrencyCode): { minor: number; rounded: boolean } | undefined {
  const [, sign, whole, fraction = ''] = /^\s*([+-]?)(\d{1,13})(?:\.(\d*))?\s*$/.exec(decimal) ?? [];
  if (whole === undefined) return undefined;
  const { fractionDigits } = currencies[currency];
  const kept = fraction.slice(0, fractionDigits).padEnd(fractionDigits, '0');
  const rest = fraction.slice(fractionDigits);
  const up = /^[5-9]/.test(rest) ? 1 : 0;
  const size = Number(whole + kept) + up;
  return { minor: sign === '-' ? -size : size, rounded: /[1-9]/.test(rest) };
}
