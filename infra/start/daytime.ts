import { mailableAt } from '#shared/domain/message-times.ts';

const hour = 3_600_000;
const byDay = { from: 9, until: 20 };

/** The last nine o'clock in Taipei (UTC+8, no summer time) at least `hours` ago: the story begins on a morning of its customers. */
export function morningInTaipei(now: Date, hours: number): Date {
  const latest = now.getTime() - hours * hour;
  return new Date(Math.floor((latest - hour) / (24 * hour)) * 24 * hour + hour);
}

/** A zone in which it is day, whenever it is here: mail to whoever lives there waits for no morning. */
export function zoneByDay(now: Date): string {
  const zones = ['Asia/Taipei', 'Europe/Berlin', 'America/Los_Angeles'];
  return zones.find((zone) => mailableAt(zone, now, byDay).getTime() === now.getTime()) ?? 'UTC';
}
