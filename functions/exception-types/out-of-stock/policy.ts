import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import { type Order, shortQuantity, wantsStock } from '#shared/domain/order.ts';
import { uncoveredLines } from '#shared/domain/shortage.ts';
import type { Facts, WaitStanding } from '../exception-type.ts';
import { expectedAt } from './offer.ts';
import { chosen } from './options.ts';

/** What is decided without a question, if every unit is: the customer's stored wish, or a restock within the promise. */
export function presetOf(offer: Offer, { order }: Facts): { answer: Answer; by: 'preference' | 'policy' } | undefined {
  const inTime = offer.lines.every(({ presetBy }) => presetBy === 'policy');
  if (inTime) return { answer: answerBy(offer, ({ preset }) => preset)!, by: 'policy' };
  const short = new Set(offer.lines.flatMap(({ lineIds }) => lineIds));
  const cancels = order.lines.some((line) => short.has(line.lineId) && line.ifUnavailable === 'cancel-order');
  if (cancels && offer.cancelOrder) return { answer: { cancelOrder: true }, by: 'preference' };
  const answer = answerBy(offer, ({ preset }) => preset);
  return answer && { answer, by: 'preference' };
}

/** What silence answers: every unit's own default, or nothing when one of them has none. */
export const onSilence = (offer: Offer): Answer | undefined =>
  answerBy(offer, ({ preset, onSilence: choice }) => preset ?? choice);

function answerBy(offer: Offer, choiceOf: (unit: LineOffer) => string | undefined): Answer | undefined {
  const choices = offer.lines.map((unit) => [unit.unitId, choiceOf(unit)] as const);
  if (choices.some(([, choice]) => choice === undefined)) return undefined;
  return { choices: Object.fromEntries(choices as [string, string][]) };
}

export function movesMoney(offer: Offer, answer: Answer): boolean {
  return (
    'cancelOrder' in answer ||
    chosen(offer, answer).some(([, option]) => 'refund' in option && option.refund.centAmount > 0)
  );
}

/** How the accepted waits of an order stand: all arrived, still expected in time, or one of them will not be. */
export function standingOf({ order, stock }: Pick<Facts, 'order' | 'stock'>, now: Date): WaitStanding {
  if (!wantsStock(order)) return 'arrived';
  const waited = order.lines.filter((line) => line.backorder && shortQuantity(line) > 0);
  if (waited.length === 0) return 'arrived';
  const uncovered = new Set(uncoveredLines({ order, stock }).map(({ lineId }) => lineId));
  const late = waited.some(({ lineId, backorder, ...line }) => {
    if (!uncovered.has(lineId)) return false;
    if (backorder!.until <= now.toISOString()) return true;
    const expected = expectedAt({ lineId, backorder, ...line }, stock, now);
    return !expected || expected > backorder!.until;
  });
  return late ? 'slipped' : 'on-time';
}

/** The order when a wait slips: the wait is over, so that the lines are missing again; how many delays there were stays. */
export function slippedLines({ order }: Pick<Facts, 'order'>, now: Date): Partial<Order> {
  const lines = order.lines.map((line) =>
    line.backorder && shortQuantity(line) > 0
      ? { ...line, backorder: { ...line.backorder, until: now.toISOString() } }
      : line,
  );
  return { lines };
}
