import type { Correction, FieldChange } from '#shared/domain/address.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { changesOf, detailsOf, withDetails } from './details.ts';
import { digestOf, type Problem } from './problem.ts';

/** Newest corrections that an order keeps. */
const kept = 50;

interface Mended {
  readonly record: Pick<CaseRecord, 'caseId'>;
  readonly tier: Correction['tier'];
  /** What was found and mended. */
  readonly mended?: readonly Problem[];
  /** What was found and stays as it is. */
  readonly kept?: readonly Problem[];
  readonly undoUntil?: string;
  readonly now: Date;
}

/** What changes on the order when its details become those of `after`: the parts, and what is written down of it. */
export function corrected(order: Order, after: Order, given: Mended): Partial<Order> {
  const changes = changesOf(detailsOf(order), detailsOf(after));
  const { record, tier, undoUntil, now } = given;
  const causes = (problems: readonly Problem[] = []) =>
    problems.map((problem) => ({ rule: problem.rule, digest: digestOf(order.orderId, problem) }));
  const entry = { caseId: record.caseId, at: now.toISOString(), tier };
  const entries: Correction[] = [
    ...(changes.length > 0
      ? [{ ...entry, causes: causes(given.mended), changes, ...(undoUntil && { undoUntil }) }]
      : []),
    ...(given.kept && given.kept.length > 0 ? [{ ...entry, causes: causes(given.kept), changes: [] }] : []),
  ];
  return { ...withDetails(order, detailsOf(after)), ...noted(order, entries) };
}

export const noted = ({ corrections = [] }: Order, entries: readonly Correction[]): Pick<Order, 'corrections'> => ({
  corrections: [...corrections, ...entries].slice(-kept),
});

const isPacked = ({ shipmentState }: Order) => !['Pending', 'Backorder', 'Delayed'].includes(shipmentState);

/** The corrections of a case that can still be taken back: nothing is packed, and its time has not passed. */
export function undoable(order: Order, caseId: string, now: Date): Correction | undefined {
  if (isPacked(order)) return undefined;
  return order.corrections?.find(
    (each) =>
      each.caseId === caseId && !each.undoneAt && each.undoUntil !== undefined && each.undoUntil > now.toISOString(),
  );
}

/**
 * The corrections as their customer is told of them: the time to take one back runs from then, whenever it was made, and
 * of what is packed meanwhile there is none. Nothing = none can be taken back.
 */
export function undoFrom(order: Order, caseId: string, until: string): Pick<Order, 'corrections'> | undefined {
  const { corrections = [] } = order;
  const own = corrections.filter((each) => each.caseId === caseId && each.undoUntil !== undefined);
  if (own.length === 0) return undefined;
  return {
    corrections: corrections.map((each) => {
      const { undoUntil: _, ...rest } = each;
      return own.includes(each) ? { ...rest, ...(!isPacked(order) && { undoUntil: until }) } : each;
    }),
  };
}

/** What was corrected unasked and still reads so: staff can take it back, told or not, `undoMinutes` from then on. */
export function undoableByStaff(order: Order, caseId: string, undoMinutes: number) {
  if (isPacked(order)) return undefined;
  const correction = order.corrections?.find(
    (each) => each.caseId === caseId && each.tier === 'fix' && !each.undoneAt && unchanged(order, each).length > 0,
  );
  if (!correction) return undefined;
  const ends = new Date(Date.parse(correction.at) + undoMinutes * 60_000).toISOString();
  const { undoUntil = ends } = correction;
  return { correction, until: undoUntil > ends ? undoUntil : ends };
}

function unchanged(order: Order, { changes }: Correction): FieldChange[] {
  const present = detailsOf(order);
  return changes.filter(({ field, after = '' }) => present[field] === after);
}

/** The order as it was before a correction; only what still reads as corrected goes back. `by` = who of the staff wants it. */
export function undone(order: Order, correction: Correction, { now, by }: { now: Date; by?: string }): Partial<Order> {
  const wanted = Object.fromEntries(unchanged(order, correction).map(({ field, before = '' }) => [field, before]));
  return {
    ...withDetails(order, wanted),
    corrections: (order.corrections ?? []).map((each) =>
      each === correction ? { ...each, undoneAt: now.toISOString(), ...(by && { undoneBy: by }) } : each,
    ),
  };
}
