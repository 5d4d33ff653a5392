import { allocation } from '#shared/adapters/allocation.ts';
import { transact } from '#shared/adapters/document-client.ts';
import type { Answer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { lacksStock } from '#shared/domain/shortage.ts';
import { AnswerLost } from './answer-writes.ts';
import type { Reply } from './page.ts';
import { Problem } from './problem.ts';
import { type OpenQuestion, settings, tables } from './standing.ts';

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
  if (!(await setAside(record, until, now))) return { page: { kind: 'message' }, problem: new Problem('GOODS_GONE') };
  return { page: { kind: 'onward', question, answer, url } };
}

/** @returns whether all of it is set aside; if not, the order wants it again, and whoever judges stock takes it from there */
async function setAside(record: CaseRecord, until: Date, now: Date): Promise<boolean> {
  for (let turn = 0; turn < turns; turn++) {
    const facts = await tables.facts(record.orderId, ['stock']);
    if (!facts) throw new Problem('LINK_INVALID');
    const holds = wantedAgain(facts.order, record.caseId, until);
    if (holds) {
      await transact([tables.changeOrder(facts.order, { holds }, now, { lookAgain: true })]);
      continue;
    }
    if (settings.allocatedBy === 'shop') return !lacksStock(facts, now);
    const outcome = await stock.allocate(facts, now);
    if (outcome === 'done') return !lacksStock(facts, now);
  }
  throw new AnswerLost(`order ${record.orderId} kept changing while its stock was set aside`);
}

/** The case's own hold as one under which stock is set aside again; nothing = it is such a hold already, or none. */
function wantedAgain({ holds }: Order, caseId: string, until: Date): Order['holds'] | undefined {
  const released = holds.some((each) => each.caseId === caseId && each.stockReleased);
  if (!released) return undefined;
  return holds.map(({ stockReleased, ...hold }) =>
    hold.caseId === caseId
      ? { ...hold, reservedUntil: until.toISOString() }
      : { ...hold, ...(stockReleased && { stockReleased }) },
  );
}
