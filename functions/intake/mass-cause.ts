import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Desk } from './desk.ts';

/** Counts what has gone wrong, and opens an incident when it is too much at once to be many separate cases. */
export async function noteOpened(
  desk: Desk,
  type: string,
  behind: readonly string[],
  now: Date,
  opened = 1,
): Promise<void> {
  const { incidents, openOrders, settings } = desk;
  const { windowMinutes, causes, share, minimumCases } = settings.massCause;
  if (behind.length === 0 || (await incidents.openOf(type))) return;
  await incidents.count(type, behind, opened, now);
  const start = new Date(now.getTime() - windowMinutes * 60_000).toISOString();
  const released = (await incidents.releasedAt(type)) ?? '';
  const recent = await incidents.openedWithin(type, new Date(start > released ? start : released), now);
  const many = recent.causes > causes;
  const large = recent.cases >= minimumCases && recent.cases > share * (await openOrders.count());
  if (!many && !large) return;
  const incidentId = `incident-${type}-${now.toISOString().slice(0, 16).replace(/\D/g, '')}`;
  await incidents.open(
    { incidentId, type, state: 'open', openedAt: now.toISOString(), ...recent },
    announcement(incidentId, type, recent, windowMinutes),
  );
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
        'No question goes out to customers until it is released. Look at the source first, then:',
        `npm run case -- release ${incidentId}`,
      ].join('\n'),
    },
  ];
}
