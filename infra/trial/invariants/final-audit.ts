import { auditEntry, differenceFromTrail } from '#shared/domain/audit.ts';
import { parseCase } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { ExpiredRows } from '../observation/expired-rows.ts';
import type { Tables } from '../shop/tables.ts';
import type { Findings } from './findings.ts';
import { isOpenState } from './watch-cases.ts';

type Row = Readonly<Record<string, unknown>>;

/** How the orders stand when time is up. */
export interface Ending {
  readonly complete: number;
  readonly cancelled: number;
  /** Not settled, and a case with an owner and a due time stands for it. */
  readonly openWithCase: number;
  /** Not settled, and staff have closed a case of it: how it ends is theirs. */
  readonly closedByStaff: number;
  readonly lost: readonly string[];
}

/** The refunds by where they stand, amounts in minor units by currency. */
export interface RefundFigures {
  readonly requested: number;
  readonly settled: number;
  readonly failed: number;
  readonly underway: number;
  readonly settledMinor: Readonly<Record<string, number>>;
}

interface Seen {
  /** Ids of the orders that the shop has written. */
  readonly written: ReadonlySet<string>;
  /** How often each refund was requested on the bus, by its id. */
  readonly refundsRequested: ReadonlyMap<string, number>;
  readonly expired: Pick<ExpiredRows, 'rows'>;
}

/**
 * What the tables hold at the end, and what they held until it expired, held against each other: cases, audit trails,
 * refunds, payments, shelves.
 */
export async function auditTables(
  tables: Pick<Tables, 'rows'>,
  findings: Findings,
  { written, refundsRequested, expired }: Seen,
): Promise<{ ending: Ending; refunds: RefundFigures }> {
  const items = new CaseItems();
  for (const row of expired.rows) items.note(row);
  for await (const row of tables.rows('Cases')) items.note(row);
  for (const item of items.cases.values()) auditTrail(item, items.trails.get(String(item.caseId)) ?? [], findings);
  for (const refund of items.refunds) auditRefund(refund, items.decisions, refundsRequested, findings);
  findings.check('quarantine', '', undefined);
  for (const { pk, keys, code, field } of items.quarantined) {
    findings.check('quarantine', '', `${String(pk)}: ${String(keys)} ${String(code)} ${String(field)}`);
  }
  await auditPayments(tables, items.refunds, findings);
  return { ending: await auditOrders(tables, { items, written }, findings), refunds: refundFigures(items.refunds) };
}

function refundFigures(refunds: readonly Row[]): RefundFigures {
  const inState = (wanted: string) => refunds.filter(({ state }) => state === wanted);
  const settledMinor: Record<string, number> = {};
  for (const { currency, amount } of inState('settled')) {
    settledMinor[String(currency)] = (settledMinor[String(currency)] ?? 0) + Number(amount);
  }
  const settled = inState('settled').length;
  const failed = inState('failed').length;
  return { requested: refunds.length, settled, failed, underway: refunds.length - settled - failed, settledMinor };
}

class CaseItems {
  readonly cases = new Map<string, Row>();
  readonly trails = new Map<string, Row[]>();
  readonly decisions = new Map<string, Row>();
  readonly refunds: Row[] = [];
  readonly quarantined: Row[] = [];

  note(row: Row): void {
    const caseId = String(row.caseId);
    if (row.entity === 'case') this.cases.set(caseId, row);
    else if (row.entity === 'decision') this.decisions.set(caseId, row);
    else if (row.entity === 'quarantine') this.quarantined.push(row);
    else if (row.entity === 'refund') this.refunds.push(row);
    else if (row.entity === 'audit') {
      const [, audited = ''] = /^CASE#(.+)#AUDIT#/.exec(String(row.sk)) ?? [];
      this.trails.set(audited, [...(this.trails.get(audited) ?? []), row]);
    }
  }
}

/** Without a gap, along the table of moves, and to the record that is stored. */
function auditTrail(stored: Row, trail: readonly Row[], findings: Findings): void {
  const entries = trail.map((row) => auditEntry.parse(row));
  findings.check('audit', String(stored.orderId), differenceFromTrail(parseCase(stored), entries));
}

function auditRefund(
  refund: Row,
  decisions: ReadonlyMap<string, Row>,
  requested: ReadonlyMap<string, number>,
  findings: Findings,
): void {
  const refundId = String(refund.refundId);
  const decision = decisions.get(String(refund.caseId));
  const granted = decision?.phase === 'final' && decision.answerId === refund.decisionId;
  const events = requested.get(refundId) ?? 0;
  findings.check(
    'refunds',
    String(refund.orderId),
    granted && events === 1
      ? undefined
      : `${refundId}: ${granted ? 'granted' : 'without a final decision that grants it'}, ${events} requests on the bus`,
  );
}

/** What a payment says is pending and refunded is what its refund rows add up to. */
async function auditPayments(tables: Pick<Tables, 'rows'>, refunds: readonly Row[], findings: Findings): Promise<void> {
  const sums = new Map<string, { pending: number; refunded: number }>();
  for (const { orderId, paymentAttemptId, state, amount } of refunds) {
    const key = `${String(orderId)} ${String(paymentAttemptId)}`;
    const sum = sums.get(key) ?? { pending: 0, refunded: 0 };
    if (state === 'settled') sum.refunded += Number(amount);
    else if (state !== 'failed') sum.pending += Number(amount);
    sums.set(key, sum);
  }
  for await (const row of tables.rows('Payments')) {
    const { orderId, attemptId, pendingRefundMinor, refundedMinor } = row as unknown as Payment;
    const { pending, refunded } = sums.get(`${orderId} ${attemptId}`) ?? { pending: 0, refunded: 0 };
    findings.check(
      'refunds',
      orderId,
      pending === pendingRefundMinor && refunded === refundedMinor
        ? undefined
        : `${attemptId}: pending ${pendingRefundMinor} and refunded ${refundedMinor}, its refunds say ${pending} and ${refunded}`,
    );
  }
}

async function auditOrders(
  tables: Pick<Tables, 'rows'>,
  { items, written }: { items: CaseItems; written: ReadonlySet<string> },
  findings: Findings,
): Promise<Ending> {
  const ordersOf = (wanted: (row: Row) => boolean) =>
    new Set([...items.cases.values()].filter(wanted).map(({ orderId }) => String(orderId)));
  const answered = ordersOf(isLookedAfter);
  const byStaff = ordersOf(({ state }) => state === 'closed-by-staff');
  const missing = new Set(written);
  const held = new Map<string, number>();
  const ending = { complete: 0, cancelled: 0, openWithCase: 0, closedByStaff: 0, lost: [] as string[] };
  for await (const row of tables.rows('Orders')) {
    const order = row as unknown as Order;
    missing.delete(order.orderId);
    noteHeld(order, held);
    if (order.orderState === 'Complete') ending.complete++;
    else if (order.orderState === 'Cancelled') ending.cancelled++;
    else if (answered.has(order.orderId)) ending.openWithCase++;
    else if (byStaff.has(order.orderId)) ending.closedByStaff++;
    else ending.lost.push(order.orderId);
  }
  ending.lost.push(...missing);
  for (const orderId of written) {
    findings.check(
      'nothing-lost',
      orderId,
      ending.lost.includes(orderId) ? 'neither settled nor in an open case' : undefined,
    );
  }
  await auditShelves(tables, held, findings);
  return ending;
}

const isLookedAfter = ({ state, owner, dueAt }: Row) => isOpenState(state) && Boolean(owner) && Boolean(dueAt);

function noteHeld(order: Order, held: Map<string, number>): void {
  for (const { sku, reservations } of order.lines) {
    for (const { locationId, quantity, state } of reservations) {
      if (state !== 'held') continue;
      const key = `${sku} ${locationId}`;
      held.set(key, (held.get(key) ?? 0) + quantity);
    }
  }
}

async function auditShelves(
  tables: Pick<Tables, 'rows'>,
  held: ReadonlyMap<string, number>,
  findings: Findings,
): Promise<void> {
  for await (const { sku, locationId, committed } of tables.rows('Inventory')) {
    const promised = held.get(`${String(sku)} ${String(locationId)}`) ?? 0;
    findings.check(
      'reservations',
      `(shelf ${String(sku)})`,
      promised === committed ? undefined : `${String(committed)} committed, the orders hold ${promised}`,
    );
  }
}
