import { isClosed } from '#shared/domain/case.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { AlreadyDecided } from '#shared/lambda/errors.ts';
import { gathered, oneAtATime, saying } from './gathering.ts';
import { inTheIncident } from './incident-turn.ts';
import { sendMessage } from './mailing.ts';
import { otherCases } from './merge-window.ts';
import { nothingMerged, noticesToMerge } from './merged-notices.ts';
import { countUnasked, isShops } from './message-hours.ts';
import { asked, callsForLook } from './moves.ts';
import { nextStep } from './next-step.ts';
import { asAsking } from './notice-ahead.ts';
import { takingTheQuestion } from './question-turn.ts';
import { nobodyAlong, saidAlong } from './said-along.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, tables, type Work } from './workbench.ts';

/** Stores the wait before it mails: whoever answers finds the token, and the relay sees both. */
export async function askCustomer(found: Work, taskToken: string | undefined, at: Date): Promise<void> {
  const standing = await situationOf(found, at);
  if (nextStep(standing).next !== 'ask' || !taskToken) {
    await tellWhatIsLeft(found, at);
    throw new AlreadyDecided('there is nothing to ask now');
  }
  const { work, situation, ahead } = asAsking(found, standing, at);
  const { plan, offer, asksByLaw, turnInIncident } = situation;
  if (!plan) throw new AlreadyDecided('nothing is offered now');
  const { record, order, type } = work;
  const n = record.messages + (plan.mail ? 1 : 0);
  const mails = plan.mail === 'question' || (plan.mail === 'reminder' && !isShops(type.key, 'reminder'));
  const others = mails ? await otherCases(record) : [];
  const theirs = mails ? await noticesToMerge(work, others, order, at) : nothingMerged;
  const merged = [...(ahead ? [{ caseId: record.caseId, code: ahead.errand.notice }] : []), ...theirs.notices];
  const forAll = ahead && (await inTheIncident(found, turnInIncident, ahead.errand, at));
  const after = ahead && { ...ahead.after, move: { ...ahead.after.move, outgoing: forAll?.outgoing ?? [] } };
  const { items, orderChanges } = asked(work, situation, n, at, { after });
  const own = { ...ahead?.errand.orderChanges, ...orderChanges, ...theirs.orderChanges };
  const along = mails
    ? await saidAlong(work, turnInIncident.theirs, { ...order, ...own }, merged, { at })
    : nobodyAlong;
  // A hold by itself changes nothing that a rule looks at.
  const said = { ...ahead?.errand.orderChanges, ...theirs.orderChanges, ...along.orderChanges };
  const lookAgain = callsForLook(said, others);
  const changes = { ...own, ...along.orderChanges };
  const wait = { token: taskToken, for: 'answer', heard: record.newsSequence } as const;
  await commit(
    record,
    [
      ...takingTheQuestion(work, situation, at),
      ...items,
      ...(Object.keys(changes).length > 0 ? [tables.changeOrder(found.order, changes, at, { lookAgain })] : []),
      cases.waitItem(record, wait, at),
      ...(forAll?.items ?? []),
      ...(ahead
        ? [cases.toldElsewhereItem(record, { n: ahead.n, kind: ahead.errand.notice, by: record.caseId }, at)]
        : []),
      ...(plan.mail
        ? [
            cases.messageItem(
              record,
              { n, kind: plan.mail, merged, ...saying(along, turnInIncident), dueByLaw: asksByLaw },
              at,
            ),
            ...theirs.items,
            ...along.items,
            ...oneAtATime(record, order, turnInIncident, along, at),
            ...(type.urgent || asksByLaw ? [] : [countUnasked(order, at)]),
          ]
        : []),
    ],
    'asking the customer',
  );
  const { question: first, reminder } = type.messages[languageOf(order.customer.locale)];
  const again = plan.mail === 'reminder' || record.reminders > 0;
  if (again && isShops(type.key, 'reminder')) return;
  const written = plan.mail && !along.more ? { merged, along: [...along.said] } : await gathered(work, record, n, at);
  const words = () => (again ? reminder : first)(order, offer!);
  await sendMessage(record, order, words, { n, kind: again ? 'reminder' : 'question', written }, at);
}

/**
 * A try that wrote a mail down broke off before it went out, and its own question is not asked any more: the notice that led
 * to it is told all the same, and what the customer's other orders say in it.
 */
async function tellWhatIsLeft(work: Work, at: Date): Promise<void> {
  const { record, order, facts, type } = work;
  if (!record.askedAt || isClosed(record.state)) return;
  const n = record.messages;
  const written = await gathered(work, record, n, at);
  const notice = written.merged.find(({ caseId }) => caseId === record.caseId);
  if (!notice && written.along.length === 0) return;
  const { notice: wordsOf } = type.messages[languageOf(order.customer.locale)];
  const words = () => notice && wordsOf?.(notice.code, facts, record, at);
  await sendMessage(record, order, words, { n, kind: notice?.code ?? 'question', written }, at);
}
