import type { Errand } from '#functions/exception-types/exception-type.ts';
import type { SaidAlong } from '#shared/adapters/case-messages.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { IncidentTurn } from './incident-turn.ts';
import { isShops } from './message-hours.ts';
import { asked, saidIn, toldIn } from './moves.ts';
import { nextStep, type Situation } from './next-step.ts';
import { asAsking } from './notice-ahead.ts';
import { takingTheQuestion } from './question-turn.ts';
import { situationOf } from './where-next.ts';
import { besides, cases, type Rows, tables, type Work } from './workbench.ts';

/** What the customer's other cases of an incident say in a mail of one of them. */
export interface Along {
  readonly said: readonly SaidAlong[];
  /** Those cases have said it. */
  readonly items: readonly TransactItem[];
  /** What they change on the order of the case that mails. */
  readonly orderChanges: Partial<Order>;
  /** Others have something to say as well, for which there was no room in the write. */
  readonly more: boolean;
}

export const nobodyAlong: Along = { said: [], items: [], orderChanges: {}, more: false };

/** A transaction holds 100 writes: so many are left beside those of the case that mails. */
const roomBeside = 50;
/** Errands that tell the customer nothing may be due before a notice; it goes along all the same. */
const mostBefore = 5;

/** One case's part: what it says, what is written for it. */
interface Part {
  readonly kind: string;
  /** The notice before its question. */
  readonly ahead?: string;
  readonly items: readonly TransactItem[];
  readonly orderChanges: Partial<Order>;
  readonly lookAgain: boolean;
}

/**
 * One customer gets one mail of an incident: whatever their other cases in it (of `theirs`) would say now goes along, with
 * a link each, as far as one write has room (`gathered` adds the others).
 * `order` is the case's own, as its mail leaves it; cases that have `spoken` in it have said theirs.
 */
export async function saidAlong(
  { record, operations }: Pick<Rows, 'record' | 'operations'>,
  theirs: IncidentTurn['theirs'],
  order: Order,
  spoken: readonly Pick<CaseRecord, 'caseId'>[],
  { at, room = roomBeside, told }: Joining,
): Promise<Along> {
  const { email } = order.customer;
  const orders = new Map<string, Standing>([[order.orderId, { order, changes: {}, lookAgain: false }]]);
  const said: SaidAlong[] = [];
  const items: TransactItem[] = [];
  const silent = new Set([record, ...spoken].map(({ caseId }) => caseId));
  let more = false;
  for (const of of theirs.filter(({ caseId }) => !silent.has(caseId))) {
    const [other, before] = await Promise.all([cases.read(of.orderId, of.caseId), standing(of.orderId, orders)]);
    // Another address may be another person's.
    if (!other || !before || before.order.customer.email !== email) continue;
    const work = await besides(other, before.order, operations);
    const part = await partOf(work, { by: record, asks: !orders.has(of.orderId), at, told });
    if (!part) continue;
    // Each order that changes is one write more.
    more = items.length + part.items.length + orders.size > room;
    if (more) break;
    const { kind, ahead } = part;
    said.push({ orderId: of.orderId, caseId: of.caseId, kind, ...(ahead && { ahead }) });
    items.push(...part.items);
    orders.set(of.orderId, {
      order: { ...before.order, ...part.orderChanges },
      changes: { ...before.changes, ...part.orderChanges },
      lookAgain: before.lookAgain || part.lookAgain,
    });
  }
  for (const { order: changed, changes, lookAgain } of orders.values()) {
    if (changed.orderId === order.orderId || Object.keys(changes).length === 0) continue;
    items.push(tables.changeOrder(changed, changes, at, { lookAgain }));
  }
  return { said, items, orderChanges: orders.get(order.orderId)?.changes ?? {}, more };
}

/** When they join, into how many writes, and whether the incident had told their customer before the mail that they join. */
interface Joining {
  readonly at: Date;
  readonly room?: number;
  readonly told?: boolean | undefined;
}

/** An order as what has been said leaves it. */
interface Standing {
  readonly order: Order;
  readonly changes: Partial<Order>;
  readonly lookAgain: boolean;
}

async function standing(orderId: string, known: ReadonlyMap<string, Standing>): Promise<Standing | undefined> {
  const before = known.get(orderId);
  if (before) return before;
  const order = await tables.order(orderId);
  return order && { order, changes: {}, lookAgain: false };
}

/** The mail that others go along in: whose it is, and whether an order may ask in it (each does at most once). */
interface Mail {
  readonly by: CaseRecord;
  readonly asks: boolean;
  readonly at: Date;
  readonly told: boolean | undefined;
}

/** What may only not go out by itself yet goes along: the mail goes out now, once. */
const along = (situation: Situation, told = situation.turnInIncident.told): Situation => {
  const { joinsUntil: _, ...turn } = situation.turnInIncident;
  return {
    ...situation,
    mailFrom: undefined,
    noticeFrom: undefined,
    turnInIncident: { ...turn, told },
    onceTold: situation.onceTold && along(situation.onceTold, told),
  };
};

/** What the case would say now by itself; nothing = it has nothing to say, or something holds it up. */
async function partOf(work: Work, { by, asks, at, told }: Mail): Promise<Part | undefined> {
  if (work.record.state === 'detected') return undefined;
  const situation = along(await situationOf(work, at), told);
  if (nextStep(situation).next === 'ask') {
    if (asks) return question(work, situation, by, at);
    if (!situation.onceTold) return undefined;
  }
  return notice(work, { ...situation, onceTold: undefined }, by, at);
}

function question(found: Work, standing: Situation, by: CaseRecord, at: Date): Part | undefined {
  const { work, situation, ahead } = asAsking(found, standing, at);
  const { record } = work;
  const kind = situation.plan?.mail;
  if (!kind || (kind === 'reminder' && isShops(record.type, kind))) return undefined;
  const n = record.messages + 1;
  const { items, orderChanges } = asked(work, situation, n, at, {
    also: { newsSequence: record.newsSequence + 1 },
    after: ahead?.after,
  });
  const notice = ahead && { n: ahead.n, kind: ahead.errand.notice, by: by.caseId };
  return {
    kind,
    ...(ahead && { ahead: ahead.errand.notice }),
    items: [
      ...takingTheQuestion(work, situation, at),
      ...items,
      ...(notice ? [cases.toldElsewhereItem(record, notice, at)] : []),
      ...saidIn(record, { n, kind }, by, at),
    ],
    orderChanges: { ...ahead?.errand.orderChanges, ...orderChanges },
    lookAgain: ahead?.errand.orderChanges !== undefined,
  };
}

function notice(work: Work, situation: Situation, by: CaseRecord, at: Date): Part | undefined {
  const { record } = work;
  const errand = noticeOf(work, situation, at);
  const tells = errand?.notice && nextStep({ ...situation, errand }).next === 'errand';
  if (!errand?.notice || !tells || situation.contactProblem || isShops(record.type, errand.notice)) return undefined;
  return {
    kind: errand.notice,
    items: toldIn(record, errand, by, at),
    orderChanges: errand.orderChanges ?? {},
    lookAgain: errand.orderChanges !== undefined,
  };
}

/** The notice that is due, or will be once what tells nobody is done. */
function noticeOf({ facts, type }: Work, { record }: Situation, at: Date): Errand | undefined {
  let { done } = record;
  for (let before = 0; before < mostBefore; before++) {
    const errand = type.errand?.(facts, { ...record, done }, at);
    if (!errand || errand.staff) return undefined;
    if (errand.notice) return errand.ofIncident && !errand.hold && !errand.question ? errand : undefined;
    done = { ...done, [errand.key]: at.toISOString() };
  }
  return undefined;
}
