import { typeOf } from '#functions/exception-types/catalog.ts';
import { steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { modeOf } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import { watched } from './agreed-wait.ts';
import { contactProblemOf } from './contact.ts';
import { dueQuestion, nothingToAsk } from './due-question.ts';
import { incidentTurn } from './incident-turn.ts';
import { otherCases, othersSettleAt } from './merge-window.ts';
import { isShops, keepable, mailTimesOf } from './message-hours.ts';
import { type Blocked, type Decided, nextStep, remindingOf, type Situation, type Step, stepOf } from './next-step.ts';
import { onceTold } from './notice-ahead.ts';
import { cases, type Ids, incidentsOf, type Rows, rowsOf, settings, type Work, withFacts } from './workbench.ts';

/**
 * Where the case goes from how its rows stand now; the facts of its order are read only where they matter. `before` = the
 * case as this step found it.
 */
export async function whereNext(input: Ids, now: Date, before?: Work): Promise<Step> {
  const rows = await rowsOf(input, before?.operations);
  const decided = await decidedOf(rows, now);
  const step = stepOf(decided);
  if (step) return step;
  const situation = await situationOf(await withFacts(rows, [], before), now, decided);
  return seenBy(situation, nextStep(situation));
}

/** Reasons that a change of the order's rows, heard of by the case, or the time alone takes away. */
const passing: ReadonlySet<Blocked> = new Set(['news', 'morning', 'stock']);

/**
 * A case that hears already of all that it will hear of while it waits: what changes until it does is told to it by its
 * row's version, so that nothing else has to be read again to wait.
 */
function seenBy({ record, decision }: Situation, step: Step): Step {
  if (step.next !== 'release' || !passing.has(step.reason)) return step;
  const { version, state, pending, respiteUntil } = record;
  const hears = state === 'pursuing' || state === 'waiting' || pending?.step === step.step;
  return hears ? { ...step, seen: { version, answerId: decision?.answerId, respiteUntil } } : step;
}

/** What was decided of a case, and whether it may be carried out. */
export async function decidedOf({ record, decision, operations, type }: Rows, now: Date): Promise<Decided> {
  const provisional = decision?.phase === 'provisional' ? [steps.final(decision.answerId)] : [];
  return {
    record,
    decision,
    tells: decision !== undefined && type.tells(record, decision),
    mode: modeOf(operations, type.key, now),
    released: new Set(await releasedOf(record, provisional)),
    now,
  };
}

/** Who has the order's question, and when it has stood open so long that it lets this case ask. */
async function turnOf({ record: { orderId, caseId }, held }: Rows, now: Date) {
  const questionHolder = held?.caseId;
  const holder = questionHolder && questionHolder !== caseId ? await cases.read(orderId, questionHolder) : undefined;
  return { questionHolder, ...(holder && { holder, ...yieldOf(holder, now) }) };
}

function yieldOf(holder: CaseRecord, now: Date) {
  if (!holder.askedAt) return {};
  const { yieldsTurnHours } = typeOf(holder.type, settings);
  if (yieldsTurnHours === undefined) return {};
  const turnFreeAt = new Date(Date.parse(holder.askedAt) + yieldsTurnHours * 3_600_000).toISOString();
  return turnFreeAt <= now.toISOString() ? { yielding: true } : { turnFreeAt };
}

/** Which of these steps staff, or the end of an incident, have let through. */
async function releasedOf({ orderId, caseId }: CaseRecord, asked: readonly string[]): Promise<string[]> {
  const through = await Promise.all(asked.map((step) => cases.isReleased(orderId, caseId, step)));
  return asked.filter((_, i) => through[i]);
}

/** After an incident a customer has at least so long before any time of theirs runs out. */
const respiteHours = 24;

/** When incidents of the case's type, or of what is behind it, last ended, as far as that was while it was open. */
async function endsOf({ type, behind, openedAt }: CaseRecord, holding: readonly string[] = []): Promise<string[]> {
  const ends = await Promise.all(
    (behind ? [undefined, ...holding] : []).map((each) => incidentsOf.releasedAt(type, each)),
  );
  return ends.filter((end) => end !== undefined && end > openedAt) as string[];
}

/** The case as it stands after the last of these incidents. */
function reprieved(record: CaseRecord, order: Order, ends: readonly string[], now: Date): CaseRecord {
  const last = lastOf(...ends);
  const until = last && keepable(order, new Date(Date.parse(last) + respiteHours * 3_600_000)).toISOString();
  const gains = until && until > now.toISOString() && until > (record.respiteUntil ?? '');
  return gains ? { ...record, respiteUntil: until } : record;
}

/** `decided` = that part of it, where it is known already. */
export async function situationOf(work: Work, now: Date, decided?: Decided): Promise<Situation> {
  const { facts, order, operations, type } = work;
  const holding = type.outage && work.record.behind?.filter((each) => type.outage?.holdsBack?.(each) ?? true);
  // What is read here is asked for at one moment, so that it goes out as one request.
  const [known, turn, incidentId, turnInIncident, contactProblem, times, ends] = await Promise.all([
    decided ?? decidedOf(work, now),
    turnOf(work, now),
    incidentsOf.openOf(type.key, holding),
    incidentTurn(work.record, order, now),
    contactProblemOf(order, operations),
    mailTimesOf(order, now),
    endsOf(work.record, holding),
  ]);
  const record = reprieved(work.record, order, ends, now);
  const errand = type.errand?.(facts, record, now);
  // In the mode `automatic` nobody lets a step through but while an incident is open.
  const asksLeave = known.mode !== 'automatic' || incidentId !== undefined || turnInIncident.open !== undefined;
  const releasable = [
    steps.ask,
    ...(record.askedAt ? [remindingOf(record)] : []),
    ...(errand ? [steps.errand(errand.key)] : []),
  ];
  const tellsUnasked = errand?.notice !== undefined && !errand.urgent && !isShops(record.type, errand.notice);
  const noticeAt = errand?.dueByLaw ? times.owedFrom : times.mailFrom;
  const [released, others] = await Promise.all([
    asksLeave ? releasedOf(record, releasable) : [],
    tellsUnasked && !noticeAt ? otherCases(record) : undefined,
  ]);
  const question = errand || record.state === 'waiting' ? nothingToAsk : dueQuestion(work, record, now);
  const situation: Situation = {
    ...known,
    record,
    stands: type.stands(facts, record, now),
    errand,
    nextLook: type.nextLook?.(facts, record, now),
    watched: record.state === 'waiting' ? watched({ ...work, record }, now) : undefined,
    ...question,
    released: new Set([...known.released, ...released]),
    ...turn,
    takesOver: type.takesOver ?? false,
    incidentId,
    turnInIncident,
    contactProblem,
    // What is said at night waits for the morning, and one customer's cases of an incident for each other.
    mailFrom: lastOf(question.asksByLaw ? times.owedFrom : times.mailFrom, turnInIncident.from),
    noticeFrom: lastOf(noticeAt ?? (others && othersSettleAt(others, order, operations, now)), turnInIncident.from),
    others,
    urgent: type.urgent ?? false,
  };
  return { ...situation, onceTold: onceTold(work, situation) };
}

const lastOf = (...instants: readonly (string | undefined)[]): string | undefined =>
  instants
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
