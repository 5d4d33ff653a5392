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

type Rhythm = Pick<InstalledType, 'answerHours' | 'reminderHours' | 'reminders'>;

const hour = 3_600_000;

/** Due times are absolute and move by the time that a pause stood. */
export function askPlan(record: CaseRecord, rhythm: Rhythm, operations: Operations, now: Date): AskPlan {
  const hoursFromNow = (hours: number) => new Date(now.getTime() + hours * hour).toISOString();
  if (!record.askedAt || !record.answerDue) {
    const reminderDue = rhythm.reminders > 0 ? hoursFromNow(rhythm.reminderHours) : undefined;
    return planned('question', hoursFromNow(rhythm.answerHours), reminderDue, now);
  }
  const moved = (since: number, due: string) =>
    extendByPauses(operations, new Date(since), new Date(due), now).toISOString();
  const answerDue = moved(Date.parse(record.askedAt), record.answerDue);
  const { reminderDue } = record;
  const due = reminderDue && moved(Date.parse(reminderDue) - rhythm.reminderHours * hour, reminderDue);
  if (!due || due > now.toISOString()) return planned(undefined, answerDue, due, now);
  const further = record.reminders + 1 < rhythm.reminders ? hoursFromNow(rhythm.reminderHours) : undefined;
  return planned('reminder', answerDue, further, now);
}

function planned(mail: AskPlan['mail'], answerDue: string, reminderDue: string | undefined, now: Date): AskPlan {
  const next = reminderDue && reminderDue < answerDue ? reminderDue : answerDue;
  const timeoutSeconds = Math.max(1, Math.ceil((Date.parse(next) - now.getTime()) / 1000));
  return { mail, answerDue, reminderDue, timeoutSeconds };
}
