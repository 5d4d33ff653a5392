import { allocation } from '#shared/adapters/allocation.ts';
import type { Answer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { lacksStock } from '#shared/domain/shortage.ts';
import { AnswerLost, write } from './answer-writes.ts';
import { chosenOptions, type Reply } from './page.ts';
import { Problem } from './problem.ts';
import { cases, contacts, type OpenQuestion, settings, tables } from './standing.ts';

const stock = allocation(tables);

/** Groups of shelves, and other writers, that one request has the patience for. */
const turns = 8;

/**
 * Where an answer leads that decides nothing by itself: shown once everything that the order wants is set aside, so that
 * nobody pays for what cannot be had. Nothing = the answer is one that decides.
 */
export async function goOn(question: OpenQuestion, answer: Answer, now: Date): Promise<Reply | undefined> {
  const { type, order, offer, record } = question;
  const url = type.onward?.(order, answer, offer);
  if (url === undefined) return undefined;
  const until = new Date(now.getTime() + (type.reserveAgainHours ?? 0) * 3_600_000);
  const [code] = chosenOptions(offer, answer).flatMap(({ option }) => option.code ?? []);
  await noteOnward(record, { code, until, now });
  if (await isSetAside(record.orderId, now)) return { page: { kind: 'onward', question, answer, url } };
  return { page: { kind: 'message' }, problem: new Problem('GOODS_GONE') };
}

interface Onward {
  readonly code: string | undefined;
  readonly until: Date;
  readonly now: Date;
}

/** The run hears of it, and the order wants its goods again if it had given them back. */
async function noteOnward({ orderId, caseId }: CaseRecord, { code, until, now }: Onward): Promise<void> {
  const [record, order] = await Promise.all([cases.read(orderId, caseId), tables.order(orderId)]);
  if (!record || !order) throw new Problem('LINK_INVALID');
  const holds = wantedAgain(order, caseId, until);
  const news = { Onward: { at: now.toISOString(), ...(code && { code }) } };
  await write([
    ...(await contacts.heardItems(order.customer.customerId)),
    ...cases.newsItems(record, now, 'the customer goes on', news),
    ...(holds ? [tables.changeOrder(order, { holds }, now, { lookAgain: true })] : []),
  ]);
}

/** @returns whether all of the order is set aside; if not, whoever judges stock takes it from there */
async function isSetAside(orderId: string, now: Date): Promise<boolean> {
  for (let turn = 0; turn < turns; turn++) {
    const facts = await tables.facts(orderId, ['stock']);
    if (!facts) throw new Problem('LINK_INVALID');
    const outcome = settings.allocatedBy === 'shop' ? 'done' : await stock.allocate(facts, now);
    if (outcome === 'done') return !lacksStock(facts, now);
  }
  throw new AnswerLost(`order ${orderId} kept changing while its stock was set aside`);
}

/** The case's own hold as one under which stock is set aside again; nothing = it is such a hold already, or none. */
function wantedAgain({ holds }: Order, caseId: string, until: Date): Order['holds'] | undefined {
  const own = holds.find((each) => each.caseId === caseId);
  if (!own?.stockReleased) return undefined;
  const { stockReleased: _, ...hold } = own;
  return holds.map((each) => (each === own ? { ...hold, reservedUntil: until.toISOString() } : each));
}
