import { promiseAtStake } from '#shared/domain/impact.ts';
import { hoursAfter } from '#shared/domain/payment-standing.ts';
import type { Facts, Finding, RowChange } from '../exception-type.ts';
import type { Settings } from './settings.ts';
import {
  beginsBy,
  causeKeyOf,
  notBegun,
  notBegunOf,
  pendingUntil,
  runningOut,
  type Trouble,
  type TroubleCode,
  troublesOf,
} from './trouble.ts';

/** Money that is ours to give back or to let go: nobody has to pay anything. */
const ofExcess: ReadonlySet<string> = new Set<TroubleCode>([
  'late-success',
  'late-authorization',
  'paid-twice',
  'overpaid',
]);
export const isExcess = ({ code }: { readonly code: string }): boolean => ofExcess.has(code);

/** Refusals: any of them may be its provider's. */
const refusals: ReadonlySet<string> = new Set<TroubleCode>([
  'buyer-can-fix',
  'try-later',
  'never-retry',
  'provider-fault',
  'not-finished',
]);

export const isRefusal = ({ code }: { readonly code: string }): boolean => refusals.has(code);

/** What many refusals have in common, by the provider's code. */
export const providerOf = (provider: string): string => `provider:${provider}`;

/** Where no order gets a row of its payment, whoever writes them has stopped. */
export const paymentRows = 'payment-rows';

/**
 * What is wrong with an order's payment. While an attempt is pending nothing is lacking yet. `announced` = a record says that
 * a row of a payment has just been written.
 */
export function failuresOf(facts: Facts, settings: Settings, now: Date, announced = false): Finding[] {
  const pending = pendingUntil(facts, settings, now) !== undefined;
  return [...troublesOf(facts, settings, now), ...missing(facts, settings, now)]
    .filter((trouble) => isExcess(trouble) || !pending)
    .filter(({ late }) => !late || late.shown === 'by-its-row' || (announced && late.shown === 'by-its-record'))
    .map((trouble) => findingOf(facts, trouble, now));
}

/** What nobody has begun to pay in its time; one that was placed long ago is not begun with now. */
function missing(facts: Facts, settings: Settings, now: Date): Trouble[] {
  const { createdAt } = facts.order;
  const at = now.toISOString();
  const begunBy = beginsBy(facts, settings);
  if (!begunBy || begunBy > at || hoursAfter(createdAt, settings.reserveUntilHours) <= at) return [];
  const trouble = notBegunOf(facts, settings, now);
  return trouble ? [trouble] : [];
}

function findingOf({ order }: Facts, { code, attempt, amountMinor }: Trouble, now: Date): Finding {
  return {
    causeKey: causeKeyOf({ code, attempt }),
    causeCode: code,
    ...(attempt ? { subject: attempt.attemptId } : { absentSince: order.createdAt }),
    ...(attempt && !isExcess({ code }) && { partOf: notBegun }),
    severity: isExcess({ code }) && code !== 'late-authorization' ? 'critical' : 'warning',
    impact: {
      moneyMinor: amountMinor,
      lines: order.lines.filter(({ quantity }) => quantity > 0).length,
      ...promiseAtStake(order.promisedDeliveryAt, now),
    },
    behind: attempt ? (isRefusal({ code }) ? [providerOf(attempt.provider)] : []) : [paymentRows],
  };
}

/** When an attempt becomes one that failed, none has been begun in time, or an approval will soon lapse: no record will say so. */
export function lapseOf(facts: Facts, settings: Settings, now: Date): string | undefined {
  const warnings = runningOut(facts, settings).map(({ warnAt }) => warnAt);
  return [beginsBy(facts, settings), pendingUntil(facts, settings, now), ...warnings]
    .filter((each) => each !== undefined && each > now.toISOString())
    .sort()[0];
}

const cameThrough: readonly unknown[] = ['authorized', 'captured'];

/** What a payment row says of its provider when it reaches an end: it came through, or was refused. */
export function signalOf({ before, after }: RowChange): { behind: string; worked: boolean } | undefined {
  const { provider, status } = after;
  if (typeof provider !== 'string') return undefined;
  const worked = cameThrough.includes(status);
  const ended = worked ? !cameThrough.includes(before?.status) : status === 'failed' && before?.status !== 'failed';
  return ended ? { behind: providerOf(provider), worked } : undefined;
}
