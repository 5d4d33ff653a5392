import { stopReasonOf } from '#functions/exception-types/exception-type.ts';
import { caseAfter } from '#shared/adapters/cases-table.ts';
import { holdFor } from '#shared/adapters/order-hold.ts';
import { isClosed } from '#shared/domain/case.ts';
import { caseAlert } from '#shared/domain/case-alert.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { modeOf } from '#shared/domain/operations.ts';
import { closing, judgesStock } from './closing.ts';
import { channelProblemOf } from './contact.ts';
import type { Step } from './next-step.ts';
import { handToStaff } from './staff.ts';
import { whereNext } from './where-next.ts';
import { cases, commit, incidentsOf, type Rows, tables, type Work, withFacts } from './workbench.ts';

/** Has the cause lasted? If so the order is stopped and the case goes on; if not it closes as solved by itself. */
export async function lookAgain(rows: Rows, at: Date): Promise<Step> {
  const { record, operations, type } = rows;
  if (isClosed(record.state)) return { next: 'closed' };
  if (record.state === 'detected' && record.reasonCode) {
    await park(rows, at);
    return whereNext(record, at);
  }
  if (record.settleUntil > at.toISOString()) {
    if (type.hold?.from === 'opening' && modeOf(operations, type.key, at) === 'automatic') await stop(record, rows, at);
    return { next: 'settle', until: record.settleUntil };
  }
  const work = await withFacts(rows);
  return (await judge(work, at)) ?? whereNext(record, at, work);
}

/** @returns where the run goes; nothing = where the rows then say */
async function judge(work: Work, at: Date): Promise<Step | undefined> {
  const { record, order, facts, operations, type } = work;
  const settling = record.state === 'detected' ? await settled(work, at) : record;
  if (settling.state !== 'settling') return undefined;
  const end = async (to: 'resolved-upstream' | 'observed', because: string, nextRound: boolean): Promise<Step> => {
    await commit(
      settling,
      await closing(work, settling, { to, at, because, nextRound: nextRound && judgesStock(work) }),
      because,
    );
    return { next: 'closed' };
  };
  const mode = modeOf(operations, type.key, at);
  if (!type.stands(facts, record, at)) return end('resolved-upstream', 'the cause is gone', mode !== 'observe');
  if (mode === 'observe') return end('observed', 'mode is observe', false);
  const problem = channelProblemOf(order, operations);
  if (problem) {
    await handToStaff(settling, order, { reasonCode: problem, why: channelWhy(order.channel) }, at);
    return undefined;
  }
  if (mode === 'automatic' && needsHold(settling, work, at)) await stop(settling, work, at);
  return undefined;
}

/** Intake has found one case too many on its order. */
async function park({ record, order }: Rows, at: Date): Promise<void> {
  const why = 'the order gets one case after another: something writes it in a loop. Look at who does, then close.';
  await handToStaff(record, order, { reasonCode: record.reasonCode!, why }, at);
}

const channelWhy = (channel: string) =>
  `orders of channel "${channel}" may not be changed by us: see "channels" in the operations parameter.`;

/** Somebody has to decide; what is decided beforehand needs no stop. */
function needsHold(record: CaseRecord, { facts, type }: Work, at: Date): boolean {
  const offer = type.offer(facts, record, at);
  return offer !== undefined && !type.preset(offer, facts);
}

async function stop(record: CaseRecord, { order, type }: Rows, at: Date): Promise<void> {
  const reason = stopReasonOf(type, record);
  const hold = reason && holdFor(record, order, reason, at);
  if (!hold) return;
  const move = { to: record.state, at, by: 'workflow', because: 'the order is stopped', outgoing: hold.outgoing };
  const change = tables.changeOrder(order, hold.changes, at);
  await commit(record, [...cases.moveItems(record, move), change], 'stopping the order');
}

async function settled({ record, facts, type }: Work, at: Date): Promise<CaseRecord> {
  const dueAt = new Date(at.getTime() + 3_600_000).toISOString();
  const oneOfMany = record.incidentId ?? (await incidentsOf.openOf(record.type, record.behind));
  const lasts = record.behind && !oneOfMany && type.stands(facts, record, at);
  const outgoing = lasts ? [caseAlert(record, facts.order.orderNumber)] : [];
  const changes = { dueAt, ...(oneOfMany && { incidentId: oneOfMany }) };
  const move = { to: 'settling', at, by: 'workflow', because: 'the cause has lasted', changes, outgoing } as const;
  await commit(record, cases.moveItems(record, move), 'settling');
  const { customerId } = facts.order.customer;
  if (oneOfMany && !record.incidentId) await incidentsOf.attachCase(oneOfMany, { ...record, customerId }, at);
  return caseAfter(record, move);
}
