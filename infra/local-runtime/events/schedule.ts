import { TemplateError } from '../template/intrinsics.ts';

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** The next moment after `now` (epoch milliseconds, UTC) of a schedule expression that began at `began`. */
export type NextTime = (now: number, began: number) => number;

/** Reads `rate(5 minutes)` or `cron(minutes hours day-of-month month day-of-week year)`. */
export function readSchedule(expression: string): NextTime {
  const [, kind, argument = ''] = /^(rate|cron)\((.+)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return rate(expression, argument);
  if (kind === 'cron') return cron(expression, argument);
  throw new TemplateError(`"${expression}": a schedule is rate(...) or cron(...)`);
}

function rate(expression: string, argument: string): NextTime {
  const [count = '', unit = ''] = argument.trim().split(/\s+/);
  const period = Number(count) * (units[unit.replace(/s$/, '')] ?? Number.NaN);
  if (!(period > 0)) throw new TemplateError(`"${expression}": a rate is a number of minutes, hours or days`);
  return (now, began) => began + (Math.floor((now - began) / period) + 1) * period;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function cron(expression: string, argument: string): NextTime {
  const parts = argument.trim().split(/\s+/);
  if (parts.length !== 6) throw new TemplateError(`"${expression}": cron has six fields, got ${parts.length}`);
  const field = (index: number, [first, last]: [number, number], names: string[] = [], base = 0) =>
    readField(expression, parts[index] ?? '*', { first, last, names, base });
  const minutes = field(0, [0, 59]);
  const hours = field(1, [0, 23]);
  const days = field(2, [1, 31]);
  const month = field(3, [1, 12], months, 1);
  const weekday = field(4, [1, 7], weekdays, 1);
  const year = field(5, [1970, 2199]);
  const matchesDay = (date: Date) =>
    days.has(date.getUTCDate()) &&
    month.has(date.getUTCMonth() + 1) &&
    weekday.has(date.getUTCDay() + 1) &&
    year.has(date.getUTCFullYear());
  return (now) => {
    const date = new Date((Math.floor(now / minute) + 1) * minute);
    const limit = date.getTime() + 4 * 366 * 24 * 60 * minute;
    while (date.getTime() < limit) {
      if (!matchesDay(date)) {
        date.setUTCDate(date.getUTCDate() + 1);
        date.setUTCHours(0, 0, 0, 0);
      } else if (!hours.has(date.getUTCHours())) {
        date.setUTCHours(date.getUTCHours() + 1, 0, 0, 0);
      } else if (!minutes.has(date.getUTCMinutes())) {
        date.setUTCMinutes(date.getUTCMinutes() + 1);
      } else return date.getTime();
    }
    return Number.POSITIVE_INFINITY;
  };
}

interface Field {
  readonly first: number;
  readonly last: number;
  readonly names: readonly string[];
  /** The number of the first name. */
  readonly base: number;
}

/** The values of one field: `*`, `?`, a number or name, lists, ranges and steps. */
function readField(expression: string, source: string, { first, last, names, base }: Field): Set<number> {
  const values = new Set<number>();
  const number = (word: string) => {
    const named = names.indexOf(word.toUpperCase());
    const value = named >= 0 ? named + base : Number(word);
    if (!Number.isInteger(value)) throw new TemplateError(`"${expression}": "${word}" is not emulated in a cron field`);
    return value;
  };
  for (const part of source.split(',')) {
    const [range = '*', step] = part.split('/');
    const open = range === '*' || range === '?';
    const [from, to] = open ? [first, last] : range.split('-').map(number);
    const end = to ?? (step === undefined ? from : last);
    for (let value = from ?? first; value <= (end ?? last); value += step === undefined ? 1 : number(step)) {
      values.add(value);
    }
  }
  return values;
}
