import type { Errand } from '#functions/exception-types/exception-type.ts';
import type { CaseMove } from '#shared/adapters/cases-table.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { dueQuestion } from './due-question.ts';
import { isShops } from './message-hours.ts';
import { dueAfterErrand, stateAfter } from './moves.ts';
import type { Situation } from './next-step.ts';
import type { Work } from './workbench.ts';

/** A notice that is said at the head of the question it leads to. */
export interface NoticeAhead {
  readonly errand: Errand & { readonly notice: string };
  /** Which message of its case it is. */
  readonly n: number;
  /** The case before it, and how it moves by it. */
  readonly after: { readonly record: CaseRecord; readonly move: CaseMove };
}

/** A case as it asks: once its notice is told, where that goes ahead of the question in one mail. */
export interface Asking {
  readonly work: Work;
  readonly situation: Situation;
  readonly ahead?: NoticeAhead;
}

export function asAsking(work: Work, situation: Situation, at: Date): Asking {
  const { errand, onceTold } = situation;
  if (!onceTold || !onlyTells(errand)) return { work, situation };
  const { record } = work;
  const after = toldRecord(record, errand, at);
  const { state: to, done, messages } = after;
  const changes = { done, messages, pending: undefined, ...dueAfterErrand(record, at) };
  const move = { to, at, by: 'workflow', because: errand.key, changes, outgoing: errand.outgoing ?? [] };
  return {
    work: { ...toldWork(work, errand), record: after },
    situation: onceTold,
    ahead: { errand, n: messages, after: { record, move } },
  };
}

/** How a case will stand when its notice is told, if that is all that comes before its first question. */
export function onceTold(work: Work, situation: Situation): Situation | undefined {
  const { errand, now, mailFrom, noticeFrom } = situation;
  if (!onlyTells(errand) || isShops(work.type.key, errand.notice)) return undefined;
  if (situation.record.askedAt || situation.record.state === 'waiting') return undefined;
  const record = toldRecord(situation.record, errand, now);
  const after = toldWork(work, errand);
  if (work.type.errand?.(after.facts, record, now)) return undefined;
  const question = dueQuestion(after, record, now);
  if (question.plan?.mail !== 'question') return undefined;
  // What the law demands waits for the morning alone, as its notice does.
  const asksFrom = question.asksByLaw && errand.dueByLaw ? noticeFrom : mailFrom;
  return { ...situation, ...question, record, errand: undefined, mailFrom: asksFrom };
}

/** It tells the customer something, and does nothing that is a matter of its own: it can be said in another mail. */
export function onlyTells(errand: Errand | undefined): errand is NoticeAhead['errand'] {
  if (!errand?.notice) return false;
  const { hold, spends, within, staff, question, letter } = errand;
  return !(hold || spends || within || staff || question || letter);
}

const toldRecord = (record: CaseRecord, { key }: Errand, at: Date): CaseRecord => ({
  ...record,
  state: stateAfter(record),
  done: { ...record.done, [key]: at.toISOString() },
  messages: record.messages + 1,
  pending: undefined,
});

function toldWork(work: Work, { orderChanges }: Errand): Work {
  const order = { ...work.order, ...orderChanges };
  return { ...work, order, facts: { ...work.facts, order } };
}
