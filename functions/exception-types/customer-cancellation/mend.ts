import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import type { UnwantedUnits } from '#shared/domain/cancellation.ts';
import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { OrderLine, Reservation } from '#shared/domain/order.ts';
import { inIncrements, refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import { type Facts, type Mending, OfferOutdated, type RefundedLine } from '../exception-type.ts';
import { requestOf } from './course.ts';
import { type Choice, shippingUnit } from './offer.ts';

/** Units of a line that go, and whether they come back from the customer. */
interface Taken {
  readonly unwanted: UnwantedUnits;
  readonly quantity: number;
  readonly returned: boolean;
}

/**
 * What the decision makes of the order: the units taken off its lines, the money that goes back for them, and the request
 * marked as carried out, or, where a part of it had left already, as the return that is still to come.
 * @throws OfferOutdated
 */
export function mend(facts: Facts, record: CaseRecord, agreed: { offer: Offer; answer: Answer }, now: Date): Mending {
  const { order } = facts;
  const asked = requestOf(facts, record);
  if (!asked) throw new OfferOutdated(`order ${order.orderId} has no open request any more`);
  const taken = agreed.offer.lines.flatMap((unit) => takenOf(unit, chosenFor(unit, agreed.answer), asked.units));
  const lines = taken.map(({ unwanted, quantity }) => refundedLine(unwanted.line, quantity));
  const whole = 'cancelOrder' in agreed.answer;
  const shippingMinor = whole || givesShippingBack(agreed) ? order.shippingCostMinor : 0;
  const after = order.lines.map((line) => without(line, taken));
  const returned = taken.some((each) => each.returned);
  return {
    lines: after,
    cancelsOrder: whole || (!returned && taken.length > 0 && after.every(({ quantity }) => quantity === 0)),
    refund: {
      amountMinor: whole ? inIncrements(sumOf(lines) + shippingMinor, order) : agreedAmount(agreed),
      lines: lines as RefundedLine[],
      shippingMinor,
    },
    orderChanges: { cancelRequest: requestAfter(asked.request, asked.units, taken, now) },
  };
}

function chosenFor({ unitId }: LineOffer, answer: Answer): Choice {
  return ('cancelOrder' in answer ? 'cancel' : answer.choices[unitId]) as Choice;
}

/** The units behind an agreed choice, if they are still what was agreed on. */
function takenOf(unit: LineOffer, choice: Choice, present: readonly UnwantedUnits[]): Taken[] {
  if (choice === 'keep' || unit.unitId === shippingUnit) return [];
  const taken = unit.lineIds.map((lineId) => {
    const unwanted = present.find(({ line }) => line.lineId === lineId);
    if (!unwanted) throw new OfferOutdated(`line ${lineId} is not what was agreed on`);
    const quantity = choice === 'cancel' ? unwanted.open : unwanted.open + unwanted.away;
    return { unwanted, quantity, returned: choice === 'refund' };
  });
  if (taken.reduce((sum, { quantity }) => sum + quantity, 0) !== unit.short) {
    throw new OfferOutdated(`unit ${unit.unitId}: ${unit.short} units were agreed on, and some have left since`);
  }
  return taken;
}

const givesShippingBack = ({ offer, answer }: { offer: Offer; answer: Answer }): boolean =>
  offer.lines.some((unit) => unit.unitId === shippingUnit && chosenFor(unit, answer) === 'refund');

const agreedAmount = ({ offer, answer }: { offer: Offer; answer: Answer }): number =>
  offer.lines.reduce((sum, unit) => {
    const option = unit.options.find(({ choice }) => choice === chosenFor(unit, answer));
    return sum + (option?.refund?.centAmount ?? 0);
  }, 0);

/** The line afterwards. What is reserved beyond it is given back by the stock moves that follow; what came back is not. */
function without(line: OrderLine, taken: readonly Taken[]): OrderLine {
  const of = taken.find(({ unwanted }) => unwanted.line.lineId === line.lineId);
  if (!of || of.quantity === 0) return line;
  const { discountShare } = refundedLine(line, of.quantity);
  const quantity = line.quantity - of.quantity;
  const { backorder: _, ...kept } = line;
  return {
    ...(quantity === 0 ? kept : line),
    quantity,
    discountShareMinor: line.discountShareMinor - discountShare,
    reservations: of.returned ? takenBack(line.reservations, of.quantity) : line.reservations,
  };
}

/** Units that came back count for the line no longer; the warehouse books them in by itself. */
function takenBack(reservations: readonly Reservation[], units: number): Reservation[] {
  let left = units;
  return reservations.flatMap((each) => {
    const back = each.state === 'consumed' ? Math.min(left, each.quantity) : 0;
    if (back === 0) return [each];
    left -= back;
    const released: Reservation = { ...each, quantity: back, state: 'released' };
    return back === each.quantity ? [released] : [{ ...each, quantity: each.quantity - back }, released];
  });
}

/** Of what could not be cancelled, because it had left, a case of its own brings the return to its end. */
function requestAfter(
  request: CancelRequest,
  units: readonly UnwantedUnits[],
  taken: readonly Taken[],
  now: Date,
): CancelRequest {
  const away = units.filter((each) => each.away > 0);
  const onlyCancelled = taken.length > 0 && taken.every(({ returned }) => !returned);
  if (!onlyCancelled || away.length === 0) return { ...request, carriedOutAt: now.toISOString() };
  const lines = away.map(({ line, away: quantity }) => ({ lineId: line.lineId, quantity }));
  return { ...request, scope: 'lines', lines, remainder: 'return' };
}
