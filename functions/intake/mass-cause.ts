import type { Incident } from '#shared/adapters/incidents.ts';
import type { CaseOf } from '#shared/adapters/outage-tally.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import { join } from './children.ts';
import type { Desk } from './desk.ts';

/** The sweep looks so long after the opening, and then every hour, whether the source has been mended. */
const lookAfterMinutes = 60;
/** So little of it may be left when the source has been mended: true shortages among many that were none. */
const shareLeft = 0.1;

/** Counts what has gone wrong (`of` = the case that it opened, if it did), and opens an incident when it is too much at once to be many separate cases. */
export async function noteOpened(
  desk: Desk,
  type: string,
  behind: readonly string[],
  now: Date,
  of?: CaseOf,
): Promise<void> {
  const { incidents, openOrders, settings } = desk;
  const { windowMinutes, causes, share, minimumCases } = settings.massCause;
  if (behind.length === 0) return;
  const open = await incidents.openOf(type);
  if (open) return of && incidents.attachCase(open, of, now);
  await incidents.count(type, behind, now, of);
  const start = new Date(now.getTime() - windowMinutes * 60_000).toISOString();
  const released = (await incidents.releasedAt(type)) ?? '';
  const { opened, ...recent } = await incidents.openedWithin(type, new Date(start > released ? start : released), now);
  const many = recent.causes > causes;
  const large = recent.cases >= minimumCases && recent.cases > share * (await openOrders.count());
  if (!many && !large) return;
  const incidentId = `incident-${type}-${now.toISOString().slice(0, 16).replace(/\D/g, '')}`;
  const written = await incidents.open(
    { incidentId, type, state: 'open', openedAt: now.toISOString(), ...recent },
    announcement(incidentId, type, recent, windowMinutes),
    new Date(now.getTime() + lookAfterMinutes * 60_000),
  );
  if (written) for (const each of opened) await join(desk, incidentId, each, now);
}

/** Almost every case of the incident has ended by itself, and almost every shelf that was left alone holds what is promised. */
export async function isMended({ cases, incidents, tables }: Desk, { incidentId }: Incident): Promise<boolean> {
  let [all, left] = [0, 0];
  let after: string | undefined;
  do {
    const page = await incidents.linked(incidentId, after);
    const standing = await Promise.all(
      page.links.map(async ({ orderId, caseId, sku, locationId }) => {
        if (sku) return (await tables.stockOf(sku)).some((row) => row.locationId === locationId && row.available < 0);
        const record = orderId && caseId ? await cases.read(orderId, caseId) : undefined;
        return record !== undefined && !isClosed(record.state);
      }),
    );
    all += standing.length;
    left += standing.filter(Boolean).length;
    after = page.next;
  } while (after);
  return all > 0 && left <= all * shareLeft;
}

function announcement(
  incidentId: string,
  type: string,
  { cases, causes }: { cases: number; causes: number },
  windowMinutes: number,
): Outgoing[] {
  return [
    { kind: 'event', detailType: 'IncidentOpened', detail: { incidentId, type, cases, causes } },
    {
      kind: 'alert',
      severity: 'critical',
      subject: `${type}: incident ${incidentId}`,
      text: [
        `${cases} cases by ${causes} causes within ${windowMinutes} minutes look like one cause: a broken feed, a wrong count.`,
        'No question goes out to customers, and no case has an alert of its own, until it is over.',
        'Look at the source first: once that is mended and almost all of its cases have ended by it, it ends by itself.',
        'If they are true, let their questions go:',
        `npm run case -- release ${incidentId}`,
      ].join('\n'),
    },
  ];
}
