import type { Answer, LineOffer, Offer } from '#shared/domain/case.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import { inIncrements, refundedLine, sumOf } from '#shared/domain/refunded-line.ts';
import { type Facts, type Mending, OfferOutdated, type RefundedLine } from '../exception-type.ts';
import { substituted, withinPromise } from './offer.ts';
import { chosen, type ShortageOption } from './options.ts';
import { partOfPrice } from './refund.ts';
import type { Thresholds } from './settings.ts';

interface Agreed {
  readonly caseId: string;
  readonly offer: Offer;
  readonly answer: Answer;
}

interface MendedLine {
  readonly line: OrderLine;
  /** The substitute: a line of its own, so that the one that was ordered stays to be read. */
  readonly added?: OrderLine;
  readonly refunded?: RefundedLine;
}

/**
 * What an agreed answer makes of the order: the lines afterwards and the money that goes back, exactly as it was shown.
 * @throws OfferOutdated
 */
export function mend({ order }: Pick<Facts, 'order'>, thresholds: Thresholds, agreed: Agreed): Mending {
  if ('cancelOrder' in agreed.answer) return cancelled(order);
  const options = chosen(agreed.offer, agreed.answer);
  assertStillThere(order, agreed.offer);
  const after = new Map(order.lines.map((line) => [line.lineId, line]));
  const refunded: RefundedLine[] = [];
  let amountMinor = 0;
  let waitUntil: string | undefined;
  for (const [unit, option] of options) {
    if ('refund' in option) amountMinor += option.refund.centAmount;
    for (const lineId of unit.lineIds) {
      const mended = mendLine(order, after.get(lineId)!, option, agreed.caseId, thresholds);
      after.set(lineId, mended.line);
      if (mended.added) after.set(mended.added.lineId, mended.added);
      if (mended.refunded) refunded.push(mended.refunded);
    }
    if ('until' in option && (!waitUntil || option.until > waitUntil)) waitUntil = option.until;
  }
  return {
    lines: [...after.values()],
    cancelsOrder: false,
    refund: { amountMinor, lines: refunded, shippingMinor: 0 },
    ...(waitUntil && { waitUntil }),
  };
}

function cancelled(order: Order): Mending {
  const lines = order.lines.filter(({ quantity }) => quantity > 0).map((line) => refundedLine(line, line.quantity));
  const shippingMinor = order.shippingCostMinor;
  return {
    lines: order.lines.map(emptied),
    cancelsOrder: true,
    refund: { amountMinor: inIncrements(sumOf(lines) + shippingMinor, order), lines, shippingMinor },
  };
}

function assertStillThere(order: Order, offer: Offer): void {
  const quantityOf = new Map(order.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  const changed = offer.lines.find(
    ({ lineIds, quantity }: LineOffer) =>
      lineIds.some((lineId) => !quantityOf.has(lineId)) || quantityOf.get(lineIds[0]!) !== quantity,
  );
  if (changed) throw new OfferOutdated(`line ${changed.unitId} of order ${order.orderId} is not what was agreed on`);
}

function mendLine(
  order: Order,
  line: OrderLine,
  option: ShortageOption,
  caseId: string,
  thresholds: Thresholds,
): MendedLine {
  switch (option.kind) {
    case 'substitute': {
      const { ifUnavailable: _, backorder: __, ...kept } = substituted(line, option.sku, option.unitPriceMinor);
      const { centAmount } = option.refund;
      return {
        line: emptied(line),
        added: { ...kept, lineId: `${line.lineId}-for-${caseId.slice(-12)}`, title: option.title, reservations: [] },
        ...(centAmount > 0 && { refunded: partOfPrice(line, centAmount) }),
      };
    }
    case 'wait':
    case 'ship-rest-later': {
      const delay = withinPromise(order, option.until, thresholds) ? 0 : 1;
      const delays = (line.backorder?.delays ?? 0) + delay;
      return { line: { ...line, backorder: { until: option.until, caseId, delays } } };
    }
    case 'ship-refund-rest':
      return refundedUnits(line, line.quantity - option.now);
    case 'refund-line':
      return { ...refundedUnits(line, line.quantity), line: emptied(line) };
  }
}

function refundedUnits(line: OrderLine, quantity: number): MendedLine {
  const refunded = refundedLine(line, quantity);
  const discountShareMinor = line.discountShareMinor - refunded.discountShare;
  return { line: { ...line, quantity: line.quantity - quantity, discountShareMinor }, refunded };
}

/** Nothing of it is wanted any more; what is reserved beyond that is given back by the stock moves that follow. */
function emptied({ backorder: _, ...line }: OrderLine): OrderLine {
  return { ...line, quantity: 0, discountShareMinor: 0 };
}
