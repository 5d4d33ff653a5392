import type { LineOption, Offer } from '#shared/domain/case.ts';
import { keepableFor } from '#shared/domain/message-times.ts';
import { allocate } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { inIncrements } from '#shared/domain/refunded-line.ts';
import type { Facts } from '../exception-type.ts';
import { owesWord, reasonableUntil, silenceOn } from './consent.ts';
import { nothingPaid } from './options.ts';
import { handedOver, isExcused, isUnpaid, noticesOf, type Parcel, priceOf } from './parcels.ts';
import type { Scene } from './scene.ts';
import { dayMs, isComing, isCustomersTurn, type Standing } from './standing.ts';

/** Where a unit of the question is called by when nothing was given to a carrier yet. */
const notHandedOver = 'not-handed-over';

/** Send again or money back for a parcel that will not come; wait or cancel for one that is too late. */
export function offerOf(scene: Scene): Offer | undefined {
  const { standing, facts, thresholds } = scene;
  const { parcel } = standing;
  if (isExcused(parcel, facts, thresholds.methods)) return undefined;
  if (standing.course === 'gone')
    return question(standing, facts.order, [reship(scene), refund(parcel, facts)], 'refund');
  return isComing(standing) && mustAsk(scene) ? waitOrCancel(scene) : undefined;
}

function question(standing: Standing, { customer }: Order, options: LineOption[], silence: string | undefined): Offer {
  const { parcel, causeCode = 'late' } = standing;
  return {
    lines: [
      {
        unitId: parcel.shipment?.shipmentId ?? notHandedOver,
        lineIds: parcel.lines.map(({ lineId }) => lineId),
        title: standing.course === 'gone' ? causeCode : parcel.unnamed ? 'overdue' : 'late',
        quantity: 1,
        short: 1,
        options,
        ...(silence && customer.kind !== 'business' && { onSilence: silence }),
      },
    ],
  };
}

/** The parcel's goods and its part of the shipping: so much less the order costs, whether it was paid or not. */
function refund(parcel: Parcel, facts: Facts): LineOption {
  const { order } = facts;
  const centAmount = inIncrements(priceOf(parcel) + shippingOf(parcel, order), order);
  const amount = { centAmount, currencyCode: order.currencyCode };
  return { kind: 'refund', choice: 'refund', refund: amount, ...(isUnpaid(facts) && { code: nothingPaid }) };
}

/**
 * The parcel's own shipping, minor units: in proportion to the goods that travel, and all that has not been given back yet
 * once nothing else of the order was delivered or is still to come.
 */
export function shippingOf(parcel: Parcel, order: Order): number {
  const ids = new Set(parcel.lines.map(({ lineId }) => lineId));
  const others = order.lines.filter(
    ({ lineId, quantity, supply }) => quantity > 0 && supply !== 'digital' && !ids.has(lineId),
  );
  if (others.length === 0) return order.shippingCostMinor;
  return allocate(order.shippingCostMinor, [priceOf(parcel), priceOf({ lines: others })])[0] ?? 0;
}

/** Sent again: from the day on which it is known that the parcel will not come. */
function reship({ record, facts, thresholds }: Scene): LineOption {
  const due = new Date(Date.parse(record.settleUntil) + thresholds.reshipDays * dayMs);
  const until = keepableFor(facts.order, due, thresholds.hours).toISOString();
  return { kind: 'reship', choice: 'reship', until };
}

/**
 * Consent to a later date is asked for once the customer knows of the delay: at once for what has not left (that is what
 * the law speaks of), and for a parcel on its way when it is long, or its date was essential. It goes by what was told, so
 * that the question stays the same while the estimate moves.
 */
function mustAsk({ standing, facts, thresholds }: Scene): boolean {
  const { parcel, daysLate } = standing;
  const told = noticesOf(parcel, facts.order).at(-1);
  if (!told || !parcel.promisedAt || isCustomersTurn(standing)) return false;
  if (!handedOver(parcel)) return true;
  const expected = told.estimatedAt ? (Date.parse(told.estimatedAt) - Date.parse(parcel.promisedAt)) / dayMs : 0;
  if (facts.order.deliveryDateEssential) return standing.late || expected > 0;
  return Math.max(daysLate, expected) >= thresholds.askDaysLate;
}

/** A broken promise of which the law has the customer told, and asked whether to wait. */
export const tellsByLaw = ({ standing, facts }: Scene): boolean =>
  isComing(standing) && (standing.late || standing.estimate.late) && owesWord(facts.order, handedOver(standing.parcel));

/** A date that is agreed on ends by day and on no holiday; what silence means goes by that date, not by the one that was told. */
function waitOrCancel({ standing, facts, thresholds, now }: Scene): Offer {
  const { order } = facts;
  const { parcel } = standing;
  const promisedAt = parcel.promisedAt!;
  const told = noticesOf(parcel, order).at(-1)?.estimatedAt;
  const kept = (at: string) => keepableFor(order, new Date(at), thresholds.hours).toISOString();
  const ahead = told && told > now.toISOString() ? kept(told) : undefined;
  const until = ahead ?? kept(reasonableUntil(order.market, promisedAt));
  const silence = silenceOn(order, { promisedAt, until: ahead, delays: parcel.delays });
  const wait: LineOption[] = until > now.toISOString() ? [{ kind: 'wait', choice: 'wait', until }] : [];
  const consents = silence === 'wait' && wait.length === 0 ? 'refund' : silence;
  return question(standing, order, [...wait, refund(parcel, facts)], consents === 'staff' ? undefined : consents);
}
