/** A day of the calendar as the number of days since 1970-01-01, so that days are counted by adding. */
export type DayNumber = number;

const dayMs = 86_400_000;
/** Making a formatter takes longer than a thousand uses of it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(timeZone, made);
  return made;
}

/** The day that the calendar shows at that moment in that zone. */
export const dayIn = (timeZone: string, at: Date): DayNumber =>
  Date.parse(`${formatterOf(timeZone).format(at)}T00:00:00Z`) / dayMs;

/** The day as `yyyy-mm-dd`. */
export const isoDayIn = (timeZone: string, at: Date): string => formatterOf(timeZone).format(at);

export const yearOf = (day: DayNumber): number => new Date(day * dayMs).getUTCFullYear();

/** 0 = Sunday. */
export const weekdayOf = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;

/** A day of a year by its month and day, `MMDD`. */
export const dayOf = (year: number, monthDay: string): DayNumber =>
  Date.UTC(year, Number(monthDay.slice(0, 2)) - 1, Number(monthDay.slice(2))) / dayMs;
