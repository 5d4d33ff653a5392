import { languageOf } from '#shared/domain/primitives.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { sendMessage } from './mailing.ts';
import { otherCases } from './merge-window.ts';
import { nothingMerged, noticesToMerge } from './merged-notices.ts';
import { countUnasked, isShops } from './message-hours.ts';
import { asked } from './moves.ts';
import { nextStep } from './next-step.ts';
import { takingTheQuestion } from './question-turn.ts';
import { nobodyAlong, saidAlong } from './said-along.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, tables, type Work } from './workbench.ts';

/** Stores the wait before it mails: whoever answers finds the token, and the relay sees both. */
export async function askCustomer(work: Work, taskToken: string | undefined, at: Date): Promise<void> {
  const situation = await situationOf(work, at);
  const { plan, offer, asksByLaw, turnInIncident } = situation;
  if (nextStep(situation).next !== 'ask' || !plan || !taskToken)
    throw new AlreadyDecided('there is nothing to ask now');
  const { record, order, type } = work;
  const n = record.messages + (plan.mail ? 1 : 0);
  const mails = plan.mail === 'question' || (plan.mail === 'reminder' && !isShops(type.key, 'reminder'));
  const merged = mails ? await noticesToMerge(work, await otherCases(record), order, at) : nothingMerged;
  const { items, orderChanges } = asked(work, situation, n, at);
  const own = { ...orderChanges, ...merged.orderChanges };
  const along = mails
    ? await saidAlong(work, turnInIncident.theirs, { ...order, ...own }, merged.notices, at)
    : nobodyAlong;
  // What others write may make another look due; a hold by itself does not.
  const lookAgain = Object.keys({ ...merged.orderChanges, ...along.orderChanges }).length > 0;
  const changes = { ...own, ...along.orderChanges };
  const wait = { token: taskToken, for: 'answer', heard: record.newsSequence } as const;
  await commit(
    record,
    [
      ...takingTheQuestion(work, situation, at),
      ...items,
      ...(Object.keys(changes).length > 0 ? [tables.changeOrder(order, changes, at, { lookAgain })] : []),
      cases.waitItem(record, wait, at),
      ...(plan.mail
        ? [
            cases.messageItem(
              record,
              { n, kind: plan.mail, merged: merged.notices, along: along.said, dueByLaw: asksByLaw },
              at,
            ),
            ...merged.items,
            ...along.items,
            ...(type.urgent || asksByLaw ? [] : [countUnasked(order, at)]),
          ]
        : []),
    ],
    'asking the customer',
  );
  const { question: first, reminder } = type.messages[languageOf(order.customer.locale)];
  const again = plan.mail === 'reminder' || record.reminders > 0;
  if (again && isShops(type.key, 'reminder')) return;
  const written = plan.mail && { merged: [...merged.notices], along: [...along.said] };
  const words = () => (again ? reminder : first)(order, offer!);
  await sendMessage(record, order, words, { n, kind: again ? 'reminder' : 'question', written }, at);
}
