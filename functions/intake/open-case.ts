import type { Finding, InstalledType } from '#functions/exception-types/exception-type.ts';
import { type OrderFile, openCases } from '#shared/adapters/order-file.ts';
import { startRun } from '#shared/adapters/workflows.ts';
import { caseAlert } from '#shared/domain/case-alert.ts';
import { type CaseRecord, loopGuard } from '#shared/domain/case-record.ts';
import { caseIdOf, caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import { modeOf, type Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Outgoing } from '#shared/domain/outgoing.ts';
import type { Desk, Look } from './desk.ts';
import { noteOpened } from './mass-cause.ts';
import { noteCaseBehind } from './outages.ts';
import { requestReplenishment } from './replenishment.ts';

/** A case must have been started by then, or the sweep starts it. */
const startGraceSeconds = 120;

/**
 * Opens the case of a finding and starts its run: row with report first, then the run by name, then the mark. Each step
 * may be repeated; the row is the guard against a second run.
 * @returns the order's file with that case in it, for what else was found in the same look
 */
export async function openCase(
  desk: Desk,
  type: InstalledType,
  order: Order,
  finding: Finding,
  { now, operations, file }: Look & { readonly file: OrderFile },
): Promise<OrderFile> {
  const { cases } = desk;
  const { customerId } = order.customer;
  const caseId = caseIdOf(type.key, order.orderId, finding.causeKey);
  const known = file.cases.find((each) => each.caseId === caseId);
  // A run that has started stays started.
  if (known?.startedAt) return file;
  if (!known && (isParked(file) || isPart(file, type, finding))) return file;
  if (!known && finding.absentSince && !isDue(operations, type, order, finding.absentSince)) return file;
  const loops = openedLately(file, now) >= casesPerDay;
  const record = known ?? (await recordOf(desk, type, { caseId, order, finding, now, loops }));
  // Whoever opened it since the file was read is refused here, and the start below is theirs as well as ours.
  if (!known && (await cases.open(record, announcement(record, order)))) {
    if (type.outage) await noteCaseBehind(desk, type, { ...record, customerId, behind: finding.behind }, now);
    else await noteOpened(desk, type.key, finding.behind, now, { caseId, orderId: order.orderId, customerId });
    if (type.stock && modeOf(operations, type.key, now) === 'automatic') {
      for (const sku of finding.behind) await requestReplenishment(desk, type, sku, now);
    }
  }
  await startRun(`${desk.machineArnPrefix}${type.key}`, caseId, { caseId, orderId: order.orderId });
  await cases.markStarted(record, now);
  const started = { ...record, startedAt: now.toISOString() };
  return { ...file, cases: [...file.cases.filter((each) => each !== known), started] };
}

/** Of what stands behind a case its row keeps so many. */
const mostBehind = 10;

/** An order with more cases than this in 24 hours is in a loop: staff look at it, and no further case opens meanwhile. */
const casesPerDay = 5;

const isParked = (file: OrderFile) => openCases(file).some(({ reasonCode }) => reasonCode === loopGuard);

const isPart = (file: OrderFile, { key }: InstalledType, { partOf }: Finding) =>
  partOf !== undefined && openCases(file).some(({ type, causeKey }) => type === key && causeKey === partOf);

/** Something was to be written, since `since`: the type was live, and the channel is our own to be paid through. */
function isDue({ types, channels }: Operations, { key }: InstalledType, { channel }: Order, since: string): boolean {
  return (types[key]?.goLiveAt ?? '') <= since && channels[channel]?.refundBy === 'us';
}

function openedLately({ cases }: OrderFile, now: Date): number {
  const since = new Date(now.getTime() - 86_400_000).toISOString();
  return cases.filter(({ openedAt }) => openedAt > since).length;
}

interface Opening {
  readonly caseId: string;
  readonly order: Order;
  readonly finding: Finding;
  readonly now: Date;
  /** One case too many: staff get it at once. */
  readonly loops: boolean;
}

async function recordOf(
  desk: Desk,
  type: InstalledType,
  { caseId, order, finding, now, loops }: Opening,
): Promise<CaseRecord> {
  const at = now.toISOString();
  const behind = finding.behind.slice(0, mostBehind);
  const incidentId = await desk.incidents.openOf(type.key, type.outage ? behind : []);
  const others = type.stock
    ? await othersWaiting(desk, finding.behind, order)
    : incidentId && (await desk.incidents.oneMore(incidentId));
  const { orderId, currencyCode } = order;
  return {
    pk: caseKeys.order(orderId),
    sk: caseKeys.case(caseId),
    entity: 'case',
    caseId,
    orderId,
    type: type.key,
    causeKey: finding.causeKey,
    causeCode: finding.causeCode,
    ...(finding.subject && { subject: finding.subject }),
    ...(loops && { reasonCode: loopGuard }),
    severity: finding.severity,
    state: 'detected',
    version: 1,
    auditSequence: 1,
    openedAt: at,
    settleUntil: new Date(now.getTime() + type.settleSeconds * 1000).toISOString(),
    ...(behind.length > 0 && { behind }),
    ...(incidentId && { incidentId }),
    done: {},
    news: {},
    newsSequence: 0,
    reminders: 0,
    messages: 0,
    owner: 'workflow',
    dueShard: dueShardOf(caseId),
    dueAt: new Date(now.getTime() + startGraceSeconds * 1000).toISOString(),
    openedShard: `${type.key}#${at.slice(0, 7)}#${dueShardOf(caseId).slice(4)}`,
    reports: [
      {
        version: 1,
        at,
        causeCode: finding.causeCode,
        impact: {
          ...finding.impact,
          currencyCode,
          ...(typeof others === 'number' && { otherOrders: others, customers: 1 + others }),
        },
      },
    ],
    expiresAt: expiryOf(now),
  };
}

async function othersWaiting({ demand }: Desk, skus: readonly string[], order: Order): Promise<number> {
  const counts = await Promise.all(skus.slice(0, 10).map((sku) => demand.backlog(sku)));
  const own = order.lines.some(({ sku }) => skus.includes(sku)) ? 1 : 0;
  return Math.max(0, ...counts.map(({ orders }) => orders - own));
}

/**
 * What opening tells the world; inside an incident its one alert stands for all. Where one thing may stand behind many
 * cases, a case has its own alert only when it has lasted and turned out not to be one of them.
 */
function announcement(record: CaseRecord, { orderNumber }: Order): Outgoing[] {
  const { type, causeCode, severity, behind, incidentId } = record;
  const detected: Outgoing = { kind: 'event', detailType: 'ExceptionDetected', detail: { type, causeCode, severity } };
  return incidentId || behind ? [detected] : [detected, caseAlert(record, orderNumber)];
}
