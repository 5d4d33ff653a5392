import { typeOf } from '#functions/exception-types/catalog.ts';
import { steps } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { modeOf } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import type { TaskInput } from '#shared/lambda/task-handler.ts';
import { askPlan } from './ask-plan.ts';
import { contactProblemOf } from './contact.ts';
import { incidentTurn } from './incident-turn.ts';
import { othersSettleAt } from './merge-window.ts';
import { isShops, keepable, mailTimesOf } from './message-hours.ts';
import { nextStep, remindingOf, type Situation, type Step } from './next-step.ts';
import { cases, incidentsOf, question, settings, takeUp, type Work } from './workbench.ts';

/** Where the case goes from how its rows stand now. */
export async function whereNext(input: TaskInput, now: Date): Promise<Step> {
  return nextStep(await situationOf(await takeUp(input), now));
}

/** Who has the order's question, and when it has stood open so long that it lets this case ask. */
async function turnOf({ orderId, caseId }: CaseRecord, now: Date) {
  const questionHolder = await question.holder(orderId);
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

/** The case as it stands after the last incident of what is behind it, if one ended while it was open. */
async function reprieved(record: CaseRecord, order: Order, behind: readonly string[] = [], now: Date) {
  const ends = await Promise.all(
    (record.behind ? [undefined, ...behind] : []).map((each) => incidentsOf.releasedAt(record.type, each)),
  );
  const last = lastOf(...ends.filter((end) => end !== undefined && end > record.openedAt));
  const until = last && keepable(order, new Date(Date.parse(last) + respiteHours * 3_600_000)).toISOString();
  const gains = until && until > now.toISOString() && until > (record.respiteUntil ?? '');
  return gains ? { ...record, respiteUntil: until } : record;
}

export async function situationOf(work: Work, now: Date): Promise<Situation> {
  const { facts, operations, type } = work;
  const holding = type.outage && work.record.behind?.filter((each) => type.outage?.holdsBack?.(each) ?? true);
  const record = await reprieved(work.record, facts.order, holding, now);
  const { orderId, caseId } = record;
  const errand = type.errand?.(facts, record, now);
  const releasable = [
    steps.ask,
    ...(record.askedAt ? [remindingOf(record)] : []),
    ...(errand ? [steps.errand(errand.key)] : []),
  ];
  const tellsUnasked = errand?.notice !== undefined && !errand.urgent && !isShops(record.type, errand.notice);
  const [decision, turn, incidentId, turnInIncident, contactProblem, times, othersAt, releasedBefore] =
    await Promise.all([
      cases.decisionOf(orderId, caseId),
      turnOf(record, now),
      incidentsOf.openOf(type.key, holding),
      incidentTurn(record, facts.order, now),
      contactProblemOf(facts.order, operations),
      mailTimesOf(facts.order, now),
      tellsUnasked ? othersSettleAt(record, facts.order, operations, now) : undefined,
      releasedOf(record, releasable),
    ]);
  const offer = type.offer(facts, record, now);
  const released = [...releasedBefore, ...(decision ? await releasedOf(record, [steps.final(decision.answerId)]) : [])];
  const plan = askPlan(
    record,
    { ...(type.rhythm?.(record) ?? type), keepable: (due) => keepable(facts.order, due) },
    operations,
    now,
  );
  const asksByLaw = plan.mail === 'question' && (type.dueByLaw?.(facts, record, now) ?? false);
  return {
    record,
    decision,
    tells: decision !== undefined && type.tells(record, decision),
    stands: type.stands(facts, record, now),
    errand,
    nextLook: type.nextLook?.(facts, record, now),
    offer,
    preset: Boolean(offer && type.preset(offer, facts)),
    plan,
    asksByLaw,
    mode: modeOf(operations, type.key, now),
    released: new Set(released),
    ...turn,
    takesOver: type.takesOver ?? false,
    incidentId,
    turnInIncident,
    contactProblem,
    // What is said at night waits for the morning, and one customer's cases of an incident for each other.
    mailFrom: lastOf(asksByLaw ? times.owedFrom : times.mailFrom, turnInIncident.from),
    noticeFrom: lastOf((errand?.dueByLaw ? times.owedFrom : times.mailFrom) ?? othersAt, turnInIncident.from),
    urgent: type.urgent ?? false,
    now,
  };
}

const lastOf = (...instants: readonly (string | undefined)[]): string | undefined =>
  instants
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
