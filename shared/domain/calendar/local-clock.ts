const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What a zone's clocks were ahead of UTC by, in milliseconds: on days on which it was the same from midnight to midnight (UTC). */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly days: Map<number, number | 'changes'>;
}

const zones = new Map<string, Zone>();
/** Days that are remembered of a zone; a due time lies months ahead at the most. */
const mostDays = 1000;

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const made = { format, days: new Map() };
  zones.set(timeZone, made);
  return made;
}

/** `10/5/2017, 09:00` at `at`, which is the beginning of a minute. */
function aheadAt({ format }: Zone, at: number): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = (format.format(at).match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute) - at;
}

/**
 * The moment as the zone's clocks show it, as if they were UTC's. Asking the calendar takes longer than what is done with
 * its answer: it is asked once for a day on which no clock is changed.
 * @throws RangeError where there is no such zone
 */
export function localClock(timeZone: string, at: Date): Date {
  const zone = zoneOf(timeZone);
  const time = at.getTime();
  const day = Math.floor(time / dayMs);
  const known = zone.days.get(day) ?? lookUp(zone, day);
  return new Date(time + (known === 'changes' ? aheadAt(zone, Math.floor(time / minuteMs) * minuteMs) : known));
}

function lookUp(zone: Zone, day: number): number | 'changes' {
  if (zone.days.size >= mostDays) zone.days.clear();
  const [from, to] = [aheadAt(zone, day * dayMs), aheadAt(zone, (day + 1) * dayMs)];
  const found = from === to ? from : 'changes';
  zone.days.set(day, found);
  return found;
}
