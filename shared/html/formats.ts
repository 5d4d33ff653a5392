import { currencies, type Money } from '#shared/domain/money.ts';
import type { Language } from '#shared/domain/primitives.ts';

/** An amount as the reader writes it; whole amounts without decimals. */
export function amountIn(language: Language, { centAmount, currencyCode }: Money): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: currencyCode,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(centAmount / 10 ** currencies[currencyCode].fractionDigits);
}

/** A moment to the minute on the reader's clock, with the name of its zone. */
export function momentIn(language: Language, timeZone: string, instant: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: knownZone(timeZone),
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** A shop may hold a zone that does not exist; the reader then sees UTC, and that it is UTC. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
