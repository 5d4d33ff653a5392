import { currencies, type Money } from './money.ts';
import type { Instant, Language } from './primitives.ts';

/** Making a formatter takes longer than a thousand uses of it: each is made once. */
const amounts = new Map<string, Intl.NumberFormat>();
const days = new Map<string, Intl.DateTimeFormat>();
const moments = new Map<string, { readonly moment: Intl.DateTimeFormat; readonly zone: Intl.DateTimeFormat }>();
const zones = new Map<string, string>();

function made<Formatter>(known: Map<string, Formatter>, key: string, make: () => Formatter): Formatter {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** An amount as the reader writes it, whole amounts without decimals. A plain `$` would not say whose dollar it is. */
export function amountIn(language: Language, { centAmount, currencyCode }: Money): string {
  const format = () =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency: currencyCode,
      trailingZeroDisplay: 'stripIfInteger',
    });
  return made(amounts, `${language} ${currencyCode}`, format)
    .formatToParts(centAmount / 10 ** currencies[currencyCode].fractionDigits)
    .map(({ type, value }) => (type === 'currency' && currencyCode === 'TWD' ? 'NT$' : value))
    .join('');
}

/** A day on the reader's calendar. */
export function dayIn(language: Language, timeZone: string, instant: Instant): string {
  const zone = knownZone(timeZone);
  const format = () => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone });
  return made(days, `${language} ${zone}`, format).format(new Date(instant));
}

/** A moment to the minute on the reader's clock, with the name of its zone. */
export function momentIn(language: Language, timeZone: string, instant: Instant): string {
  const at = new Date(instant);
  const zone = knownZone(timeZone);
  const formats = made(moments, `${language} ${zone}`, () => ({
    moment: new Intl.DateTimeFormat(language, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: zone,
    }),
    zone: new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' }),
  }));
  const moment = formats.moment.format(at);
  const zoneName = formats.zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value;
  return language === 'en' ? `${moment} (${zoneName})` : `${moment}（${zoneName}）`;
}

/** A shop may hold a zone that does not exist; the reader then sees UTC, and that it is UTC. */
function knownZone(timeZone: string): string {
  try {
    return made(zones, timeZone, () => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone);
  } catch {
    return 'UTC';
  }
}
