import { type Errand, stopReasonOf } from '#functions/exception-types/exception-type.ts';
import type { CaseMove } from '#shared/adapters/cases-table.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { holdFor } from '#shared/adapters/order-hold.ts';
import type { CaseState } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { offerHashOf } from '#shared/domain/offer-hash.ts';
import { concernsCasesAlone, type Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import type { Situation } from './next-step.ts';
import { cases, type Work } from './workbench.ts';

/** An answer is overdue when it has not come an hour after its time: the sweep looks then. */
const graceMinutes = 60;
/** What was run is looked at again after this long, if nothing else is due before. */
const lookAfterHours = 24;

/** What a move writes, and what it makes of the order. */
export interface Moved {
  readonly items: readonly TransactItem[];
  readonly orderChanges: Partial<Order>;
}

/** What else a move changes on the case (a field that is undefined goes), and the move that it follows on: the case before it, and how it moved. */
interface Besides {
  readonly also?: NonNullable<CaseMove['changes']>;
  readonly after?: { readonly record: CaseRecord; readonly move: CaseMove } | undefined;
}

/** The move by which a case asks, is reminded of, or stands asking again; `n` = its messages then. */
export function asked(
  { record, facts, type }: Work,
  situation: Situation,
  n: number,
  at: Date,
  { also = {}, after }: Besides = {},
): Moved {
  const { order } = facts;
  const { offer, now } = situation;
  const plan = situation.plan!;
  const { respiteUntil } = situation.record;
  const reason = stopReasonOf(type, record);
  const hold = reason && holdFor(record, order, reason, at);
  const told: Outgoing[] = plan.mail
    ? [
        {
          kind: 'event',
          detailType: 'CustomerAsked',
          detail: { type: type.key, message: n, answerDue: plan.answerDue },
        },
      ]
    : [];
  const changes: CaseMove['changes'] = {
    offer,
    offerHash: offerHashOf(offer!),
    language: languageOf(order.customer.locale),
    askedAt: record.askedAt ?? now.toISOString(),
    // Due times are kept as they were set; a pause moves them each time they are read.
    answerDue: record.answerDue ?? plan.answerDue,
    respiteUntil,
    reminderDue: plan.mail ? plan.reminderDue : record.reminderDue,
    reminders: record.reminders + (plan.mail === 'reminder' ? 1 : 0),
    messages: n,
    owner: 'customer',
    pending: undefined,
    dueAt: new Date(Date.parse(plan.answerDue) + graceMinutes * 60_000).toISOString(),
    ...also,
  };
  const because = plan.mail === 'reminder' ? 'reminded' : plan.mail ? 'asked' : 'the question stands again';
  const outgoing = [...(hold?.outgoing ?? []), ...told];
  const move = { to: 'asking', at, by: 'workflow', because, changes, outgoing } as const;
  return {
    items: after ? cases.movesItems(after.record, [after.move, move]) : cases.moveItems(record, move),
    orderChanges: { ...hold?.changes },
  };
}

/** Whether others than the case's own run have to look at what a step writes on its order; `others` = its other open cases. */
export const callsForLook = (changes: Partial<Order>, others: readonly CaseRecord[]): boolean =>
  Object.keys(changes).length > 0 && (others.length > 0 || !concernsCasesAlone(changes));

/** The writes by which a case has said its notice in a mail of another, which wakes its run. */
export const toldIn = (record: CaseRecord, { key, notice, outgoing = [] }: Errand, by: CaseRecord, at: Date) => {
  const n = record.messages + 1;
  return [
    ...cases.moveItems(record, {
      to: stateAfter(record),
      at,
      by: 'workflow',
      because: `${key}, in a mail of ${by.caseId}`,
      changes: {
        done: { ...record.done, [key]: at.toISOString() },
        messages: n,
        pending: undefined,
        newsSequence: record.newsSequence + 1,
        ...dueAfterErrand(record, at),
      },
      outgoing,
    }),
    ...saidIn(record, { n, kind: notice! }, by, at),
  ];
};

/** The n-th message of a case is said in a mail of another; what its run has waited for is heard. */
export const saidIn = (
  record: CaseRecord,
  { n, kind }: { readonly n: number; readonly kind: string },
  { caseId }: CaseRecord,
  at: Date,
): TransactItem[] => [cases.toldElsewhereItem(record, { n, kind, by: caseId }, at), cases.heardItem(record, at)];

/** An open question, or a wait, stands while an errand is run beside it. */
export const stateAfter = ({ state }: CaseRecord): CaseState =>
  state === 'asking' || state === 'waiting' ? state : 'pursuing';

/** When somebody looks at a case that has run an errand, whatever is heard. */
export const dueAfterErrand = (record: CaseRecord, at: Date): { dueAt?: string } =>
  stateAfter(record) === 'pursuing' ? { dueAt: new Date(at.getTime() + lookAfterHours * 3_600_000).toISOString() } : {};
