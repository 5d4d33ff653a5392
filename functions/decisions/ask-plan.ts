import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { extendByPauses, type Operations } from '#shared/domain/operations.ts';

/** What asking means now: which mail is due, until when the answer, when the next reminder, how long to wait. */
export interface AskPlan {
  readonly mail: 'question' | 'reminder' | undefined;
  readonly answerDue: string;
  readonly reminderDue: string | undefined;
  readonly timeoutSeconds: number;
}

type Rhythm = Pick<InstalledType, 'answerHours' | 'reminderHours'>;

const hour = 3_600_000;

/** Due times are absolute and move by the time that a pause stood; `keepable` moves one off nights and holidays, also after a pause. */
export function askPlan(
  record: CaseRecord,
  { keepable, ...rhythm }: Rhythm & { readonly keepable: (due: Date) => Date },
  operations: Operations,
  now: Date,
): AskPlan {
  const hoursFromNow = (hours: number) => new Date(now.getTime() + hours * hour).toISOString();
  /** From one reminder to the next, hours; nothing = it was the last. */
  const gapAfter = (n: number): number | undefined => {
    const next = rhythm.reminderHours[n];
    return next === undefined ? undefined : next - (rhythm.reminderHours[n - 1] ?? 0);
  };
  const after = (n: number) => {
    const gap = gapAfter(n);
    return gap === undefined ? undefined : hoursFromNow(gap);
  };
  if (!record.askedAt || !record.answerDue)
    return planned('question', keepable(new Date(hoursFromNow(rhythm.answerHours))).toISOString(), after(0), now);
  const moved = (since: number, due: string) =>
    extendByPauses(operations, new Date(since), new Date(due), now).toISOString();
  const inTime = keepable(new Date(moved(Date.parse(record.askedAt), record.answerDue))).toISOString();
  const answerDue = record.respiteUntil && record.respiteUntil > inTime ? record.respiteUntil : inTime;
  const { reminderDue, reminders } = record;
  const due = reminderDue && moved(Date.parse(reminderDue) - (gapAfter(reminders) ?? 0) * hour, reminderDue);
  if (!due || due > now.toISOString()) return planned(undefined, answerDue, due, now);
  return planned('reminder', answerDue, after(reminders + 1), now);
}

function planned(mail: AskPlan['mail'], answerDue: string, reminderDue: string | undefined, now: Date): AskPlan {
  const next = reminderDue && reminderDue < answerDue ? reminderDue : answerDue;
  const timeoutSeconds = Math.max(1, Math.ceil((Date.parse(next) - now.getTime()) / 1000));
  return { mail, answerDue, reminderDue, timeoutSeconds };
}
