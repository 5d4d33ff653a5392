import type { Errand } from '#functions/exception-types/exception-type.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { holdFor } from '#shared/adapters/order-hold.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { gathered, oneAtATime, saying } from './gathering.ts';
import { inTheIncident } from './incident-turn.ts';
import { letterFor, sendLetter } from './letters.ts';
import { type Message, sendMessage } from './mailing.ts';
import { otherCases } from './merge-window.ts';
import { nothingMerged, noticesToMerge } from './merged-notices.ts';
import { countUnasked, isShops } from './message-hours.ts';
import { callsForLook, dueAfterErrand, stateAfter } from './moves.ts';
import { nextStep, type Situation } from './next-step.ts';
import { takingTheQuestion } from './question-turn.ts';
import { rationItems } from './rationing.ts';
import { nobodyAlong, saidAlong } from './said-along.ts';
import { spendingItems } from './spending.ts';
import { handToStaff } from './staff.ts';
import { situationOf } from './where-next.ts';
import { cases, commit, question, tables, type Work } from './workbench.ts';

/** Runs the one errand that is due: written down in one transaction, its mails sent after it. */
export async function runErrand(work: Work, at: Date): Promise<void> {
  const [situation] = await Promise.all([
    situationOf(work, at),
    // What was written down by a try that then broke off goes out first.
    sendNotice(work, work.record, at),
    sendLetter(work, work.record, at),
  ]);
  if (nextStep(situation).next !== 'errand' || !situation.errand) return;
  const { errand } = situation;
  const noted = await note(work, situation, errand, at);
  if (!noted) return;
  const order = { ...work.order, ...errand.orderChanges };
  const after = { ...work, facts: { ...work.facts, order } };
  if (noted.mails) await sendNotice(after, noted.record, at, noted.written);
  if (noted.lettered) await sendLetter(after, noted.record, at);
}

/** The case as an errand leaves it, with what is to be sent now. */
interface Noted {
  readonly record: CaseRecord;
  readonly mails: boolean;
  /** Nothing = more joins it yet. */
  readonly written: Message['written'];
  readonly lettered: boolean;
}

/** @returns nothing = nothing is to be sent */
async function note(work: Work, situation: Situation, errand: Errand, at: Date): Promise<Noted | undefined> {
  const { record, order } = work;
  const done = { ...record.done, [errand.key]: at.toISOString() };
  if (errand.staff) {
    await handToStaff(record, order, { ...errand.staff, changes: { done } }, at);
    return undefined;
  }
  const mails = errand.notice !== undefined && !situation.contactProblem && !isShops(record.type, errand.notice);
  const unmailed =
    errand.owed && situation.contactProblem ? [owedNotice(record, order, errand.owed, situation.contactProblem)] : [];
  const n = record.messages + 1;
  const letter = letterFor(work, errand);
  const told = { ...(mails && { notice: { code: errand.notice!, n }, messages: n }), ...(letter && { letter }) };
  const hold = errand.hold && holdFor(record, order, errand.hold, at);
  const own = { ...errand.orderChanges, ...hold?.changes };
  const others = situation.others ?? (mails || errand.orderChanges ? await otherCases(record) : []);
  const merged = mails ? await noticesToMerge(work, others, { ...order, ...own }, at) : nothingMerged;
  const along = mails
    ? await saidAlong(
        work,
        situation.turnInIncident.theirs,
        { ...order, ...own, ...merged.orderChanges },
        merged.notices,
        { at },
      )
    : nobodyAlong;
  const orderChanges = { ...own, ...merged.orderChanges, ...along.orderChanges };
  // A hold by itself changes nothing that a rule looks at.
  const lookAgain = callsForLook({ ...errand.orderChanges, ...merged.orderChanges, ...along.orderChanges }, others);
  const rationed = errand.within ? await rationItems(record, errand.within, errand.key, at) : [];
  if (!rationed) return usedUp(work, errand, done, at);
  const forAll = await inTheIncident(work, situation.turnInIncident, errand, at);
  const spent = errand.spends ? spendingItems(cases.tableName, order, errand.spends, at) : [];
  const outcome = await transact([
    ...spent,
    ...rationed,
    ...cases.moveItems(record, {
      to: stateAfter(record),
      at,
      by: 'workflow',
      because: errand.key,
      changes: {
        done,
        ...told,
        pending: undefined,
        ...dueAfterErrand(record, at),
      },
      outgoing: [...(hold?.outgoing ?? []), ...forAll.outgoing, ...unmailed],
    }),
    ...forAll.items,
    ...(Object.keys(orderChanges).length > 0 ? [tables.changeOrder(order, orderChanges, at, { lookAgain })] : []),
    ...(mails
      ? [
          cases.messageItem(
            record,
            {
              n,
              kind: errand.notice!,
              merged: merged.notices,
              ...saying(along, situation.turnInIncident),
              dueByLaw: errand.dueByLaw,
            },
            at,
          ),
          ...merged.items,
          ...along.items,
          ...oneAtATime(record, order, situation.turnInIncident, along, at),
          ...(errand.urgent || errand.dueByLaw ? [] : [countUnasked(order, at)]),
        ]
      : []),
    ...(letter ? [cases.letterItem(record, letter, at)] : []),
    ...(errand.question === 'take' ? takingTheQuestion(work, situation, at) : []),
    ...(errand.question === 'give-up' ? await question.handOver(record, work.held) : []),
  ]);
  const written = along.more ? undefined : { merged: [...merged.notices], along: [...along.said] };
  if (outcome.written) return { record: { ...record, done, ...told }, mails, written, lettered: letter !== undefined };
  if (outcome.refused.some((i) => i < spent.length)) return overBudget(work, errand, done, at);
  throw new ConcurrentWrite(`case ${record.caseId} or its order changed meanwhile: errand ${errand.key}`);
}

/** What the customer must have is not left unsent in silence. */
const owedNotice = ({ caseId, type }: CaseRecord, { orderNumber }: Order, owed: string, problem: string): Outgoing => ({
  kind: 'alert',
  severity: 'critical',
  subject: `${type}: order ${orderNumber}, not mailed (${problem})`,
  text: `Case ${caseId} of order ${orderNumber}: ${owed}\nnpm run case -- show ${caseId}`,
});

/** It has happened as often as it may: the case goes on without it, and its trail says so. */
async function usedUp({ record }: Work, { key }: Errand, done: CaseRecord['done'], at: Date): Promise<undefined> {
  const to = stateAfter(record);
  const because = `${key}: as often as it may be`;
  const items = cases.moveItems(record, { to, at, by: 'workflow', because, changes: { done } });
  await commit(record, items, `errand ${key}, which is used up`);
}

/** The month's budget does not hold it: staff are told, and nothing else of the errand is done. */
async function overBudget(
  { record, order }: Work,
  errand: Errand,
  done: CaseRecord['done'],
  at: Date,
): Promise<undefined> {
  const { budget = '', amountMinor = 0, mostMinor = 0 } = errand.spends ?? {};
  const { orderNumber, currencyCode } = order;
  await commit(
    record,
    cases.moveItems(record, {
      to: stateAfter(record),
      at,
      by: 'workflow',
      because: `${errand.key}: the budget is used up`,
      changes: { done },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${record.type}: the month's budget for ${budget} is used up`,
          text: [
            `${errand.key} of order ${orderNumber} (${amountMinor} minor units of ${currencyCode}) was not done: this month's budget is ${mostMinor}.`,
            'Grant it by hand, or raise the budget in the configuration.',
            `npm run case -- show ${record.caseId}`,
          ].join('\n'),
        },
      ],
    }),
    `errand ${errand.key} above the budget`,
  );
}

async function sendNotice(
  { facts, type, operations }: Work,
  record: CaseRecord,
  at: Date,
  known?: Message['written'],
): Promise<void> {
  const { notice } = record;
  const words = notice && type.messages[languageOf(facts.order.customer.locale)].notice;
  if (!notice || !words) return;
  const written = known ?? (await gathered({ operations }, record, notice.n, at));
  const message = { n: notice.n, kind: notice.code, written };
  await sendMessage(record, facts.order, () => words(notice.code, facts, record, at), message, at);
}
