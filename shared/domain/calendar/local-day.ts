import { localClock } from './local-clock.ts';

/** A day of the calendar as the number of days since 1970-01-01, so that days are counted by adding. */
export type DayNumber = number;

const dayMs = 86_400_000;
/** The day that the calendar shows at that moment in that zone. @throws RangeError where there is no such zone */
export const dayIn = (timeZone: string, at: Date): DayNumber => Math.floor(localClock(timeZone, at).getTime() / dayMs);

/** The day as `yyyy-mm-dd`. */
export const isoDayIn = (timeZone: string, at: Date): string => localClock(timeZone, at).toISOString().slice(0, 10);

export const yearOf = (day: DayNumber): number => new Date(day * dayMs).getUTCFullYear();

/** 0 = Sunday. */
export const weekdayOf = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;

/** A day of a year by its month and day, `MMDD`. */
export const dayOf = (year: number, monthDay: string): DayNumber =>
  Date.UTC(year, Number(monthDay.slice(0, 2)) - 1, Number(monthDay.slice(2))) / dayMs;
