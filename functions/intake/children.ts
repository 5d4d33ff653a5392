import { transact } from '#shared/adapters/document-client.ts';
import type { CaseOf } from '#shared/adapters/outage-tally.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { Desk } from './desk.ts';

/** A child of the incident, found by the incident and by its customer. */
export async function link({ incidents, people }: Desk, incidentId: string, of: CaseOf, now: Date): Promise<void> {
  const { orderId, caseId, customerId } = of;
  await incidents.attach(incidentId, { kind: 'case', orderId, caseId }, now);
  await people.note(incidentId, customerId, of, now);
}

/**
 * It belongs to the incident from now on: its alert and its question are the incident's. Of one that has asked already only
 * the link is kept, by which it is looked at again when the incident is over.
 */
export async function join(desk: Desk, incidentId: string, of: CaseOf, now: Date): Promise<void> {
  const { cases } = desk;
  const { orderId, caseId } = of;
  await link(desk, incidentId, of, now);
  for (let overtaken = 0; overtaken < 3; overtaken++) {
    const record = await cases.read(orderId, caseId);
    if (!record || isClosed(record.state) || record.askedAt || record.incidentId) return;
    const move = { to: record.state, at: now, by: 'detector', because: incidentId, changes: { incidentId } } as const;
    if ((await transact(cases.moveItems(record, move))).written) return;
  }
}
