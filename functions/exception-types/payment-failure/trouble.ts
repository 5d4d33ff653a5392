import { type LateMoney, lateAuthorizations, lateMoney } from '#shared/domain/late-money.ts';
import { keepableFor } from '#shared/domain/message-times.ts';
import { isPaid, isUnderway, type Order, partlyShipped } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { isOpenTo, isPaidAfterwards, methodOfRow } from '#shared/domain/payment-method.ts';
import {
  type AttemptStanding,
  coverageOf,
  hoursAfter,
  overpaymentOf,
  payByOf,
  reserveUntilOf,
  standingOfAttempt,
} from '#shared/domain/payment-standing.ts';
import { declineOf } from './decline.ts';
import type { DeclineClass, DeclineHint } from './decline-codes.ts';
import type { Settings } from './settings.ts';

/** The rows that trouble is read from. */
export interface Rows {
  readonly order: Order;
  readonly payments: readonly Payment[];
}

/** What is wrong with the payment of an order; it is the case's cause code. */
export type TroubleCode =
  | DeclineClass
  /** A transfer or a code was not paid in time; a try was begun and left. */
  | 'not-paid-in-time'
  | 'not-finished'
  /** Nothing was begun at all: there is no row of any attempt. */
  | 'not-begun'
  /** It had been authorised and is no more. */
  | 'authorization-lapsed'
  /** It is authorised, not captured, and will soon be no more. */
  | 'authorization-lapsing'
  | 'underpaid'
  | 'overpaid'
  | 'paid-twice'
  | 'late-success'
  /** Authorised for an order that was cancelled: to be released. */
  | 'late-authorization';

export interface Trouble {
  readonly code: TroubleCode;
  /** The attempt that is the cause: its id is the case's cause key. Nothing = none was begun. */
  readonly attempt?: Payment;
  /** What is lacking, or what is too much, in minor units. */
  readonly amountMinor: number;
  /** What its customer is told of it: of the newest attempt, where others failed after the first. */
  readonly reason: Reason;
  /** Of money that came too late: whether that is sure, and what shows it. */
  readonly late?: Pick<LateMoney, 'sure' | 'shown'>;
}

/**
 * The key of its case: the attempt's id. What may befall an attempt after it had a case for having failed is another
 * cause: that its money came all the same, or was lost again.
 */
export function causeKeyOf({ code, attempt }: { code: TroubleCode; attempt?: Payment | undefined }): string {
  if (!attempt) return notBegun;
  return ownCases.has(code) ? `${code}:${attempt.attemptId}` : attempt.attemptId;
}

/** The cause of an order for which nothing was begun: it has one of that kind. */
export const notBegun = 'not-begun';

const ownCases: ReadonlySet<TroubleCode> = new Set([
  'late-success',
  'late-authorization',
  'paid-twice',
  'overpaid',
  'authorization-lapsed',
  'authorization-lapsing',
]);

/** The code that its words go by, with what can be said of a refusal. */
export interface Reason {
  readonly code: TroubleCode;
  readonly hint?: DeclineHint;
}

/** What is lacking of the order's price, whatever may still be paid; nothing below the tolerance. */
export function dueOf({ order, payments }: Rows, { methods, underpaidTolerance }: Settings, now: Date): number {
  const { heldMinor, authorizedMinor, promisedMinor } = coverageOf(payments, methods, now);
  const due = order.totalPriceMinor - heldMinor - authorizedMinor - promisedMinor;
  return due > order.totalPriceMinor * underpaidTolerance ? due : 0;
}

/** An attempt that may still be paid, and until when; the one that ends last. */
export function pendingUntil({ payments }: Rows, { methods }: Settings, now: Date): string | undefined {
  const pending = payments.filter((each) => standingOfAttempt(each, methods, now) === 'pending');
  return pending
    .map((each) => payByOf(each, methods))
    .sort()
    .at(-1);
}

/** Everything that is wrong with the payment of an order, whether or not another attempt is still pending. */
export function troublesOf(rows: Rows, settings: Settings, now: Date): Trouble[] {
  const { order, payments } = rows;
  const troubleOfLate =
    (code: 'late-success' | 'late-authorization') =>
    ({ attempt, amountMinor, ...late }: LateMoney): Trouble => ({ code, attempt, amountMinor, reason: { code }, late });
  const tooLate = [
    ...lateMoney(order, payments).map(troubleOfLate('late-success')),
    ...lateAuthorizations(order, payments).map(troubleOfLate('late-authorization')),
  ];
  if (tooLate.length > 0) return tooLate;
  const over = overpaymentOf(order, payments);
  if (over) {
    const code = over.twice ? 'paid-twice' : 'overpaid';
    return [{ code, attempt: over.attempt, amountMinor: over.excessMinor, reason: { code } }];
  }
  const unpaid = unpaidOf(rows, settings, now);
  return unpaid ? [unpaid] : lapsing(rows, settings, now);
}

/** What is authorised for an order that is still to go out, and can be captured for some days only. */
function lapsing(rows: Rows, settings: Settings, now: Date): Trouble[] {
  const code = 'authorization-lapsing';
  return runningOut(rows, settings)
    .filter(({ warnAt }) => warnAt <= now.toISOString())
    .map(({ attempt }) => ({
      code,
      attempt,
      amountMinor: attempt.authorizedMinor - attempt.capturedMinor,
      reason: { code },
    }));
}

/** Approvals that run out with nobody's help, and when staff are told; what is due by invoice or at the door runs out for nobody. */
export function runningOut({ order, payments }: Rows, settings: Settings): { attempt: Payment; warnAt: string }[] {
  if (!isUnderway(order)) return [];
  const open = payments.filter(
    ({ status, method, authorizedMinor, capturedMinor }) =>
      status === 'authorized' &&
      authorizedMinor > capturedMinor &&
      !isPaidAfterwards(methodOfRow(settings.methods, method)),
  );
  return open.map((attempt) => ({
    attempt,
    warnAt: hoursAfter(authorizedUntil(attempt, settings), -settings.authorizationWarningDays * 24),
  }));
}

export const authorizedUntil = (
  { authorizedUntil: until, createdAt }: Payment,
  { authorizationDays }: Settings,
): string => until ?? hoursAfter(createdAt, authorizationDays * 24);

function unpaidOf(rows: Rows, settings: Settings, now: Date): Trouble | undefined {
  const { order, payments } = rows;
  const amountMinor = isUnderway(order) ? dueOf(rows, settings, now) : 0;
  if (amountMinor === 0) return undefined;
  const judged = judgedIn(rows, settings, now);
  const lost = judged.findLast(({ standing }) => standing === 'lost');
  const bad =
    lost ?? judged.find((each, i) => each.standing === 'failed' && !isMadeGood(each.attempt, judged.slice(i + 1)));
  if (bad) {
    const newest = judged.findLast(({ standing }) => standing === 'failed' || standing === 'lost') ?? bad;
    const { code } = reasonOf(bad, settings);
    return { code, attempt: bad.attempt, amountMinor, reason: reasonOf(newest, settings) };
  }
  const paid = judged.findLast(({ standing }) => standing === 'money' || standing === 'authorized');
  // Money that went back says that a part of the price was given up, not that it is owed.
  if (!paid || payments.some(({ refundedMinor, pendingRefundMinor }) => refundedMinor + pendingRefundMinor > 0))
    return undefined;
  return { code: 'underpaid', attempt: paid.attempt, amountMinor, reason: { code: 'underpaid' } };
}

/** An order that is paid while its customer looks on has a row of it by then. */
const beginsWithinHours = 1;

/**
 * By when a row of its payment should be there, while there is none; nothing = none is due. What is paid on delivery or by
 * invoice may have none: an order says by which declared method it is paid, or all that its customer can take are paid at once.
 */
export function beginsBy({ order, payments }: Rows, { methods }: Settings): string | undefined {
  const { paymentMethod, paymentState, createdAt } = order;
  if (payments.length > 0 || paymentState !== 'Pending') return undefined;
  if (!isUnderway(order) || order.shipmentState === 'Partial' || partlyShipped(order)) return undefined;
  const possible = methods.filter((each) => (paymentMethod ? each.code === paymentMethod : isOpenTo(each, order)));
  const atOnce = possible.length > 0 && possible.every(({ capture }) => capture === 'now');
  return atOnce ? hoursAfter(createdAt, beginsWithinHours) : undefined;
}

/** What is owed of an order for which nothing was begun in time, whatever was tried since. */
export function notBegunOf(rows: Rows, settings: Settings, now: Date): Trouble | undefined {
  const { order, payments } = rows;
  const owed = isUnderway(order) && (payments.length > 0 || !isPaid(order));
  const amountMinor = owed ? dueOf(rows, settings, now) : 0;
  if (amountMinor === 0) return undefined;
  const newest = judgedIn(rows, settings, now).findLast(({ standing }) => standing === 'failed' || standing === 'lost');
  return { code: 'not-begun', amountMinor, reason: newest ? reasonOf(newest, settings) : { code: 'not-begun' } };
}

/** What may take longer than this was not meant to be paid while the customer looked on. */
const atOnceHours = 2;

/** The attempts, oldest first, with what each stands for. */
function judgedIn({ payments }: Rows, { methods }: Settings, now: Date): Judged[] {
  return [...payments]
    .sort((a, b) =>
      a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.attemptId < b.attemptId ? -1 : 1,
    )
    .map((attempt) => ({ attempt, standing: standingOfAttempt(attempt, methods, now) }));
}

interface Judged {
  readonly attempt: Payment;
  readonly standing: AttemptStanding;
}

/** A failed attempt whose amount came in by later ones is no cause any more: what is lacking since then is another matter. */
function isMadeGood({ amountMinor }: Payment, later: readonly Judged[]): boolean {
  const came = later.reduce((sum, { attempt, standing }) => {
    if (standing === 'money') return sum + attempt.capturedMinor;
    return standing === 'authorized' || standing === 'promised' ? sum + attempt.amountMinor : sum;
  }, 0);
  return came > 0 && came >= amountMinor;
}

function reasonOf({ attempt, standing }: Judged, { methods }: Settings): Reason {
  if (standing === 'lost') return { code: 'authorization-lapsed' };
  if (attempt.status === 'pending') {
    const paidLater = attempt.payBy !== undefined || methodOfRow(methods, attempt.method).payByHours > atOnceHours;
    return { code: paidLater ? 'not-paid-in-time' : 'not-finished' };
  }
  const { declineClass, hint } = declineOf(attempt.declineCode, attempt.adviceCode);
  return { code: declineClass, hint };
}

/** The instants of an unpaid order: when it is held, when its goods go back to the shelf, when it is cancelled. */
export interface Deadlines {
  readonly holdAt: string;
  readonly releaseAt: string;
  readonly cancelAt: string;
}

/**
 * Counted from when the attempt failed; whatever is begun later has its own time to be paid. Goods are given back, and the
 * order given up, not before `respiteUntil`, and when its customer can keep it: not at night, not on a holiday. A hold takes
 * nothing from anybody, and keeps what is unpaid from being shipped: it comes at any hour.
 */
export function deadlinesOf(
  { order, payments, respiteUntil = '' }: Rows & { readonly respiteUntil?: string | undefined },
  { attempt }: Trouble,
  settings: Settings,
  now: Date,
): Deadlines {
  const { methods, payByHours, reserveUntilHours, cancelAfterDays, hours } = settings;
  const failedAt = failureOf(attempt, order, methods);
  const pending = payments.filter((each) => standingOfAttempt(each, methods, now) === 'pending');
  const latest = (instants: string[]) => instants.sort().at(-1)!;
  const keepable = (instants: string[]) => keepableFor(order, new Date(latest(instants)), hours).toISOString();
  const paidBy = pending.map((each) => payByOf(each, methods));
  const ends = [respiteUntil, hoursAfter(failedAt, cancelAfterDays * 24), ...paidBy];
  return {
    holdAt: latest([hoursAfter(failedAt, payByHours), ...paidBy]),
    releaseAt: keepable([
      respiteUntil,
      hoursAfter(failedAt, reserveUntilHours),
      ...pending.map((each) => reserveUntilOf(each, methods)),
    ]),
    cancelAt: keepable(ends),
  };
}

function failureOf(attempt: Payment | undefined, { createdAt }: Order, methods: Settings['methods']): string {
  if (!attempt) return hoursAfter(createdAt, beginsWithinHours);
  return attempt.status === 'pending' ? payByOf(attempt, methods) : attempt.createdAt;
}

/** Another order of the customer, paid, with the same goods: this one was most likely given up for it. */
export function paidElsewhere({ lines }: Order, siblings: readonly Order[]): boolean {
  const goods = goodsOf(lines);
  return siblings.some(
    (other) => other.paymentState === 'Paid' && other.orderState !== 'Cancelled' && goodsOf(other.lines) === goods,
  );
}

const goodsOf = (lines: Order['lines']): string => {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) if (quantity > 0) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units]
    .map(([sku, quantity]) => `${sku} ${quantity}`)
    .sort()
    .join('\n');
};
