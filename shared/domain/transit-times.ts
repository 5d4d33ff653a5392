import type { Shipment } from './shipment.ts';

/**
 * How long parcels of a lane took from the carrier's hands to the customer's, as counts per step of six hours: step n
 * holds those that took at least n and less than n + 1 steps; the last step holds all that took longer.
 */
export interface TransitTimes {
  readonly lane: string;
  readonly counts: Readonly<Record<number, number>>;
}

const stepMs = 6 * 3_600_000;
/** 90 days: a parcel that takes longer is as good as lost. */
export const lastStep = 360;

const placeOf = ({ country, region }: NonNullable<Shipment['origin']>) => (region ? `${country}-${region}` : country);

/**
 * The lanes that a parcel belongs to, the most telling first: its carrier between its regions, its pair of countries,
 * its carrier, all parcels.
 */
export function lanesOf({
  carrier,
  origin,
  destination,
}: Pick<Shipment, 'carrier' | 'origin' | 'destination'>): string[] {
  return [
    ...(origin && destination
      ? [`LANE#${carrier}#${placeOf(origin)}>${placeOf(destination)}`, `PAIR#${origin.country}>${destination.country}`]
      : []),
    ...(carrier ? [`CARRIER#${carrier}`] : []),
    'ALL',
  ];
}

/** The step that a duration falls into; negative ones (clocks that disagree) count as none. */
export const stepOf = (durationMs: number): number => Math.min(lastStep, Math.max(0, Math.floor(durationMs / stepMs)));

/** How long a delivered parcel took; nothing = one of its moments is not known. */
export function transitOf({ handedOverAt, deliveredAt }: Shipment): number | undefined {
  return handedOverAt && deliveredAt ? Date.parse(deliveredAt) - Date.parse(handedOverAt) : undefined;
}

/** Survivors per step of a lane, made once: entry n is how many parcels took at least n steps. */
const survivors = new WeakMap<TransitTimes, readonly number[]>();

function survivorsOf(lane: TransitTimes): readonly number[] {
  const known = survivors.get(lane);
  if (known) return known;
  const made: number[] = new Array(lastStep + 2).fill(0);
  for (let step = lastStep; step >= 0; step--) made[step] = made[step + 1]! + (lane.counts[step] ?? 0);
  survivors.set(lane, made);
  return made;
}

/** Parcels that took longer than a duration; those inside a step are spread evenly over it. */
function longerThan(lane: TransitTimes, durationMs: number): number {
  const steps = Math.min(lastStep + 1, Math.max(0, durationMs / stepMs));
  const whole = Math.floor(steps);
  const made = survivorsOf(lane);
  const [at = 0, after = 0] = [made[whole], made[whole + 1]];
  return after + (at - after) * (1 - (steps - whole));
}

/**
 * The first of the lanes, most telling first, on which at least `enough` parcels took longer than `ageMs`: what happened
 * to those is what a parcel of that age can expect. Nothing = too few did on any.
 */
export function tellingLane(lanes: readonly TransitTimes[], enough: number, ageMs = 0): TransitTimes | undefined {
  return lanes.find((lane) => longerThan(lane, ageMs) >= enough);
}

/** The share of parcels that took longer than `durationMs` among those that took longer than `ageMs`. */
export function shareLonger(lane: TransitTimes, durationMs: number, ageMs = 0): number {
  const still = longerThan(lane, ageMs);
  return still === 0 || durationMs <= ageMs ? 1 : longerThan(lane, durationMs) / still;
}

/** The duration within which `share` of those arrive that took longer than `ageMs`; nothing = none took so long. */
export function durationOf(lane: TransitTimes, share: number, ageMs = 0): number | undefined {
  const still = longerThan(lane, ageMs);
  if (still === 0) return undefined;
  const made = survivorsOf(lane);
  for (let step = Math.floor(Math.max(0, ageMs) / stepMs); step <= lastStep; step++) {
    if (made[step + 1]! <= (1 - share) * still + 1e-9) return (step + 1) * stepMs;
  }
  return undefined;
}

/**
 * The first age, not before `fromMs`, at which a parcel will more probably than `share` take longer than `durationMs`;
 * at most `durationMs` itself, when it is certain.
 */
export function ageOfDoubt(
  lanes: readonly TransitTimes[],
  { durationMs, share, enough, fromMs = 0 }: { durationMs: number; share: number; enough: number; fromMs?: number },
): number {
  for (let age = Math.max(0, fromMs); age < durationMs; age += stepMs) {
    const lane = tellingLane(lanes, enough, age);
    if (lane && shareLonger(lane, durationMs, age) >= share) return age;
  }
  return durationMs;
}
