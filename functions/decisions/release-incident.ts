import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { transact } from '#shared/adapters/document-client.ts';
import type { IncidentLink, Incidents } from '#shared/adapters/incidents.ts';
import { steps } from '#shared/domain/case.ts';

interface Desk {
  readonly cases: CasesTable;
  readonly incidents: Incidents;
  readonly demandQueueUrl: string;
}

/** Staff have released an incident: the questions that it held go out, and the shelves that it left alone are walked. */
export async function goOnAfter(desk: Desk, incidentId: string, at: Date): Promise<void> {
  let after: string | undefined;
  do {
    const page = await desk.incidents.linked(incidentId, after);
    for (const link of page.links) await goOn(desk, incidentId, link, at);
    after = page.next;
  } while (after);
}

async function goOn({ cases, demandQueueUrl }: Desk, incidentId: string, link: IncidentLink, at: Date): Promise<void> {
  const { caseId, orderId, sku, locationId } = link;
  if (sku && locationId) return sendDemandJob(demandQueueUrl, { sku, locationId }, incidentId);
  const record = caseId && orderId ? await cases.read(orderId, caseId) : undefined;
  if (record) await transact([cases.releaseItem(record, steps.ask, incidentId, at)]);
}
