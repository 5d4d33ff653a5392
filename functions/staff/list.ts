import { orderNumbers, type Quarantined } from '#shared/adapters/case-files.ts';
import type { Incident } from '#shared/adapters/incidents.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { isPaused } from '#shared/domain/operations.ts';
import { sourceTables } from '#shared/domain/primitives.ts';
import { monthAsked, typesAsked } from './asked.ts';
import type { Desk } from './desk.ts';

export interface ListOptions {
  readonly owner?: CaseRecord['owner'] | undefined;
  readonly type?: string | undefined;
  /** Closed ones too, of one month. */
  readonly all: boolean;
  /** `yyyy-mm`; nothing = the present one. */
  readonly month?: string | undefined;
  readonly limit: number;
}

/** A case in a list; moments are instants. */
export interface Listed {
  readonly caseId: string;
  readonly orderId: string;
  readonly orderNumber: string | undefined;
  readonly type: string;
  readonly state: CaseRecord['state'];
  readonly owner: CaseRecord['owner'];
  /** What it waits for, in a code or two. */
  readonly waitsFor: string;
  readonly openedAt: string;
  readonly dueAt: string | undefined;
}

export interface CaseList {
  readonly pausedSince: string | undefined;
  readonly incidents: readonly Incident[];
  readonly cases: readonly Listed[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

/** Open incidents, and the cases that are wanted: open ones oldest due first, or all of a month. */
export async function list(desk: Desk, options: ListOptions): Promise<CaseList> {
  const { owner, type, all, limit } = options;
  const types = typesAsked(desk, type, `--type ${type}`);
  const wanted = (record: CaseRecord) => (!owner || record.owner === owner) && (!type || record.type === type);
  const [{ operations, now }, incidents] = await Promise.all([desk.present(), desk.incidents.list()]);
  const month = monthAsked(options.month, now);
  const { records, more } = all
    ? await desk.files.opened(types, month, wanted, limit)
    : await desk.files.open(wanted, limit);
  const numbers = await orderNumbers(
    desk.place.tables.orders,
    records.map(({ orderId }) => orderId),
  );
  const at = now.toISOString();
  const on = operations.pauses.find(({ from, to }) => from <= at && (!to || at < to));
  return {
    pausedSince: isPaused(operations, now) ? on?.from : undefined,
    incidents: incidents.filter(({ state }) => state === 'open'),
    cases: records.map((record) => listed(record, numbers.get(record.orderId))),
    more,
  };
}

const listed = (record: CaseRecord, orderNumber: string | undefined): Listed => ({
  caseId: record.caseId,
  orderId: record.orderId,
  orderNumber,
  type: record.type,
  state: record.state,
  owner: record.owner,
  waitsFor: waitsFor(record),
  openedAt: record.openedAt,
  dueAt: record.closedAt ? undefined : record.dueAt,
});

function waitsFor({ state, pending, reasonCode, waitUntil, answerDue, closedAt }: CaseRecord): string {
  if (closedAt) return `closed ${closedAt.slice(0, 10)}`;
  if (state === 'needs-staff') return reasonCode ?? 'a decision';
  if (pending) return pending.reason === 'approve' ? `approval: ${pending.step.split('-')[0]}` : pending.reason;
  if (state === 'asking') return `answer until ${answerDue?.slice(0, 16).replace('T', ' ')}`;
  if (state === 'waiting') return `goods until ${waitUntil?.slice(0, 10)}`;
  return state === 'refunding' ? 'refund' : '';
}

/** Sources of what can be set aside besides the tables: what could not be sent, and what came in. */
const otherSources = ['outbox', 'events'];

export const quarantine = (desk: Desk, limit: number): Promise<readonly Quarantined[]> =>
  desk.files.quarantined([...sourceTables, ...otherSources]).then((rows) => rows.slice(0, limit));
