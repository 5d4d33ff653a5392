import { type CaseRecord, incidentOf } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { cases, incidentsOf, people } from './workbench.ts';

/** What a case's incident lets it write to its customer now. */
export interface IncidentTurn {
  /** The incident is open, and this is what it is called. */
  readonly open?: string;
  /** The customer has had the mail about it. */
  readonly told: boolean;
  /** Another case of the customer is still settling: one mail then speaks for both. */
  readonly from?: string;
}

/** A settled case is looked at within this time. */
const lookMs = 60_000;
/** No mail waits longer than this for the others. */
const mostMs = 3_600_000;

export async function incidentTurn(record: CaseRecord, { customer }: Order, now: Date): Promise<IncidentTurn> {
  const incidentId = incidentOf(record);
  if (!incidentId) return { told: false };
  const [incident, { told, cases: theirs }] = await Promise.all([
    incidentsOf.read(incidentId),
    people.of(incidentId, customer.customerId),
  ]);
  const others = theirs.filter(({ caseId }) => caseId !== record.caseId);
  const records = await Promise.all(others.map(({ orderId, caseId }) => cases.read(orderId, caseId)));
  const settled = records
    .flatMap((other) => (other?.state === 'detected' ? [Date.parse(other.settleUntil) + lookMs] : []))
    .filter((at) => at > now.getTime() && at <= now.getTime() + mostMs)
    .sort((a, b) => b - a);
  return {
    told,
    ...(incident?.state === 'open' && { open: incidentId }),
    ...(settled[0] && { from: new Date(settled[0]).toISOString() }),
  };
}

/** The case is a child of the incident, which wakes it when it is over, and one of its customer's there. */
export async function joinIncident(
  incidentId: string,
  record: CaseRecord,
  { customer }: Order,
  at: Date,
): Promise<void> {
  const { orderId, caseId } = record;
  await incidentsOf.attach(incidentId, { kind: 'case', caseId, orderId }, at);
  await people.note(incidentId, customer.customerId, { caseId, orderId }, at);
}
