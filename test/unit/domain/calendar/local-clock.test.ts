import { describe, expect, it } from 'vitest';
import { localClock } from '#shared/domain/calendar/local-clock.ts';

/** What the calendar itself says: `2017-10-05 09:00`. */
const said = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at: Date) => format.format(at);
};
const shown = (timeZone: string, at: Date) => localClock(timeZone, at).toISOString().slice(0, 16).replace('T', ' ');

/** Every `minutes` from a moment on, until `days` later. */
const moments = (from: string, days: number, minutes: number) =>
  Array.from({ length: (days * 1440) / minutes }, (_, i) => new Date(Date.parse(from) + i * minutes * 60_000 + 59_999));

describe('the clock of a zone', () => {
  it.each([
    ['Asia/Taipei', '2026-03-01'],
    ['America/Sao_Paulo, in whose summer midnight was left out', '2017-10-12'],
    ['America/St_Johns, where clocks were changed a minute after midnight', '2009-03-06'],
    ['Australia/Lord_Howe, whose summer is half an hour', '2026-04-02'],
    ['Asia/Kathmandu', '2026-01-01'],
    ['Pacific/Apia, which left out a day', '2011-12-28'],
    ['Europe/Berlin', '2026-10-23'],
  ])('is that of the calendar, to the minute: %s', (named, from) => {
    const [timeZone = ''] = named.split(',');
    const calendar = said(timeZone);
    for (const at of moments(`${from}T00:00:00Z`, 6, 7)) expect(shown(timeZone, at)).toBe(calendar(at));
  });

  it('is that of the calendar all through a year, for more days than are remembered', () => {
    const calendar = said('America/New_York');
    for (const at of moments('2024-01-01T00:00:00Z', 1200, 311))
      expect(shown('America/New_York', at)).toBe(calendar(at));
  });

  it('is none where there is no such zone', () => {
    expect(() => localClock('Nowhere/Land', new Date(0))).toThrow(RangeError);
  });
});
