import { transact } from '#shared/adapters/document-client.ts';
import type { CaseOf } from '#shared/adapters/outage-tally.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { Desk } from './desk.ts';

/**
 * It belongs to the incident from now on: its alert and its question are the incident's. Of one that has asked already only
 * the link is kept, by which it is looked at again when the incident is over.
 */
export async function join({ cases, incidents }: Desk, incidentId: string, of: CaseOf, now: Date): Promise<void> {
  const { orderId, caseId } = of;
  await incidents.attachCase(incidentId, of, now);
  for (let overtaken = 0; overtaken < 3; overtaken++) {
    const record = await cases.read(orderId, caseId);
    if (!record || isClosed(record.state) || record.askedAt || record.incidentId) return;
    const move = { to: record.state, at: now, by: 'detector', because: incidentId, changes: { incidentId } } as const;
    if ((await transact(cases.moveItems(record, move))).written) return;
  }
}
