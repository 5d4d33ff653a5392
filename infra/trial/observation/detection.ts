import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { TrialOrder } from '../orders/order-draft.ts';
import { type Spread, spreadOf } from './spread.ts';

/** How the lateness of orders was seen, against what the file says became of them. */
export interface Detection {
  readonly type: string;
  /** Orders with a timeline whose promise had passed when the trial ended. */
  readonly orders: number;
  readonly deliveredLate: number;
  readonly neverDelivered: number;
  /** Late or never, and not paid by their promise: nobody owed a delivery. */
  readonly unpaid: number;
  /** Of those that were late or never came: cancelled here before their promise had passed. */
  readonly cancelledBefore: number;
  /** Late or never, with a case of this type no later than one sweep after the promise. */
  readonly detectedInTime: number;
  readonly detectedLater: number;
  readonly missed: readonly string[];
  /** A case before the promise had passed. */
  readonly warned: {
    readonly orders: number;
    readonly right: number;
    readonly precision: number;
    readonly weightedPrecision: number;
  };
  /** Share of what was late or never came that was warned of. */
  readonly warnedShare: number;
  /** Hours from the warning to the promise, for warnings that came true. */
  readonly leadHours: Spread;
  /** Cases on orders that arrived by their promise. */
  readonly falseAlarms: number;
  readonly falseAlarmShare: number;
  readonly byCause: Readonly<Record<string, { readonly right: number; readonly wrong: number }>>;
}

const minute = 60_000;

/** What is judged by: how the application is deployed, and when the trial ended. */
export interface Judging {
  /** Types that look at parcels: the others cannot see lateness. */
  readonly types: readonly string[];
  /** What no record announces is seen by the next sweep; a case of the minute in which it runs counts. */
  readonly sweepMinutes: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The promise has been looked at after this moment. */
export const looked = (promise: number, { sweepMinutes }: Pick<Judging, 'sweepMinutes'>) =>
  promise + (sweepMinutes + 1) * minute;

/** What became of an order by the file, and what was seen of it here. */
export interface Fate {
  readonly orderId: string;
  readonly promise: number;
  readonly late: boolean;
  readonly weight: number;
  readonly paid: boolean;
  readonly delivered: boolean;
  /** Cancelled here before the promise had passed. */
  readonly cancelledBefore: boolean;
  readonly cases: readonly CaseRecord[];
}

/** A fate with the first case of one type. */
interface Seen extends Fate {
  readonly first: CaseRecord | undefined;
}

/** What each type that looks at parcels saw of the lateness of orders that have a timeline. */
export function detectionOf(
  orders: readonly TrialOrder[],
  cases: readonly CaseRecord[],
  judging: Judging,
): Detection[] {
  const past = whosePromiseHasPassed(orders, judging);
  return past.length === 0 ? [] : judging.types.map((type) => detectedBy(type, past, cases, judging));
}

/** Hours from each warning of a type that came true to the promise. */
export function leadHoursOf(
  type: string,
  orders: readonly TrialOrder[],
  cases: readonly CaseRecord[],
  judging: Judging,
): number[] {
  return seenBy(type, whosePromiseHasPassed(orders, judging), cases)
    .filter((each) => isWarned(each) && each.late)
    .map(leadOf);
}

export const whosePromiseHasPassed = (orders: readonly TrialOrder[], judging: Judging) =>
  orders.filter(({ timeline }) => timeline && looked(Date.parse(timeline.promisedAt), judging) < judging.now);

/** The fates of orders with a timeline. */
export function fatesOf(orders: readonly TrialOrder[], cases: ReadonlyMap<string, readonly CaseRecord[]>): Fate[] {
  return orders.map(({ order: { orderId }, timeline }) => {
    const { promisedAt, deliveredAt, paidAt, weight } = timeline!;
    const promise = Date.parse(promisedAt);
    const late = deliveredAt === undefined || Date.parse(deliveredAt) > promise;
    const paid = paidAt !== undefined && Date.parse(paidAt) <= promise;
    const own = cases.get(orderId) ?? [];
    const cancelledBefore = own.some(
      ({ state, closedAt }) => endsOrder(state) && Date.parse(closedAt ?? '') <= promise,
    );
    return { orderId, promise, late, weight, paid, delivered: deliveredAt !== undefined, cancelledBefore, cases: own };
  });
}

const endsOrder = (state: string): boolean => state === 'refunded' || state === 'cancelled';

function seenBy(type: string, orders: readonly TrialOrder[], cases: readonly CaseRecord[]): Seen[] {
  return fatesOf(
    orders,
    Map.groupBy(cases, ({ orderId }) => orderId),
  ).map((fate) => {
    const ofType = fate.cases.filter((record) => record.type === type);
    return { ...fate, first: ofType.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1))[0] };
  });
}

function detectedBy(
  type: string,
  orders: readonly TrialOrder[],
  cases: readonly CaseRecord[],
  judging: Judging,
): Detection {
  const fates = seenBy(type, orders, cases);
  const late = fates.filter((each) => each.late);
  const owed = late.filter(({ paid }) => paid);
  const warned = fates.filter(isWarned);
  const right = warned.filter((each) => each.late);
  const opened = fates.filter((each) => each.first);
  const falseAlarms = opened.filter((each) => !each.late).length;
  const inTime = owed.filter((each) => each.first && openedAt(each.first) <= looked(each.promise, judging));
  const missed = owed.filter((each) => !each.first);
  return {
    type,
    orders: fates.length,
    deliveredLate: late.filter(({ delivered }) => delivered).length,
    neverDelivered: late.filter(({ delivered }) => !delivered).length,
    unpaid: late.length - owed.length,
    cancelledBefore: missed.filter((each) => each.cancelledBefore).length,
    detectedInTime: inTime.length,
    detectedLater: owed.length - inTime.length - missed.length,
    missed: missed.map(({ orderId }) => orderId),
    warned: {
      orders: warned.length,
      right: right.length,
      precision: shareOf(right.length, warned.length),
      weightedPrecision: shareOf(weightOf(right), weightOf(warned)),
    },
    warnedShare: shareOf(right.length, late.length),
    leadHours: spreadOf(right.map(leadOf)),
    falseAlarms,
    falseAlarmShare: shareOf(falseAlarms, fates.length - late.length),
    byCause: byCause(opened),
  };
}

export const openedAt = ({ openedAt: at }: CaseRecord): number => Date.parse(at);
const isWarned = ({ first, promise }: Seen): boolean => first !== undefined && openedAt(first) < promise;
/** Hours from the warning to the promise. */
const leadOf = ({ first, promise }: Seen): number => (promise - openedAt(first!)) / 3_600_000;
const weightOf = (fates: readonly Fate[]): number => fates.reduce((sum, { weight }) => sum + weight, 0);
const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Number((part / whole).toFixed(4)));

function byCause(fates: readonly Seen[]): Detection['byCause'] {
  const causes: Record<string, { right: number; wrong: number }> = {};
  for (const { first, late } of fates) {
    const { causeCode } = first!;
    const cause = causes[causeCode] ?? { right: 0, wrong: 0 };
    causes[causeCode] = cause;
    if (late) cause.right++;
    else cause.wrong++;
  }
  return causes;
}
