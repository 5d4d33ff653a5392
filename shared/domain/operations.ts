import * as z from 'zod';
import { instant } from './primitives.ts';

/** How far a type may go by itself: look only, act with a release per step, or act. */
export const mode = z.enum(['observe', 'approve', 'automatic']);
export type Mode = z.infer<typeof mode>;

/** The one parameter that is read at run time: what is switched on, and the brakes. Changing it needs no deploy. */
export const operations = z.strictObject({
  types: z.record(z.string(), z.strictObject({ mode, goLiveAt: instant.optional() })),
  /** Stops writes, mails and refunds and pauses the clocks; each pause is kept so that deadlines move by its length. */
  pauses: z.array(z.strictObject({ from: instant, to: instant.optional() })).default([]),
  /** When set, only these addresses or @domains are mailed. */
  mailAllowList: z.array(z.string()).optional(),
  /** Ceilings of what is refunded without staff, minor units per currency. */
  refundCaps: z
    .record(z.string(), z.strictObject({ perCase: z.int().min(0), perHour: z.int().min(0), perDay: z.int().min(0) }))
    .default({}),
  channels: z
    .record(
      z.string(),
      z.strictObject({
        contact: z.enum(['direct', 'marketplace', 'none']),
        amend: z.boolean(),
        refundBy: z.enum(['us', 'marketplace']),
      }),
    )
    .default({}),
});
export type Operations = z.infer<typeof operations>;

/** Mail may go to this address: no list, or named on it whole or by its domain. */
export function mayMail({ mailAllowList }: Operations, address: string): boolean {
  const wanted = address.toLowerCase();
  return (
    !mailAllowList ||
    mailAllowList.some(
      (each) => wanted === each.toLowerCase() || (each.startsWith('@') && wanted.endsWith(each.toLowerCase())),
    )
  );
}

/** The mode of a type at a moment: `observe` until it is named and live. */
export function modeOf(settings: Operations, type: string, now: Date): Mode {
  const entry = settings.types[type];
  if (!entry || (entry.goLiveAt && entry.goLiveAt > now.toISOString())) return 'observe';
  return entry.mode;
}

export function isPaused(settings: Operations, now: Date): boolean {
  const at = now.toISOString();
  return settings.pauses.some(({ from, to }) => from <= at && (!to || at < to));
}

/** A deadline moved by the time that stood still between `since` and now. */
export function extendByPauses(settings: Operations, since: Date, due: Date, now: Date): Date {
  const paused = settings.pauses.reduce((sum, { from, to }) => {
    const start = Math.max(Date.parse(from), since.getTime());
    const end = Math.min(to ? Date.parse(to) : now.getTime(), now.getTime());
    return sum + Math.max(0, end - start);
  }, 0);
  return new Date(due.getTime() + paused);
}
