import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  businessDaysBetween,
  HolidaysUnknown,
  isBusinessDay,
} from '#shared/domain/calendar/business-days.ts';
import { holidayTable, provisionalYears } from '#shared/domain/calendar/holidays.ts';
import { dayOf, weekdayOf } from '#shared/domain/calendar/local-day.ts';

const worked = (country: string, date: string) =>
  isBusinessDay(country, dayOf(Number(date.slice(0, 4)), date.slice(5).replace('-', '')));
const later = (country: string, from: string, days: number) =>
  addBusinessDays(country, new Date(from), days).toISOString();

describe('business days', () => {
  it('leave out weekends and national holidays', () => {
    expect(worked('US', '2026-11-26')).toBe(false);
    expect(worked('US', '2026-11-27')).toBe(true);
    expect(worked('US', '2026-11-28')).toBe(false);
    expect(worked('HK', '2026-07-01')).toBe(false);
    expect(worked('DE', '2026-05-25')).toBe(false);
  });

  it('count the working Saturdays and Sundays of mainland China, and its bridging days as days off', () => {
    expect(worked('CN', '2026-02-14')).toBe(true);
    expect(worked('CN', '2026-09-20')).toBe(true);
    expect(worked('CN', '2026-02-20')).toBe(false);
    expect(worked('TW', '2026-02-14')).toBe(false);
    expect(worked('TW', '2025-02-08')).toBe(true);
  });

  it('follow the new year holidays of each place', () => {
    const friday = '2026-02-13T02:00:00.000Z';
    expect(later('TW', friday, 1)).toBe('2026-02-23T02:00:00.000Z');
    expect(later('CN', friday, 1)).toBe('2026-02-14T02:00:00.000Z');
    expect(later('CN', friday, 2)).toBe('2026-02-24T02:00:00.000Z');
    expect(later('HK', friday, 2)).toBe('2026-02-20T02:00:00.000Z');
  });

  it('are those of the place, not of UTC', () => {
    // Saturday morning in Taipei is still Friday in UTC.
    expect(later('TW', '2026-03-06T22:00:00.000Z', 1)).toBe('2026-03-08T22:00:00.000Z');
  });

  it('are counted between two moments as they are added', () => {
    const from = new Date('2026-12-23T15:00:00.000Z');
    for (const days of [1, 2, 3, 4, 5, 8]) {
      expect(businessDaysBetween('US', from, addBusinessDays('US', from, days))).toBe(days);
    }
  });

  it('rest on Friday and Saturday in Kuwait', () => {
    expect(worked('KW', '2026-03-08')).toBe(true);
    expect(worked('KW', '2026-03-06')).toBe(false);
  });

  it('are refused for a year that is not known, with what to do', () => {
    expect(() => later('TW', '2029-12-30T00:00:00.000Z', 3)).toThrow(HolidaysUnknown);
    expect(() => later('ZZ', '2026-01-01T00:00:00.000Z', 1)).toThrow('add them to shared/domain/calendar');
  });
});

describe('the table of holidays', () => {
  const everyYear = Object.entries(holidayTable).flatMap(([country, years]) =>
    Object.entries(years).map(([year, entry]) => ({ country, year: Number(year), entry })),
  );

  it('knows 2025 to 2027 of every country that it names, and every country of the European Union', () => {
    const eu = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');
    for (const country of ['TW', 'CN', 'HK', 'US', ...eu]) {
      expect(Object.keys(holidayTable[country] ?? {}), country).toEqual(
        expect.arrayContaining(['2025', '2026', '2027']),
      );
    }
  });

  it('holds days that exist, rising, holidays on weekdays and make-up days on weekends', () => {
    for (const { country, year, entry } of everyYear) {
      const [off, on = ''] = typeof entry === 'string' ? [entry] : entry;
      for (const [list, onWeekend] of [
        [off, false],
        [on, true],
      ] as const) {
        const days = list.split(' ').filter(Boolean);
        expect(days, `${country} ${year}`).toEqual([...new Set(days)].sort());
        for (const day of days) {
          const number = dayOf(year, day);
          expect(new Date(number * 86_400_000).toISOString().slice(5, 10).replace('-', ''), `${country} ${year}`).toBe(
            day,
          );
          const weekend = country === 'KW' ? [5, 6] : [6, 0];
          expect(weekend.includes(weekdayOf(number)), `${country} ${year} ${day}`).toBe(onWeekend);
        }
      }
    }
  });

  it('says which years are not announced yet', () => {
    for (const entry of provisionalYears) {
      const [country = '', year] = entry.split('-');
      expect(holidayTable[country]?.[Number(year)]).toBeDefined();
    }
  });
});
