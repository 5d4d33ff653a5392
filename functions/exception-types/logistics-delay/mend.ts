import type { Answer, Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order, OrderLine } from '#shared/domain/order.ts';
import { refundedLine } from '#shared/domain/refunded-line.ts';
import { type Facts, type Mending, OfferOutdated } from '../exception-type.ts';
import { shippingOf } from './offer.ts';
import { chosenOf } from './options.ts';
import { handedOver, type Parcel, parcelAt } from './parcels.ts';

/**
 * What an answer makes of the order: a later date that is watched, the goods sent again, or the money back with the
 * parcel's part of the shipping.
 * @throws OfferOutdated
 */
export function mend(facts: Facts, record: CaseRecord, offer: Offer, answer: Answer, now: Date): Mending {
  const { order } = facts;
  const chosen = chosenOf(offer, answer);
  const parcel = parcelAt(facts, record.subject);
  const same = (chosen?.unit.lineIds ?? []).every((id) => parcel?.lines.some(({ lineId }) => lineId === id));
  if (!chosen || !parcel || !same)
    throw new OfferOutdated(`the parcel of case ${record.caseId} is not what was agreed on`);
  const { kind, until, refund } = chosen.option;
  const nothing = { amountMinor: 0, lines: [], shippingMinor: 0 };
  if (kind === 'wait' && until) {
    return {
      lines: order.lines,
      cancelsOrder: false,
      refund: nothing,
      waitUntil: until,
      orderChanges: agreed(order, { caseId: record.caseId, lines: parcel.lines, until, now }),
    };
  }
  if (kind === 'reship' && until) return sentAgain(order, parcel, { caseId: record.caseId, until, now });
  return refunded(order, parcel, refund?.centAmount ?? 0, record);
}

interface Agreed {
  readonly caseId: string;
  readonly lines: readonly OrderLine[];
  readonly until: string;
  readonly now: Date;
}

const agreed = (order: Order, { caseId, lines, until, now }: Agreed): Partial<Order> => ({
  deliveryAgreements: [
    ...(order.deliveryAgreements ?? []),
    { caseId, at: now.toISOString(), lineIds: lines.map(({ lineId }) => lineId), until },
  ],
});

/** What was paid moves to lines of their own, which want stock anew; what was lost stays to be read. */
function sentAgain(order: Order, { lines }: Parcel, { caseId, until, now }: Omit<Agreed, 'lines'>): Mending {
  const again = lines.map((line) => ({
    ...line,
    lineId: `${line.lineId}-again-${caseId.slice(-12)}`,
    reservations: [],
  }));
  return {
    lines: [
      ...order.lines.map((line) => (lines.some(({ lineId }) => lineId === line.lineId) ? emptied(line) : line)),
      ...again,
    ],
    cancelsOrder: false,
    refund: { amountMinor: 0, lines: [], shippingMinor: 0 },
    orderChanges: {
      ...agreed(order, { caseId, lines: again, until, now }),
      orderState: 'Confirmed',
      shipmentState: 'Partial',
    },
  };
}

function refunded(order: Order, parcel: Parcel, amountMinor: number, { caseId, type }: CaseRecord): Mending {
  const gone = new Set(parcel.lines.map(({ lineId }) => lineId));
  const lines = order.lines.map((line) => (gone.has(line.lineId) ? emptied(line) : line));
  const { shipment } = parcel;
  const shippingMinor = shippingOf(parcel, order);
  return {
    lines,
    cancelsOrder: lines.every(({ quantity }) => quantity === 0),
    refund: {
      amountMinor,
      lines: parcel.lines.map((line) => refundedLine(line, line.quantity)),
      shippingMinor,
    },
    // What was given back of it is not there for the next parcel.
    orderChanges: { shippingCostMinor: order.shippingCostMinor - shippingMinor },
    ...(shipment &&
      handedOver(parcel) && {
        outgoing: [
          {
            kind: 'alert' as const,
            severity: 'warning' as const,
            subject: `${type}: a parcel of order ${order.orderNumber} was refunded on its way`,
            text: `Ask ${shipment.carrier} to send ${shipment.trackingNumber} back if it turns up.\nnpm run case -- show ${caseId}`,
          },
        ],
      }),
  };
}

/** Nothing of it is wanted any more. */
const emptied = ({ backorder: _, ...line }: OrderLine): OrderLine => ({ ...line, quantity: 0, discountShareMinor: 0 });
