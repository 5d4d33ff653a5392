import { holidayTable } from './holidays.ts';
import { type DayNumber, dayIn, dayOf, weekdayOf, yearOf } from './local-day.ts';
import { timeZoneOf } from './time-zones.ts';

/** Thrown when the holidays of a country are not known for a year: a count of business days would be a guess. */
export class HolidaysUnknown extends Error {
  override readonly name = 'HolidaysUnknown';
  readonly country: string;
  readonly year: number;
  constructor(country: string, year: number) {
    const years = Object.keys(holidayTable[country] ?? {});
    super(
      `holidays of ${country} in ${year} are not known; known: ${years.join(', ') || 'no year of it'}; add them to shared/domain/calendar/holidays.ts`,
    );
    this.country = country;
    this.year = year;
  }
}

interface Year {
  readonly off: ReadonlySet<DayNumber>;
  readonly worked: ReadonlySet<DayNumber>;
}

const dayMs = 86_400_000;
const read = new Map<string, Year>();

/** @throws HolidaysUnknown */
function yearOfCountry(country: string, year: number): Year {
  const key = `${country}-${year}`;
  const known = read.get(key);
  if (known) return known;
  const entry = holidayTable[country]?.[year];
  if (entry === undefined) throw new HolidaysUnknown(country, year);
  const [off, worked = ''] = typeof entry === 'string' ? [entry] : entry;
  const days = (list: string) =>
    new Set(
      list
        .split(' ')
        .filter(Boolean)
        .map((monthDay) => dayOf(year, monthDay)),
    );
  const made = { off: days(off), worked: days(worked) };
  read.set(key, made);
  return made;
}

/** Friday and Saturday in Kuwait, Saturday and Sunday elsewhere. */
const weekendOf = (country: string): readonly number[] => (country === 'KW' ? [5, 6] : [6, 0]);

/** Whether that day of the country's calendar is worked. @throws HolidaysUnknown */
export function isBusinessDay(country: string, day: DayNumber): boolean {
  const { off, worked } = yearOfCountry(country, yearOf(day));
  return worked.has(day) || (!weekendOf(country).includes(weekdayOf(day)) && !off.has(day));
}

/** Whether that day is a day of rest, as far as is known: where no holidays are, a day of the weekend. */
export function isDayOfRest(country: string, day: DayNumber): boolean {
  try {
    return !isBusinessDay(country, day);
  } catch (error) {
    if (error instanceof HolidaysUnknown) return weekendOf(country).includes(weekdayOf(day));
    throw error;
  }
}

/**
 * The same time of day, `days` business days on; the day of `from` is not counted.
 * @throws HolidaysUnknown
 */
export function addBusinessDays(country: string, from: Date, days: number): Date {
  const first = dayIn(timeZoneOf(country), from);
  let day = first;
  for (let counted = 0; counted < days; ) if (isBusinessDay(country, ++day)) counted++;
  return new Date(from.getTime() + (day - first) * dayMs);
}

/** Business days after the day of `from`, up to and with the day of `to`. @throws HolidaysUnknown */
export function businessDaysBetween(country: string, from: Date, to: Date): number {
  const zone = timeZoneOf(country);
  const last = dayIn(zone, to);
  let count = 0;
  for (let day = dayIn(zone, from) + 1; day <= last; day++) if (isBusinessDay(country, day)) count++;
  return count;
}
