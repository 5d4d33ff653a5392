const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/;
/** How the online-retail data is written when a spreadsheet has saved it. */
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/;

/**
 * An instant in UTC from `2026-01-05T10:12:33Z`, `2026-01-05 10:12:33 +0800`, `2026-01-05` or `12/1/2010 8:26`
 * (month first); without a zone it is read as UTC. Nothing = no such moment, a 30 February among them.
 */
export function instantOf(text: string): string | undefined {
  const written = text.trim();
  const [, y, mo, d, h = '0', mi = '0', s = '0', zone = 'Z'] = iso.exec(written) ?? reordered(american.exec(written));
  if (y === undefined) return undefined;
  const [year, month, day, hour, minute, second] = [y, mo, d, h, mi, s].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour;
  if (!same || minute > 59 || second > 59 || year < 2000 || year > 2100) return undefined;
  return new Date(at.getTime() - offsetMinutes(zone) * 60_000).toISOString();
}

function reordered(match: RegExpExecArray | null): (string | undefined)[] {
  const [whole, month, day, year, hour, minute] = match ?? [];
  return [whole, year, month, day, hour, minute];
}

function offsetMinutes(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
