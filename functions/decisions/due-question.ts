import type { CaseRecord } from '#shared/domain/case-record.ts';
import { askPlan } from './ask-plan.ts';
import { keepable } from './message-hours.ts';
import type { Situation } from './next-step.ts';
import type { Work } from './workbench.ts';

/** What a case would ask now, by its facts, where no errand is due before it. */
export function dueQuestion(
  { facts, order, operations, type }: Pick<Work, 'facts' | 'order' | 'operations' | 'type'>,
  record: CaseRecord,
  now: Date,
): Pick<Situation, 'offer' | 'preset' | 'plan' | 'asksByLaw'> {
  const offer = type.offer(facts, record, now);
  if (!offer) return nothingToAsk;
  const rhythm = { ...(type.rhythm?.(record) ?? type), keepable: (due: Date) => keepable(order, due) };
  const plan = askPlan(record, rhythm, operations, now);
  const asksByLaw = plan.mail === 'question' && (type.dueByLaw?.(facts, record, now) ?? false);
  return { offer, preset: Boolean(type.preset(offer, facts)), plan, asksByLaw };
}

export const nothingToAsk = { offer: undefined, preset: false, plan: undefined, asksByLaw: false } as const;
