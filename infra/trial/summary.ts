import { closedStates } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { type CurrencyCode, currencies } from '#shared/domain/money.ts';
import type { DeploymentConfig } from '../config.ts';
import { parcelTypes } from './deployment.ts';
import { type Invariant, invariants, type Violation } from './invariants/findings.ts';
import { type Detection, detectionOf, type Judging } from './observation/detection.ts';
import { type Spread, spreadOf } from './observation/spread.ts';
import type { OrderFile, SetAsideCount } from './orders/order-collection.ts';
import type { TrialOrder } from './orders/order-draft.ts';
import type { RejectedRow } from './orders/rejected-row.ts';
import type { StockSummary } from './stock/stock-summary.ts';
import type { RefundFigures, TrialOutcome } from './trial.ts';

/** What a trial came to, as `--json` prints it. The same file, options and seed give the same summary. */
export interface Summary {
  readonly file: string;
  readonly layout: string;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly assumptions: readonly string[];
  readonly rows: { readonly read: number; readonly rejected: number; readonly setAside: readonly SetAsideCount[] };
  readonly orders: {
    readonly replayed: number;
    readonly lines: number;
    readonly complete: number;
    readonly cancelled: number;
    readonly openWithCase: number;
    readonly closedByStaff: number;
    readonly lost: number;
    readonly refusedByTable: readonly { readonly orderId: string; readonly reason: string }[];
  };
  readonly stock: StockSummary & { readonly delivered: number; readonly slipped: number };
  readonly exceptions: {
    readonly cases: number;
    readonly orders: number;
    /** Orders with a case, of all that were replayed. */
    readonly share: number;
    readonly byType: Readonly<Record<string, number>>;
    readonly byCause: Readonly<Record<string, number>>;
    /** Final states of closed cases, present states of open ones. */
    readonly byState: Readonly<Record<string, number>>;
  };
  /** What customers of the replayed orders took back by the file: requests, and how many their orders took. */
  readonly cancellations: { readonly matched: number; readonly asked: number; readonly notAsked: number };
  /** By type, where the file says what became of the orders. */
  readonly detection: readonly Detection[];
  readonly answers: {
    readonly mails: number;
    readonly questions: number;
    readonly answered: number;
    readonly silent: number;
    readonly tooLate: number;
    readonly refused: Readonly<Record<string, number>>;
    readonly choices: Readonly<Record<string, number>>;
    readonly doubleClicks: number;
    readonly scannerRequests: number;
    readonly hours: Spread;
  };
  readonly refunds: RefundFigures;
  readonly incidents: { readonly opened: number; readonly released: number };
  readonly handlingHours: Spread;
  readonly openCases: readonly OpenCase[];
  readonly events: Readonly<Record<string, number>>;
  readonly alerts: number;
  readonly invariants: readonly { readonly invariant: Invariant; readonly says: string; readonly checks: number }[];
  readonly violations: { readonly count: number; readonly first: readonly Violation[] };
}

export interface OpenCase {
  readonly caseId: string;
  readonly state: string;
  readonly owner: string;
  readonly dueAt: string;
  /** The due time has passed when the trial ends. */
  readonly overdue: boolean;
}

/** What the summary and the report are made from. */
export interface TrialRun {
  readonly path: string;
  readonly seed: number;
  readonly config: DeploymentConfig;
  readonly file: OrderFile;
  readonly orders: readonly TrialOrder[];
  readonly stock: StockSummary;
  readonly stockRejected: readonly RejectedRow[];
  readonly outcome: TrialOutcome;
}

/** By what the report judges what was detected. */
export const judgingOf = ({ config, outcome }: Pick<TrialRun, 'config' | 'outcome'>): Judging => ({
  types: parcelTypes(config),
  sweepMinutes: config.sweepEveryMinutes,
  now: outcome.to,
});

export function summaryOf(run: TrialRun): Summary {
  const { path, seed, file, orders, stock, stockRejected, outcome } = run;
  const { ending, findings, customers, warehouse } = outcome;
  const cases = outcome.cases.all();
  const { figures } = customers;
  const withCase = new Set(cases.map(({ orderId }) => orderId)).size;
  const replayed = orders.length - outcome.refusedOrders.length;
  return {
    file: path,
    layout: file.layout,
    seed,
    from: new Date(outcome.from).toISOString(),
    to: new Date(outcome.to).toISOString(),
    assumptions: [...file.assumptions, ...stock.assumptions],
    rows: { read: file.rows, rejected: file.rejected.length + stockRejected.length, setAside: file.setAside },
    orders: {
      replayed,
      lines: orders.reduce((sum, { order }) => sum + order.lines.length, 0),
      complete: ending.complete,
      cancelled: ending.cancelled,
      openWithCase: ending.openWithCase,
      closedByStaff: ending.closedByStaff,
      lost: ending.lost.length,
      refusedByTable: outcome.refusedOrders,
    },
    stock: { ...stock, delivered: warehouse.deliveries, slipped: warehouse.slipped },
    exceptions: {
      cases: cases.length,
      orders: withCase,
      share: replayed === 0 ? 0 : rounded(withCase / replayed, 4),
      byType: counted(cases, ({ type }) => type),
      byCause: counted(cases, ({ causeCode }) => causeCode),
      byState: counted(cases, ({ state }) => state),
    },
    cancellations: {
      matched: outcome.cancelling.planned,
      asked: outcome.cancelling.asked,
      notAsked: outcome.cancelling.notAsked,
    },
    detection: detectionOf(orders, cases, judgingOf(run)),
    answers: {
      mails: outcome.mails,
      questions: figures.questions,
      answered: figures.answered,
      silent: figures.silent,
      tooLate: figures.tooLate,
      refused: sorted(figures.refused),
      choices: sorted(figures.choices),
      doubleClicks: figures.doubleClicks,
      scannerRequests: figures.scans,
      hours: spreadOf(figures.hoursToAnswer),
    },
    refunds: outcome.refunds,
    incidents: { opened: outcome.staff.opened, released: outcome.staff.released },
    handlingHours: spreadOf(handlingHours(cases)),
    openCases: openCases(cases, outcome.to),
    events: sorted(Object.fromEntries(outcome.events)),
    alerts: outcome.alerts,
    invariants: (Object.keys(invariants) as Invariant[]).map((invariant) => ({
      invariant,
      says: invariants[invariant],
      checks: findings.checks[invariant],
    })),
    violations: { count: findings.count, first: findings.violations },
  };
}

/** Hours from opening to closing, of every case that has closed. */
export function handlingHours(cases: readonly CaseRecord[]): number[] {
  return cases.flatMap(({ openedAt, closedAt }) =>
    closedAt ? [(Date.parse(closedAt) - Date.parse(openedAt)) / 3_600_000] : [],
  );
}

function openCases(cases: readonly CaseRecord[], now: number): OpenCase[] {
  return cases
    .filter(({ state }) => !(closedStates as readonly string[]).includes(state))
    .map(({ caseId, state, owner, dueAt = '' }) => ({
      caseId,
      state,
      owner,
      dueAt,
      overdue: dueAt !== '' && Date.parse(dueAt) < now,
    }))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.caseId < b.caseId ? -1 : 1));
}

function counted<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return sorted(counts);
}

const sorted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));

/** An amount for people: `1,234.50 GBP`. */
export function amountText(minor: number, currency: CurrencyCode): string {
  const { fractionDigits } = currencies[currency];
  const number = new Intl.NumberFormat('en', {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
  return `${number.format(minor / 10 ** fractionDigits)} ${currency}`;
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
