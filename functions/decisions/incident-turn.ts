import type { Errand } from '#functions/exception-types/exception-type.ts';
import type { TransactItem } from '#shared/adapters/document-client.ts';
import { type CaseRecord, incidentOf } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { lastTurn } from './merge-window.ts';
import { cases, incidentsOf, people, type Rows } from './workbench.ts';

type CaseOf = Pick<CaseRecord, 'orderId' | 'caseId'>;

/** What a case's incident lets it write to its customer now. */
export interface IncidentTurn {
  /** The incident is open, and this is what it is called. */
  readonly open?: string;
  /** The customer has had the mail about it. */
  readonly told: boolean;
  /** The customer's cases in it, this one among them. */
  readonly theirs: readonly CaseOf[];
  /** Another case of the customer is still settling: one mail then speaks for both. */
  readonly from?: string;
  /** Until when another case's mail is being written, which this one may yet join. */
  readonly joinsUntil?: string;
}

/** No mail waits longer than this for the others. */
const mostMs = 3_600_000;

/** Reads what the incident has said to the case's customer, and whether it will say more in a moment. */
export async function incidentTurn(record: CaseRecord, { customer }: Order, now: Date): Promise<IncidentTurn> {
  const incidentId = incidentOf(record);
  if (!incidentId) return { told: false, theirs: [] };
  const [incident, { told, cases: theirs, mail }] = await Promise.all([
    incidentsOf.read(incidentId),
    people.of(incidentId, customer.customerId),
  ]);
  const others = theirs.filter(({ caseId }) => caseId !== record.caseId);
  const records = await Promise.all(others.map(({ orderId, caseId }) => cases.read(orderId, caseId)));
  const settling = records.flatMap((other) => (other?.state === 'detected' ? [other.settleUntil] : []));
  const from = lastTurn(settling, mostMs, now);
  return {
    told,
    theirs,
    ...(incident?.state === 'open' && { open: incidentId }),
    ...(from && { from: from.toISOString() }),
    ...(mail && mail.by !== record.caseId && mail.until > now.toISOString() && { joinsUntil: mail.until }),
  };
}

/** What an errand has in common with others of the case's incident: one mail while it is open, one alert of its kind. */
export async function inTheIncident(
  { record, order }: Pick<Rows, 'record' | 'order'>,
  { open, told }: IncidentTurn,
  { key, notice, ofIncident, alertsOncePerIncident, outgoing = [] }: Errand,
  at: Date,
): Promise<{ items: TransactItem[]; outgoing: readonly Outgoing[] }> {
  const incidentId = incidentOf(record);
  const tells = open && notice && ofIncident && !told ? [people.toldItem(open, order.customer.customerId, at)] : [];
  if (!incidentId || !alertsOncePerIncident) return { items: tells, outgoing };
  if (await people.isAlerted(incidentId, key)) {
    return { items: tells, outgoing: outgoing.filter(({ kind }) => kind !== 'alert') };
  }
  const forAll = outgoing.map((each) =>
    each.kind === 'alert' ? { ...each, text: standsForAll(each.text, incidentId) } : each,
  );
  return { items: [...tells, people.alertedItem(incidentId, key, at)], outgoing: forAll };
}

const standsForAll = (text: string, incidentId: string) =>
  `${text}\nThis is told once for ${incidentId}: look at its other cases, too.`;
