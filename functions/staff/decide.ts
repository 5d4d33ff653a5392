import { type Answer, type Decision, isClosed, type Offer, steps } from '#shared/domain/case.ts';
import { offerHashOf } from '#shared/domain/offer-hash.ts';
import { assertRunnable, type Clerk, type Done, pauseNote, runOn, trail, write } from './clerk.ts';
import { closeByHand, isLeftBehind } from './close-by-hand.ts';
import { type Dossier, dossierOf } from './dossier.ts';
import { refundOf } from './money.ts';
import { refused, wrongUse } from './refusal.ts';
import { answerTyped, type Typed } from './typed-answer.ts';
import { amountOf, answerWords, minuteOf } from './values.ts';

export interface DecideOptions extends Typed {
  readonly close: boolean;
}

/** Staff decide in the customer's place: the same decision item, with what was offered when they did. */
export async function decide(clerk: Clerk, id: string, options: DecideOptions): Promise<Done> {
  assertOneKind(options);
  const dossier = await dossierOf(clerk.desk, id);
  if (options.close && isLeftBehind(dossier)) return closeByHand(clerk, dossier);
  assertDecidable(dossier);
  assertRunnable(dossier);
  return options.close ? close(clerk, dossier) : answer(clerk, dossier, options);
}

function assertOneKind({ close: closes, cancelOrder, choose }: DecideOptions): void {
  const kinds = [closes, cancelOrder, choose.length > 0].filter(Boolean).length;
  if (kinds > 1) throw wrongUse('one of --choose, --cancel-order and --close, not several');
}

function assertDecidable({ file: { record, decision } }: Dossier): void {
  const { caseId, state, closedAt } = record;
  if (isClosed(state)) throw refused(`case ${caseId} was closed ${minuteOf(closedAt)} as ${state}`);
  if (decision?.phase !== 'final') return;
  const { by, decidedAt } = decision;
  throw refused(
    `case ${caseId} is decided for good: by ${by} ${minuteOf(decidedAt)}, ${answerWords(decision.answer)}. ` +
      `What is left to do: npm run case -- show ${caseId}`,
  );
}

async function answer(clerk: Clerk, dossier: Dossier, typed: Typed): Promise<Done> {
  const { file, facts, offer } = dossier;
  const { caseId, orderId } = file.record;
  if (!facts) throw refused(`order ${orderId} is not in the Orders table any more; close the case: --close`);
  if (!offer)
    throw refused(`nothing is wrong with order ${orderId} any more: there is nothing to choose. --close ends it`);
  const chosen = answerTyped(typed, offer);
  const money = refundOf(dossier, offer, chosen);
  const lines = chosenLines(dossier, offer, chosen);
  await clerk.confirm([
    `${caseId}, order ${facts.order.orderNumber}:`,
    ...lines.map((line) => `  ${line}`),
    ...(money ? [`  refund: ${amountOf(money)}`] : []),
    ...replacedNote(file.decision),
  ]);
  const { now } = await clerk.desk.present();
  await assertUnchanged(clerk, dossier, offer);
  const made = decisionOf(
    clerk,
    dossier,
    { phase: 'provisional', answer: chosen, offer, offerHash: offerHashOf(offer) },
    now,
  );
  const { cases } = clerk.desk;
  await write(
    [
      cases.decisionItem(made, file.decision),
      // Staff saw the amount and said yes: the brakes that call for staff have been answered with it.
      cases.releaseItem(file.record, steps.final(made.answerId), clerk.code, now),
      ...followed(clerk, dossier, `decided: ${answerWords(chosen)}`, now),
    ],
    caseId,
  );
  return {
    summary: `Decided for case ${caseId}: ${answerWords(chosen)}.`,
    next: [...carriedOutNote(dossier), ...(await runOn(clerk, dossier)), ...pauseNote(dossier)],
    details: { caseId, orderId, decision: made.answerId, answer: chosen, refundMinor: money?.centAmount ?? 0 },
  };
}

async function close(clerk: Clerk, dossier: Dossier): Promise<Done> {
  const { file, facts } = dossier;
  const { caseId, orderId } = file.record;
  await clerk.confirm([
    `${caseId}, order ${facts?.order.orderNumber ?? orderId}: closed, nothing is changed or paid.`,
    ...replacedNote(file.decision),
  ]);
  const { now } = await clerk.desk.present();
  const made = decisionOf(clerk, dossier, { phase: 'final' }, now);
  await write(
    [clerk.desk.cases.decisionItem(made, file.decision), ...followed(clerk, dossier, 'decided: close', now)],
    caseId,
  );
  return {
    summary: `Case ${caseId} is to be closed: nothing is changed or paid, and the same cause opens no other case.`,
    next: [
      'Its order is let go, and it ends as closed-by-staff within seconds.',
      ...(await runOn(clerk, dossier)),
      ...pauseNote(dossier),
    ],
    details: { caseId, orderId, decision: made.answerId, closed: true },
  };
}

type Made = Pick<Decision, 'phase'> & Partial<Pick<Decision, 'answer' | 'offer' | 'offerHash'>>;

function decisionOf({ newId }: Clerk, { file: { record } }: Dossier, made: Made, now: Date): Decision {
  const at = now.toISOString();
  const { caseId, orderId } = record;
  return { caseId, orderId, answerId: newId(), until: at, by: 'staff', decidedAt: at, ...made };
}

/** From here on the workflow has the case again; the sweep looks an hour from now whether it got there. */
const followed = ({ desk, code }: Clerk, { file: { record } }: Dossier, because: string, at: Date) =>
  trail(desk, record, {
    by: code,
    because,
    at,
    changes: { owner: 'workflow', dueAt: new Date(at.getTime() + 3_600_000).toISOString() },
  });

function chosenLines({ type, facts }: Dossier, offer: Offer, chosen: Answer): string[] {
  if ('cancelOrder' in chosen) return ['the whole order is cancelled'];
  const { option, unit: name } = type.messages.en;
  return offer.lines.map((unit) => {
    const choice = chosen.choices[unit.unitId]!;
    return `${unit.unitId} (${name(unit, facts!.order)}): ${option(choice, unit, facts!.order)}`;
  });
}

const replacedNote = (standing: Decision | undefined): string[] =>
  standing
    ? [`  in place of the answer of ${minuteOf(standing.decidedAt)} by ${standing.by}: ${answerWords(standing.answer)}`]
    : [];

/** Money is confirmed for what was shown, not for what the shelves and prices have made of it since. */
async function assertUnchanged({ desk }: Clerk, { type, file: { record } }: Dossier, shown: Offer): Promise<void> {
  const [facts, { now }] = await Promise.all([desk.tables.facts(record.orderId, type.reads), desk.present()]);
  const offer = facts && type.offer(facts, record, now);
  if (offer && offerHashOf(offer) === offerHashOf(shown)) return;
  throw refused(`what can be chosen has changed meanwhile. Look again: npm run case -- show ${record.caseId}`);
}

function carriedOutNote({ file: { decision, record }, now }: Dossier): string[] {
  const told = record.messages > 0 ? ' The customer, who was asked, is told by mail.' : '';
  const stands = decision && decision.until > now.toISOString();
  const when = stands ? `at ${minuteOf(decision.until)}, when its run looks again` : 'within seconds';
  return [`It is carried out ${when}.${told}`];
}
