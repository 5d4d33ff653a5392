import type { Incident } from '#shared/adapters/incidents.ts';
import { isClosed } from '#shared/domain/case.ts';
import { type Clerk, type Done, pauseNote, trail, write } from './clerk.ts';
import { dossierOf } from './dossier.ts';
import { refused } from './refusal.ts';
import { stepWords } from './standing.ts';
import { minuteOf } from './values.ts';

/** Lets the questions go that an incident holds back: all of them by the incident's id, or one by its case. */
export async function release(clerk: Clerk, id: string): Promise<Done> {
  const incident = await clerk.desk.incidents.read(id);
  if (incident) return releaseIncident(clerk, incident);
  if (id.startsWith('incident-')) throw refused(`no incident "${id}". ${await openOnes(clerk)}`);
  return releaseCase(clerk, id);
}

async function openOnes({ desk }: Clerk): Promise<string> {
  const open = (await desk.incidents.list()).filter(({ state }) => state === 'open');
  return open.length > 0 ? `Open: ${open.map(({ incidentId }) => incidentId).join(', ')}` : 'No incident is open';
}

async function releaseIncident(clerk: Clerk, incident: Incident): Promise<Done> {
  const { incidentId, type, state, releasedAt, cases } = incident;
  if (state === 'released') throw refused(`${incidentId} was released ${minuteOf(releasedAt)}`);
  await clerk.confirm([`${incidentId}: ${cases} cases at least; the questions that it held back go to customers.`]);
  const { now, operations } = await clerk.desk.present();
  const written = await clerk.desk.incidents.release(incident, now, [
    { kind: 'event', detailType: 'IncidentClosed', detail: { incidentId, type } },
  ]);
  if (!written) throw refused(`${incidentId} was released by somebody else meanwhile`);
  return {
    summary: `Released: ${incidentId}.`,
    next: [
      'The questions that it held back go out, each unless its cause has gone.',
      ...pauseNote({ operations, now }),
    ],
    details: { incidentId, type },
  };
}

async function releaseCase(clerk: Clerk, id: string): Promise<Done> {
  const dossier = await dossierOf(clerk.desk, id);
  const { record } = dossier.file;
  const { caseId, orderId, state, pending } = record;
  if (isClosed(state) || pending?.reason !== 'incident') {
    throw refused(`no incident holds back case ${caseId}. Where it stands: npm run case -- show ${caseId}`);
  }
  const { step } = pending;
  await clerk.confirm([`${caseId}: ${stepWords(step)}, though the incident goes on for the others.`]);
  const { now } = await clerk.desk.present();
  await write(
    [
      clerk.desk.cases.releaseItem(record, step, clerk.code, now),
      ...trail(clerk.desk, record, {
        by: clerk.code,
        because: `released: ${step}`,
        at: now,
        changes: { owner: 'workflow' },
      }),
    ],
    caseId,
  );
  return {
    summary: `Released: case ${caseId}, the others of its incident still wait.`,
    next: ['It goes on within seconds.', ...pauseNote(dossier)],
    details: { caseId, orderId, step },
  };
}
