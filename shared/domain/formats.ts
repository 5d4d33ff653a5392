import { currencies, type Money } from './money.ts';
import type { Instant, Language } from './primitives.ts';

/** An amount as the reader writes it, whole amounts without decimals. A plain `$` would not say whose dollar it is. */
export function amountIn(language: Language, { centAmount, currencyCode }: Money): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: currencyCode,
    trailingZeroDisplay: 'stripIfInteger',
  })
    .formatToParts(centAmount / 10 ** currencies[currencyCode].fractionDigits)
    .map(({ type, value }) => (type === 'currency' && currencyCode === 'TWD' ? 'NT$' : value))
    .join('');
}

/** A day on the reader's calendar. */
export const dayIn = (language: Language, timeZone: string, instant: Instant): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: knownZone(timeZone) }).format(new Date(instant));

/** A moment to the minute on the reader's clock, with the name of its zone. */
export function momentIn(language: Language, timeZone: string, instant: Instant): string {
  const at = new Date(instant);
  const zone = knownZone(timeZone);
  const moment = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  }).format(at);
  const zoneName = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return language === 'en' ? `${moment} (${zoneName})` : `${moment}（${zoneName}）`;
}

/** A shop may hold a zone that does not exist; the reader then sees UTC, and that it is UTC. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
