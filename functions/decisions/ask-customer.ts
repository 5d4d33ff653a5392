import { stopReasonOf } from '#functions/exception-types/exception-type.ts';
import { holdFor } from '#shared/adapters/order-hold.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { offerHashOf } from '#shared/domain/offer-hash.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { sendMessage } from './mailing.ts';
import { type Merged, nothingMerged, noticesToMerge } from './merged-notices.ts';
import { countUnasked, isShops } from './message-hours.ts';
import { nextStep, type Situation } from './next-step.ts';
import { takingTheQuestion } from './question-turn.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, tables, type Work } from './workbench.ts';

/** An answer is overdue when it has not come an hour after its time: the sweep looks then. */
const graceMinutes = 60;

/** Stores the wait before it mails: whoever answers finds the token, and the relay sees both. */
export async function askCustomer(work: Work, taskToken: string | undefined, at: Date): Promise<void> {
  const situation = await situationOf(work, at);
  if (nextStep(situation).next !== 'ask' || !taskToken) throw new AlreadyDecided('there is nothing to ask now');
  const { record, facts, type } = work;
  const { plan, offer, asksByLaw } = situation;
  const n = record.messages + (plan.mail ? 1 : 0);
  const mails = plan.mail === 'question' || (plan.mail === 'reminder' && !isShops(type.key, 'reminder'));
  const merged = mails ? await noticesToMerge(work, facts.order, at) : nothingMerged;
  const wait = { token: taskToken, for: 'answer', heard: record.newsSequence } as const;
  await commit(
    record,
    [
      ...takingTheQuestion(work, situation, at),
      ...asked(work, situation, { n, merged, at }),
      cases.waitItem(record, wait, at),
      ...(plan.mail
        ? [
            cases.messageItem(record, { n, kind: plan.mail, merged: merged.notices, dueByLaw: asksByLaw }, at),
            ...merged.items,
            ...(type.urgent || asksByLaw ? [] : [countUnasked(facts.order, at)]),
          ]
        : []),
    ],
    'asking the customer',
  );
  const { question: first, reminder } = type.messages[languageOf(facts.order.customer.locale)];
  const again = plan.mail === 'reminder' || record.reminders > 0;
  const words = again ? reminder(facts.order, offer!) : first(facts.order, offer!);
  if (again && isShops(type.key, 'reminder')) return;
  await sendMessage(record, facts.order, words, { n, kind: again ? 'reminder' : 'question' }, at);
}

interface Asking {
  readonly n: number;
  readonly merged: Merged;
  readonly at: Date;
}

function asked({ record, facts, type }: Work, situation: Situation, { n, merged, at }: Asking) {
  const { order } = facts;
  const { plan, offer, now } = situation;
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
  const changes: Partial<{ [Field in keyof CaseRecord]: CaseRecord[Field] | undefined }> = {
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
  };
  const because = plan.mail === 'reminder' ? 'reminded' : plan.mail ? 'asked' : 'the question stands again';
  const outgoing = [...(hold?.outgoing ?? []), ...told];
  const orderChanges = { ...hold?.changes, ...merged.orderChanges };
  // What the notices of others write may make another look due; a hold by itself does not.
  const lookAgain = Object.keys(merged.orderChanges).length > 0;
  return [
    ...cases.moveItems(record, { to: 'asking', at, by: 'workflow', because, changes, outgoing }),
    ...(Object.keys(orderChanges).length > 0 ? [tables.changeOrder(order, orderChanges, at, { lookAgain })] : []),
  ];
}
