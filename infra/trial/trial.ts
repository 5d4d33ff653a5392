import { boot, type LocalRuntime, type WarmEnvironments } from '#infra/local-runtime/boot.ts';
import { seededRandom } from '#infra/local-runtime/random.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { DeploymentConfig } from '../config.ts';
import { everythingAutomatic, parcelTypes, remindersOf, stageNames, urgentTypes } from './deployment.ts';
import { auditTables, type Ending, type RefundFigures } from './invariants/final-audit.ts';
import { Findings } from './invariants/findings.ts';
import { checkLateness } from './invariants/lateness.ts';
import { personalTextsOf } from './invariants/personal-texts.ts';
import { watchCases } from './invariants/watch-cases.ts';
import { DeliveryWatch } from './invariants/watch-deliveries.ts';
import { watchMoneyAndStock } from './invariants/watch-money-and-stock.ts';
import { RunWatch } from './invariants/watch-runs.ts';
import { watchScans } from './invariants/watch-scans.ts';
import { UnaskedMailWatch } from './invariants/watch-unasked-mails.ts';
import { assertWorking } from './observation/broken-functions.ts';
import { CaseBook } from './observation/case-book.ts';
import { ChangeFeed } from './observation/change-feed.ts';
import { ExpiredRows } from './observation/expired-rows.ts';
import { Outgoing } from './observation/outgoing.ts';
import type { TrialCancellation } from './orders/cancellations.ts';
import type { TrialOrder } from './orders/order-draft.ts';
import { Cancelling } from './people/cancelling.ts';
import type { CustomerSettings } from './people/customer-model.ts';
import { Customers } from './people/customers.ts';
import { Finance } from './people/finance.ts';
import { Staff } from './people/staff.ts';
import { Schedule } from './schedule.ts';
import { OrderEntry } from './shop/order-entry.ts';
import { Shipping } from './shop/shipping.ts';
import { Tables } from './shop/tables.ts';
import { Timelines } from './shop/timelines.ts';
import { Warehouse } from './shop/warehouse.ts';
import type { Shelf } from './stock/shelf.ts';

/** Everything that a trial depends on: the same plan gives the same result. */
export interface TrialPlan {
  readonly assembly: string;
  /** Code by function name that runs in the place of what would be deployed (`fastCode`). */
  readonly code?: ReadonlyMap<string, string>;
  /** Functions that are loaded already. */
  readonly warm?: WarmEnvironments;
  readonly config: DeploymentConfig;
  readonly seed: number;
  /** By the time they were placed; at least one. */
  readonly orders: readonly TrialOrder[];
  /** What their customers take back. */
  readonly cancellations: readonly TrialCancellation[];
  readonly shelves: readonly Shelf[];
  readonly customers: CustomerSettings;
  /** Share of the refunds that fail on their way. */
  readonly refundFailures: number;
  /** Median hours until staff release an incident. */
  readonly staffHours: number;
  /** Median hours until staff have seen to a case that needs them. */
  readonly caseHours: number;
  /** How long after the last order, or the last day that one is promised for, the trial waits for what is still open, in days. */
  readonly patienceDays: number;
}

export type { RefundFigures };

/** How far a trial has come, for those who watch it. */
export interface Progress {
  readonly placed: number;
  readonly cases: number;
  /** Epoch milliseconds of the virtual clock. */
  readonly now: number;
}

/** A trial that has run to its end. */
export interface TrialOutcome {
  readonly findings: Findings;
  readonly cases: CaseBook;
  readonly customers: Customers;
  readonly finance: Finance;
  readonly cancelling: Cancelling;
  readonly staff: Staff;
  readonly shipping: Shipping;
  readonly timelines: Timelines;
  readonly warehouse: Warehouse;
  readonly ending: Ending;
  readonly refunds: RefundFigures;
  readonly events: ReadonlyMap<string, number>;
  readonly mails: number;
  readonly alerts: number;
  /** Orders that the Orders table refused, with its reason. */
  readonly refusedOrders: readonly { readonly orderId: string; readonly reason: string }[];
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const day = 86_400_000;
/** What the runtime keeps to be looked at: more than comes between two looks, less than fills the memory. */
const keep = { mails: 5_000, alerts: 5_000, events: 20_000, executions: 100, logs: 1_000 } as const;
/** On a clock that stands still while a function works, nothing is gained by a second copy of it, which grows fast by itself. */
const copies = 1;
/** How often the trial looks at what has been written, mailed and published. */
const lookEvery = 5 * minute;
/** It is over when so many looks in a row found nothing that is planned or still moves. */
const quietLooks = 3;
/** A case this long past its due time is not waited for: the summary names it. */
const overdueMs = 3 * day;

/**
 * Runs orders through the synthesized application in virtual time, with the people and programs around it.
 * @throws FunctionBroken
 */
export async function runTrial(plan: TrialPlan, progress: (now: Progress) => void): Promise<TrialOutcome> {
  const from = Date.parse(plan.orders[0]!.order.createdAt) - 60 * minute;
  const names = stageNames(plan.config);
  const { assembly, code, warm, seed } = plan;
  const loaded = { ...(code && { code }), ...(warm && { warm }) };
  await using runtime = await boot({ assembly, seed, start: new Date(from), keep, copies, ...loaded });
  const random = seededRandom(seed).fork('trial');
  await switchOn(runtime, names.operationsParameter, plan.orders);
  const tables = new Tables(runtime);
  const schedule = new Schedule(runtime);
  const feed = await ChangeFeed.open(runtime, tables);
  const cases = new CaseBook(feed);
  const expired = new ExpiredRows(feed);
  const findings = new Findings();
  const placedAs = new Map(plan.orders.map(({ order }) => [order.orderId, order]));
  const personal = personalTextsOf(plan.orders, plan.cancellations);
  const customers = new Customers({
    runtime,
    schedule,
    random,
    settings: plan.customers,
    orderNumberOf: (orderId) => placedAs.get(orderId)?.orderNumber,
    scanned: watchScans(tables, findings),
    wrote: (text) => personal.add(text),
  });
  const staff = new Staff({ tables, schedule, random, hours: plan.staffHours, caseHours: plan.caseHours });
  const finance = new Finance({
    runtime,
    schedule,
    random,
    bus: names.eventBus,
    source: plan.config.finance.eventSource,
    failures: plan.refundFailures,
  });
  const elsewhere = new Set(plan.orders.flatMap(({ order, timeline }) => (timeline ? [order.orderId] : [])));
  const shipping = new Shipping({ tables, feed, cases, schedule, random, elsewhere });
  const timelines = new Timelines(tables, schedule);
  const warehouse = new Warehouse(tables, schedule);
  const deliveries = new DeliveryWatch(findings, cases, {
    remindersOf: (type) => remindersOf(plan.config, type),
    personal,
  });
  const unasked = new UnaskedMailWatch(feed, findings, {
    messages: plan.config.messages,
    cases,
    orderOf: (orderId) => placedAs.get(orderId),
    urgent: urgentTypes(plan.config),
  });
  const runs = new RunWatch(findings, cases);
  watchMoneyAndStock(feed, findings);
  const cancelling = new Cancelling({
    runtime,
    tables,
    schedule,
    random,
    bus: names.eventBus,
    source: plan.config.finance.eventSource,
  });
  watchCases(feed, findings, {
    saidByCustomer: (caseId) => customers.posted.has(caseId) || cancelling.wished(cases.get(caseId)),
    personal,
  });
  const outgoing = new Outgoing(runtime, { customers, finance, cancelling, staff, deliveries, unasked, runs });
  await warehouse.stock(plan.shelves);
  const placed = (order: TrialOrder) => timelines.follow(order);
  const orders = new OrderEntry(plan.orders, { tables, schedule, placed });
  orders.start();
  cancelling.start(plan.cancellations);
  let quiet = 0;
  schedule.every(lookEvery, () => {
    assertWorking(runtime.neverWorked);
    feed.read();
    outgoing.read();
    const now = schedule.now();
    const over = orders.allPlaced && schedule.planned === 0 && isAtRest(cases.unclosed(), now);
    quiet = over ? quiet + 1 : 0;
    progress({ placed: orders.placed, cases: cases.count, now });
  });
  const last = Math.max(
    Date.parse(plan.orders.at(-1)!.order.createdAt),
    ...plan.cancellations.map(({ request }) => Date.parse(request.requestedAt)),
    // What was promised for later than anybody's patience is no lost order before its day.
    ...plan.orders.flatMap(({ timeline }) => (timeline ? [Date.parse(timeline.promisedAt)] : [])),
  );
  await schedule.pass(runtime, () => quiet >= quietLooks, last - from + plan.patienceDays * day);
  await runtime.pass(lookEvery + minute);
  runs.finish();
  const { ending, refunds } = await auditTables(tables, findings, {
    written: orders.written,
    refundsRequested: deliveries.refundsRequested,
    expired,
  });
  const refused = new Set(orders.refused.map(({ orderId }) => orderId));
  checkLateness(
    findings,
    plan.orders.filter(({ order }) => !refused.has(order.orderId)),
    cases.all(),
    { types: parcelTypes(plan.config), sweepMinutes: plan.config.sweepEveryMinutes, now: schedule.now() },
  );
  return {
    findings,
    cases,
    customers,
    finance,
    cancelling,
    staff,
    shipping,
    timelines,
    warehouse,
    ending,
    refunds,
    events: outgoing.events,
    mails: outgoing.mails,
    alerts: outgoing.alerts,
    refusedOrders: orders.refused,
    from,
    to: schedule.now(),
  };
}

/** Nothing more will happen to a case that waits for staff or has been overdue for days. */
function isAtRest(unclosed: Iterable<CaseRecord>, now: number): boolean {
  for (const { owner, dueAt } of unclosed) {
    const overdue = dueAt !== undefined && Date.parse(dueAt) + overdueMs < now;
    if (owner !== 'staff' && !overdue) return false;
  }
  return true;
}

async function switchOn(runtime: LocalRuntime, parameter: string, orders: readonly TrialOrder[]): Promise<void> {
  const settings = everythingAutomatic(new Set(orders.map(({ order }) => order.channel)));
  await runtime.call({
    service: 'ssm',
    operation: 'PutParameter',
    input: { Name: parameter, Value: JSON.stringify(settings), Type: 'String', Overwrite: true },
  });
}
