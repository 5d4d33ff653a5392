import type { InstalledType, OutageRules, RowChange } from '#functions/exception-types/exception-type.ts';
import type { Incident } from '#shared/adapters/incidents.ts';
import type { CaseOf } from '#shared/adapters/outage-tally.ts';
import { incidentIdOf } from '#shared/domain/identity.ts';
import { isBackInOrder, isOutOfOrder, usualRateOf } from '#shared/domain/outage.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { SourceTable } from '#shared/domain/primitives.ts';
import { join } from './children.ts';
import type { Desk } from './desk.ts';
import { isMended } from './mass-cause.ts';

type Watched = InstalledType & Required<Pick<InstalledType, 'outage'>>;

const isWatched = (type: InstalledType): type is Watched => type.outage !== undefined;

/** What a changed row says of what stands behind it is counted; an incident opens or closes by the rate. */
export async function noteChange(desk: Desk, table: SourceTable, change: RowChange, now: Date): Promise<void> {
  for (const type of desk.types.filter(isWatched)) {
    const signal = type.outage.signals[table]?.(change);
    if (!signal) continue;
    const { behind, worked } = signal;
    await desk.tally.count({ type: type.key, behind }, { worked }, now);
    await (worked ? closeIfOver(desk, type, behind, now) : openIfOut(desk, type, behind, now));
  }
}

/** A case has opened: it belongs to the incident of what stands behind it, if there is or will be one. */
export async function noteCaseBehind(desk: Desk, type: InstalledType, opened: OpenedBehind, now: Date): Promise<void> {
  if (!isWatched(type)) return;
  const { behind, incidentId, orderId, caseId, customerId } = opened;
  if (incidentId) await desk.incidents.attachCase(incidentId, opened, now);
  for (const each of behind) {
    await desk.tally.noteCase({ type: type.key, behind: each }, { orderId, caseId, customerId }, now);
    if (!type.outage.casesCount?.(each)) continue;
    await desk.tally.count({ type: type.key, behind: each }, { worked: false }, now);
    await openIfOut(desk, type, each, now);
  }
}

export interface OpenedBehind extends CaseOf {
  readonly behind: readonly string[];
  readonly incidentId?: string | undefined;
}

async function openIfOut(desk: Desk, { key: type, outage }: Watched, behind: string, now: Date): Promise<void> {
  const { incidents, tally } = desk;
  const of = { type, behind };
  if (await incidents.openOf(type, [behind])) return;
  const { thresholds } = outage;
  const released = await incidents.releasedAt(type, behind);
  const sinceRelease = released ? (now.getTime() - Date.parse(released)) / 60_000 : Number.POSITIVE_INFINITY;
  const minutes = Math.min(thresholds.windowMinutes, Math.floor(sinceRelease));
  const window = await tally.within(of, minutes, now);
  // As bad as it must be even for what hardly ever fails: only then does it matter how often this does.
  if (!isOutOfOrder(window, 0, thresholds)) return;
  const usual = usualRateOf(await tally.before(of, thresholds, now), thresholds);
  if (!isOutOfOrder(window, usual, thresholds)) return;
  const opened = await tally.casesWithin(of, minutes, now);
  const incident: Incident = {
    incidentId: incidentIdOf(type, behind, now),
    type,
    behind,
    state: 'open',
    openedAt: now.toISOString(),
    cases: opened.length,
    causes: 1,
  };
  const quietAt = new Date(now.getTime() + thresholds.quietMinutes * 60_000);
  const written = await incidents.open(incident, announcement(incident, window, outage), quietAt);
  if (written) for (const each of opened) await join(desk, incident.incidentId, each, now);
}

async function closeIfOver(desk: Desk, { key: type, outage }: Watched, behind: string, now: Date): Promise<void> {
  const { incidents, tally } = desk;
  const incidentId = await incidents.openBehind(type, behind);
  const incident = incidentId && (await incidents.read(incidentId));
  if (!incident) return;
  const of = { type, behind };
  const { thresholds } = outage;
  const window = await tally.within(of, thresholds.windowMinutes, now);
  const usual = usualRateOf(await tally.before(of, thresholds, new Date(incident.openedAt)), thresholds);
  if (isBackInOrder(window, usual, thresholds)) await incidents.release(incident, now, [over(incident)]);
}

/** The sweep's occasion: nothing has failed for so long, or so little is left of it, that the incident is over. @returns whether it is */
export async function closeIfQuiet(desk: Desk, incidentId: string, now: Date): Promise<boolean> {
  const incident = await desk.incidents.read(incidentId);
  if (!incident || incident.state === 'released') return true;
  if (!(await (incident.behind ? isQuiet(desk, incident, incident.behind, now) : isMended(desk, incident))))
    return false;
  await desk.incidents.release(incident, now, [over(incident)]);
  return true;
}

async function isQuiet({ types, tally }: Desk, { type: key }: Incident, behind: string, now: Date): Promise<boolean> {
  const type = types.filter(isWatched).find((each) => each.key === key);
  // Nothing counts any more what fails behind a type that is gone.
  if (!type) return true;
  const { bad } = await tally.within({ type: key, behind }, type.outage.thresholds.quietMinutes, now);
  return bad === 0;
}

const over = ({ incidentId, type, behind }: Incident): Outgoing => ({
  kind: 'event',
  detailType: 'IncidentClosed',
  detail: { incidentId, type, ...(behind && { behind }) },
});

function announcement(
  { incidentId, type, behind, cases }: Incident,
  { good, bad }: { good: number; bad: number },
  { thresholds: { windowMinutes }, holdsBack }: OutageRules,
): Outgoing[] {
  return [
    {
      kind: 'event',
      detailType: 'IncidentOpened',
      detail: { incidentId, type, cases, causes: 1, ...(behind && { behind }) },
    },
    {
      kind: 'alert',
      severity: 'critical',
      subject: `${type}: incident ${incidentId}`,
      text: [
        `${behind}: ${bad} of ${good + bad} failed within ${windowMinutes} minutes, far more than usual. ${cases} cases so far.`,
        (holdsBack?.(behind ?? '') ?? true)
          ? 'Their questions wait, and those of every case that opens behind it; nobody who was asked before is reminded, and none has an alert of its own.'
          : 'Each of their customers is told once; no case behind it has an alert of its own. Ask whoever is behind it, once for all.',
        'It ends by itself when the failures do, and every case is looked at again. To end it before:',
        `npm run case -- release ${incidentId}`,
      ].join('\n'),
    },
  ];
}
