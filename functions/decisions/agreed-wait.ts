import { steps } from '#shared/domain/case.ts';
import { type Step, staffPatienceSeconds } from './next-step.ts';
import type { Work } from './workbench.ts';

const day = 86_400_000;

/** An accepted wait is looked at some days before its date and on it: arrived, still in time, or slipped (`watch`). */
export function watched(work: Work, at: Date): Step {
  const { record, facts, type } = work;
  const standing = type.standing(facts, record, at);
  if (standing === 'arrived') return { next: 'close' };
  if (standing === 'slipped') return { next: 'watch' };
  return { next: 'release', step: steps.arrived, reason: 'stock', timeoutSeconds: untilNextLook(work, at) };
}

/** The next look: before the date, on it, and a day later when a delivery of the day has not been booked yet. */
function untilNextLook({ record, facts, type }: Work, at: Date): number {
  const date = Date.parse(record.waitUntil ?? at.toISOString());
  const due = type.nextLook?.(facts, record, at);
  const looks = [...(due ? [Date.parse(due)] : []), date - type.watchDaysBefore * day, date, date + day];
  const next = looks.sort((a, b) => a - b).find((look) => look > at.getTime());
  return next ? Math.max(1, Math.ceil((next - at.getTime()) / 1000)) : staffPatienceSeconds;
}
