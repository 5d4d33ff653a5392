import { describe, expect, it } from 'vitest';
import { instant, languageOf, languages } from '#shared/domain/primitives.ts';

describe('the language a customer is written to in', () => {
  it.each([
    ['zh-TW', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-MO', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh-Hant-US', 'zh-TW'],
    ['zh-CN', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-Hans', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['en', 'en'],
    ['en-TW', 'en'],
    ['ja-JP', 'en'],
    ['zh_TW', 'zh-TW'],
    ['zh_CN.UTF-8', 'zh-CN'],
    ['', 'en'],
    ['not a locale', 'en'],
  ])('is, for %s, %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
    expect(languages).toContain(languageOf(locale));
  });
});

describe('an instant', () => {
  it.each(['2026-11-02T08:00:00Z', '2026-11-02T08:00:00.000Z', '2000-01-01T00:00:00Z', '2100-12-31T23:59:59.999Z'])(
    'is read from %s',
    (text) => {
      expect(instant.safeParse(text).success).toBe(true);
    },
  );

  it.each([
    ['seconds mistaken for milliseconds', '1970-01-21T15:00:00.000Z'],
    ['milliseconds mistaken for seconds', '+058807-01-01T00:00:00.000Z'],
    ['a local time', '2026-11-02T08:00:00'],
    ['an offset', '2026-11-02T08:00:00+08:00'],
    ['a day alone', '2026-11-02'],
    ['a day that is not', '2026-02-30T08:00:00Z'],
    ['a time without seconds', '2026-11-02T08:00Z'],
    ['a year too late', '2101-01-01T00:00:00Z'],
  ])('is not read from %s', (_, text) => {
    expect(instant.safeParse(text).success).toBe(false);
  });
});
