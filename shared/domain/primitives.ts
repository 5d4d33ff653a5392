import * as z from 'zod';

/** An id that becomes part of keys and run names: B30 of the contract for writers. */
export const orderId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'ID_INVALID: 1 to 40 of A-Z a-z 0-9 _ -');
export const lineId = z.string().min(1).max(64);
export const sku = z.string().min(1).max(100);
export const locationId = z.string().min(1).max(64);

/** An instant in UTC, ISO 8601 with a Z, in a year from 2000 to 2100 (seconds mistaken for milliseconds fall outside). */
export const instant = z.iso
  .datetime({
    offset: false,
    error: ({ code }) => (code === 'invalid_format' ? 'DATE_RANGE: ISO 8601 in UTC with a Z' : undefined),
  })
  .refine((text) => text >= '2000' && text < '2101', 'DATE_RANGE: a year from 2000 to 2100');
export type Instant = string;

/** The languages that customers are written to in. */
export const languages = ['zh-TW', 'zh-CN', 'en'] as const;
export const language = z.enum(languages);
export type Language = (typeof languages)[number];

/** An address that mail can be sent to: one without that form is refused by whoever sends it. */
export const mailAddress = z.email();

/** The version that a writer raises by one with each write of a row. */
export const version = z.int().min(1);

/** Sources of the business; the key is what configuration and the catalog call the table. */
export const sourceTables = ['orders', 'payments', 'inventory', 'shipments'] as const;
export type SourceTable = (typeof sourceTables)[number];

/**
 * The language a customer is written to in: Traditional for Taiwan, Hong Kong and Macao, Simplified for other Chinese.
 * A locale may be spelt as POSIX does (`zh_TW.UTF-8`); what is none at all is English.
 */
export function languageOf(locale: string): Language {
  const found = spokenIn.get(locale) ?? languageIn(locale);
  spokenIn.set(locale, found);
  return found;
}

/** Working a locale out takes longer than all that is then done with it. */
const spokenIn = new Map<string, Language>();

function languageIn(locale: string): Language {
  const { language: spoken, script, region } = localeOf(locale).maximize();
  if (spoken !== 'zh') return 'en';
  return script === 'Hant' || ['TW', 'HK', 'MO'].includes(region ?? '') ? 'zh-TW' : 'zh-CN';
}

function localeOf(text: string): Intl.Locale {
  try {
    return new Intl.Locale(text.replaceAll('_', '-').replace(/[.@].*/, ''));
  } catch {
    return new Intl.Locale('en');
  }
}
