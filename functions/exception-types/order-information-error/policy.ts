import type { Answer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { keepableFor } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Errand, Facts, Mending, TypeRules } from '../exception-type.ts';
import { causesOf, duplicateKeyOf, oddLinesOf, subjectOf } from './causes.ts';
import { corrected, noted, undoFrom } from './corrections.ts';
import { withDetails } from './details.ts';
import { findingsOf } from './detect.ts';
import { oddLines } from './goods.ts';
import { isDelivered } from './judge.ts';
import { cancelledRefund } from './offer.ts';
import { suggestedBy } from './problem.ts';
import type { Settings, TimedSettings } from './settings.ts';

/** A case about goods stands while its lines are as they were: not every look reads the shelves of what is set aside. */
export function stands(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): boolean {
  const subject = subjectOf(record);
  if (subject === 'duplicate')
    return causesOf(facts, thresholds).duplicate.some((other) => duplicateKeyOf(other) === record.causeKey);
  if (subject !== 'goods') {
    return findingsOf(facts, thresholds, now).some(({ causeKey }) => causeKey === record.causeKey);
  }
  const { order, stock } = facts;
  if (!isDelivered(order)) return false;
  const odd = oddLines(order, stock, thresholds);
  const listed = new Set(stock.map(({ sku }) => sku));
  return oddLinesOf(order, record).some(
    ({ line }) => !listed.has(line.sku) || odd.some((each) => each.line.lineId === line.lineId),
  );
}

/** What stops the order where its address does not; what is wrong with goods goes to staff with it. */
export function errand(facts: Facts, record: CaseRecord): Errand | undefined {
  const subject = subjectOf(record);
  if (subject !== 'goods' && subject !== 'duplicate') return undefined;
  if (!record.done.stop) return { key: 'stop', hold: 'OTHER' };
  if (subject === 'duplicate' || record.done['to-staff']) return undefined;
  return {
    key: 'to-staff',
    staff: {
      reasonCode: record.causeCode.replaceAll('-', '_').toUpperCase(),
      why: `${linesOf(facts, record)} The customer was not told; correct the order or the catalogue, or close the case.`,
    },
  };
}

function linesOf({ order, stock }: Facts, record: CaseRecord): string {
  return oddLinesOf(order, record)
    .map(({ line: { lineId, sku, unitPriceMinor }, rule }) => {
      if (rule === 'sku-unknown') return `line ${lineId}: SKU ${sku} is in no catalogue.`;
      const listed = stock.find((row) => row.sku === sku)?.unitPriceMinor;
      const compared = listed === undefined ? 'far from the catalogue’s price' : `the catalogue says ${listed}`;
      return `line ${lineId} (SKU ${sku}): ${unitPriceMinor} minor units a piece, ${compared}.`;
    })
    .join(' ');
}

/** Mended without a question, because it follows from the rest. */
export const presetOf: TypeRules['preset'] = (offer) =>
  offer.lines.every(({ preset }) => preset) ? { answer: answerBy(offer, 'preset'), by: 'policy' } : undefined;

export const silenceMeans = (offer: Offer): Answer | undefined =>
  offer.lines.every(({ onSilence }) => onSilence) ? answerBy(offer, 'onSilence') : undefined;

const answerBy = (offer: Offer, way: 'preset' | 'onSilence'): Answer => ({
  choices: Object.fromEntries(offer.lines.map((unit) => [unit.unitId, unit[way]!])),
});

export const movesMoney = (_offer: Offer, answer: Answer): boolean => 'cancelOrder' in answer;

interface Present {
  readonly thresholds: TimedSettings;
  readonly now: Date;
}

/** What an answer does to the order: it is cancelled, mended, or written down as right; an address that was filled in stands already. */
export function mend(facts: Facts, record: CaseRecord, answer: Answer, { thresholds, now }: Present): Mending {
  const { order } = facts;
  if ('cancelOrder' in answer) {
    const lines = order.lines.map(({ backorder: _, ...line }) => ({ ...line, quantity: 0, discountShareMinor: 0 }));
    return { lines, cancelsOrder: true, refund: cancelledRefund(order) };
  }
  const unchanged = {
    lines: order.lines,
    cancelsOrder: false,
    refund: { amountMinor: 0, lines: [], shippingMinor: 0 },
  };
  const keeps = Object.values(answer.choices).includes('keep');
  const orderChanges = keeps ? keptBy(facts, record, thresholds, now) : fixedBy(facts, record, thresholds, now);
  return { ...unchanged, ...(orderChanges && { orderChanges }) };
}

function keptBy(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): Partial<Order> {
  const { order } = facts;
  const subject = subjectOf(record);
  if (subject === 'duplicate') {
    // Who wants this order beside one of the others wants it beside all of them.
    const others = causesOf(facts, thresholds).duplicate.map(({ orderId }) => orderId);
    const wanted = new Set([record.causeKey.slice('duplicate:'.length), ...others]);
    const causes = [...wanted].map((digest) => ({ rule: 'duplicate-order', digest }));
    return noted(order, [{ caseId: record.caseId, at: now.toISOString(), tier: 'ask', causes, changes: [] }]);
  }
  const kept = causesOf(facts, thresholds)[subject === 'mail' ? 'mail' : 'details'];
  return corrected(order, order, { record, tier: 'confirm', kept, now });
}

/** Of what needs no mail nothing can be taken back: there is no link to do it by. */
function fixedBy(facts: Facts, record: CaseRecord, thresholds: TimedSettings, now: Date): Partial<Order> | undefined {
  if (subjectOf(record) !== 'fix') return undefined;
  const { order } = facts;
  const mended = causesOf(facts, thresholds).fix;
  const after = { ...order, ...withDetails(order, suggestedBy(mended)) };
  const told = mended.some(({ silent }) => !silent);
  const undoUntil = undoUntilFrom(order, now, thresholds);
  return corrected(order, after, { record, tier: 'fix', mended, now, ...(told && { undoUntil }) });
}

const undoUntilFrom = (order: Order, at: Date, { undoMinutes, hours }: TimedSettings) =>
  keepableFor(order, new Date(at.getTime() + undoMinutes * 60_000), hours).toISOString();

/** What was corrected in the night is told in the morning: the way back is open from then on. */
export const telling = (order: Order, { caseId }: CaseRecord, thresholds: TimedSettings, now: Date) =>
  undoFrom(order, caseId, undoUntilFrom(order, now, thresholds));

/** A correction that is more than form is told, so that it can be taken back; so is what somebody was asked about. */
export const tells: NonNullable<TypeRules['tells']> = ({ messages }, { by, offer }) =>
  by === 'policy'
    ? Boolean(offer?.lines.some(({ options }) => options.some(({ kind }) => kind === 'correct')))
    : messages > 0 && by !== 'silence';

/** How long a question of this case stands, and when it is reminded of. */
export function rhythmOf(record: CaseRecord, thresholds: Settings) {
  const { duplicateAnswerHours, answerHours, reminderHours } = thresholds;
  if (subjectOf(record) !== 'duplicate') return { answerHours, reminderHours };
  return { answerHours: duplicateAnswerHours, reminderHours: [] };
}
