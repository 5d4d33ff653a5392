import type { Order } from '#shared/domain/order.ts';
import { memberStates } from '#shared/domain/refund-due.ts';

/** Whose law or custom says what silence means when goods come later than promised. */
export type ConsentRegion = 'US' | 'EU' | 'TW' | 'CN' | 'HK' | 'other';
/** What silence on a question whether to wait means; `staff` = nothing, somebody decides. */
export type Silence = 'wait' | 'refund' | 'staff';

const dayMs = 86_400_000;

interface ConsentRule {
  readonly region: ConsentRegion;
  /** How many later dates were agreed on before. */
  readonly delay: 'first' | 'later';
  /** The new date is within the region's limit, beyond it, or not known. */
  readonly date: 'near' | 'far' | 'unknown';
  readonly silence: Silence;
}

/**
 * Days after the promise up to which a new date is `near`, and that are given when no date is known. US: 16 CFR 435.2(b),
 * 30 days. The EU, and likewise TW, CN and HK, ask for a reasonable time and name none: 14 days (EU, HK), 10 (TW, CN) are
 * our choice.
 */
export const reasonableDays: Readonly<Record<ConsentRegion, number>> = {
  US: 30,
  EU: 14,
  TW: 10,
  CN: 10,
  HK: 14,
  other: 30,
};

/**
 * What the law of a region has customers told and asked of before it is late. US: what has not been shipped in time, with
 * the choice to consent or to cancel, unasked (16 CFR 435.2(b)). EU: a later delivery than was agreed needs the consumer's
 * agreement (Directive 2011/83/EU, article 18). No other region demands a notice.
 */
const owedOn: Partial<Readonly<Record<ConsentRegion, 'shipping' | 'delivery'>>> = { US: 'shipping', EU: 'delivery' };

/** Whether the law demands that this customer hears of a delay, of goods that were handed over or not. */
export function owesWord({ market, customer }: Pick<Order, 'market' | 'customer'>, handedOver: boolean): boolean {
  const on = owedOn[regionOf(market)];
  return on === 'shipping' ? !handedOver : on === 'delivery' && customer.kind === 'consumer';
}

/**
 * When goods are due that nobody has named a date for, by the days that their region gives from the order on; nothing = it
 * gives none, or speaks of the shipping, and that was done.
 */
export function dueWithoutDate(
  { market, createdAt }: Pick<Order, 'market' | 'createdAt'>,
  handedOver: boolean,
  days: Readonly<Record<ConsentRegion, number>>,
): string | undefined {
  const region = regionOf(market);
  if (days[region] === 0 || (handedOver && owedOn[region] === 'shipping')) return undefined;
  return new Date(Date.parse(createdAt) + days[region] * dayMs).toISOString();
}

const rules = (
  region: ConsentRegion,
  near: Silence,
  far: Silence,
  unknown: Silence,
  later: Silence,
): readonly ConsentRule[] => [
  { region, delay: 'first', date: 'near', silence: near },
  { region, delay: 'first', date: 'far', silence: far },
  { region, delay: 'first', date: 'unknown', silence: unknown },
  { region, delay: 'later', date: 'near', silence: later },
  { region, delay: 'later', date: 'far', silence: later },
  { region, delay: 'later', date: 'unknown', silence: later },
];

/**
 * US: silence consents to a first delay of at most 30 days; a longer or unknown one, and any later one, needs express
 * consent, else the money goes back unasked (16 CFR 435.2(b)). EU: a reasonable extra time once, after it cancellation and
 * refund (Directive 2011/83/EU, article 18). TW (Civil Code, article 254), CN (Civil Code, article 563) and HK (no
 * statute on the notice) know the reasonable extra time too and are treated alike. Elsewhere only a near first date is
 * taken as agreed on; staff decide the rest.
 */
export const consentRules: readonly ConsentRule[] = [
  ...rules('US', 'wait', 'refund', 'refund', 'refund'),
  ...rules('EU', 'wait', 'refund', 'wait', 'refund'),
  ...rules('TW', 'wait', 'refund', 'wait', 'refund'),
  ...rules('CN', 'wait', 'refund', 'wait', 'refund'),
  ...rules('HK', 'wait', 'refund', 'wait', 'refund'),
  ...rules('other', 'wait', 'staff', 'staff', 'staff'),
];

export function regionOf(market: string): ConsentRegion {
  if (memberStates.has(market)) return 'EU';
  return market === 'US' || market === 'TW' || market === 'CN' || market === 'HK' ? market : 'other';
}

export interface Delay {
  readonly promisedAt: string;
  /** The new date; none = not known. */
  readonly until?: string | undefined;
  /** Later dates that were agreed on before. */
  readonly delays: number;
}

/** The last day of the time that a region calls reasonable. */
export const reasonableUntil = (market: string, promisedAt: string): string =>
  new Date(Date.parse(promisedAt) + reasonableDays[regionOf(market)] * dayMs).toISOString();

type Asked = Pick<Order, 'market' | 'customer' | 'deliveryDateEssential'>;

/**
 * What silence means for this delay; business customers never agree by silence. A date that was essential has no first delay:
 * nobody need give extra time for it (Directive 2011/83/EU, article 18(2)).
 */
export function silenceOn(order: Asked, { promisedAt, until, delays }: Delay): Silence {
  const date = !until ? 'unknown' : until <= reasonableUntil(order.market, promisedAt) ? 'near' : 'far';
  return silenceBy(order, delays === 0 && !order.deliveryDateEssential ? 'first' : 'later', date);
}

/** What it will mean once a date that was agreed on has passed; no rule for a later delay goes by the new date. */
export const silenceOnLater = (order: Asked): Silence => silenceBy(order, 'later', 'unknown');

function silenceBy({ market, customer }: Asked, delay: ConsentRule['delay'], date: ConsentRule['date']): Silence {
  if (customer.kind === 'business') return 'staff';
  const region = regionOf(market);
  const rule = consentRules.find((each) => each.region === region && each.date === date && each.delay === delay);
  return rule?.silence ?? 'staff';
}
