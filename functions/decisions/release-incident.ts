import type { CasesTable } from '#shared/adapters/cases-table.ts';
import { sendDemandJob } from '#shared/adapters/demand-queue.ts';
import { transact } from '#shared/adapters/document-client.ts';
import type { IncidentLink, Incidents } from '#shared/adapters/incidents.ts';
import { isClosed } from '#shared/domain/case.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';

interface Desk {
  readonly cases: CasesTable;
  readonly incidents: Incidents;
  readonly demandQueueUrl: string;
}

/** An incident is over: the questions that it held go out, and the shelves that it left alone are walked. */
export async function goOnAfter(desk: Desk, incidentId: string, at: Date): Promise<void> {
  let after: string | undefined;
  do {
    const page = await desk.incidents.linked(incidentId, after);
    for (const link of page.links) await goOn(desk, incidentId, link, at);
    after = page.next;
  } while (after);
}

/** Each case looks again at how its order stands now: a question goes out only where there still is one. */
async function goOn({ cases, demandQueueUrl }: Desk, incidentId: string, link: IncidentLink, at: Date): Promise<void> {
  const { caseId, orderId, sku, locationId } = link;
  if (sku && locationId) return sendDemandJob(demandQueueUrl, { sku, locationId }, incidentId);
  if (!caseId || !orderId) return;
  for (let overtaken = 0; overtaken < 5; overtaken++) {
    const record = await cases.read(orderId, caseId);
    if (!record || isClosed(record.state)) return;
    if ((await transact(cases.newsItems(record, at, `${incidentId} is over`))).written) return;
  }
  throw new ConcurrentWrite(`case ${caseId} kept changing while ${incidentId} was released`);
}
