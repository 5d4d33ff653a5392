import type { DeliveryAgreement, DeliveryNotice } from '#shared/domain/delivery.ts';
import { isPaid, type Order, type OrderLine, paidFor } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import { isPaidAfterwards, methodOfRow, type PaymentMethod } from '#shared/domain/payment-method.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import type { Facts } from '../exception-type.ts';
import { dueWithoutDate } from './consent.ts';
import type { Settings } from './settings.ts';
import { meaningOf } from './status.ts';

/** Goods that travel, or will travel, together and have not arrived. */
export interface Parcel {
  /** None = nothing has been given to a carrier yet. */
  readonly shipment?: Shipment;
  readonly lines: readonly OrderLine[];
  /** The date that counts now: what was promised, or the later one that was agreed on; else when it is due without one. */
  readonly promisedAt?: string;
  /** Nobody has named that date: it is what the market gives. */
  readonly unnamed?: true;
  /** The newest later date that was agreed on. */
  readonly agreement?: DeliveryAgreement;
  /** How many later dates have been agreed on. */
  readonly delays: number;
}

interface Rows {
  readonly order: Order;
  readonly shipments: readonly Shipment[];
}

/** Days that a region gives where no date was named. */
type DefaultDays = Settings['defaultPromiseDays'];

/**
 * What of an order has not arrived: each parcel on its way, and everything that was not given to a carrier. Without `days`
 * only dates that somebody has named count.
 */
export function parcelsOf({ order, shipments }: Rows, days?: DefaultDays): Parcel[] {
  if (order.orderState === 'Cancelled') return [];
  const wanted = order.lines.filter(({ quantity, supply }) => quantity > 0 && supply !== 'digital');
  const taken = new Set<string>();
  const parcels = shipments.flatMap((shipment) => {
    const lines = linesIn(shipment, order);
    for (const { lineId } of lines) taken.add(lineId);
    const open = lines.filter(({ lineId }) => wanted.some((line) => line.lineId === lineId));
    return meaningOf(shipment).course === 'delivered' || open.length === 0
      ? []
      : [parcelOf({ order, days }, open, shipment)];
  });
  const left = wanted.filter(({ lineId }) => !taken.has(lineId));
  const arrived = ['Delivered', 'Canceled'].includes(order.shipmentState);
  if (left.length === 0 || arrived) return parcels;
  // Of what the shop has shipped without a parcel's row nothing more is heard: no time but a promise says that it is late.
  return [...parcels, parcelOf({ order, ...(!isGone(order, left) && { days }) }, left)];
}

/** A feed that names no line of the order says that all of them are in the parcel. */
function linesIn({ lineIds }: Shipment, { lines }: Order): readonly OrderLine[] {
  const named = lines.filter(({ lineId }) => lineIds.includes(lineId));
  return named.length > 0 ? named : lines;
}

const isGone = ({ shipmentState }: Order, lines: readonly OrderLine[]): boolean =>
  shipmentState === 'Shipped' ||
  lines.every(({ reservations }) => reservations.some(({ state }) => state === 'consumed'));

interface Bought {
  readonly order: Order;
  readonly days?: DefaultDays | undefined;
}

function parcelOf({ order, days }: Bought, lines: readonly OrderLine[], shipment?: Shipment): Parcel {
  const ids = new Set(lines.map(({ lineId }) => lineId));
  const agreed = (order.deliveryAgreements ?? []).filter(({ lineIds }) => lineIds.some((id) => ids.has(id)));
  const agreement = agreed.at(-1);
  const waits = lines.flatMap(({ backorder }) => backorder?.until ?? []);
  const base = shipment?.promisedDeliveryAt ?? order.promisedDeliveryAt;
  const named = base ?? agreement?.until;
  const due = named ?? (days && dueWithoutDate(order, handedOver({ shipment }), days));
  const promisedAt = due && [due, ...waits, ...(agreement ? [agreement.until] : [])].sort().at(-1);
  return {
    ...(shipment && { shipment }),
    lines,
    ...(promisedAt && { promisedAt }),
    ...(promisedAt && !named && { unnamed: true }),
    ...(agreement && { agreement }),
    delays: agreed.length,
  };
}

/** The parcel that a case is about; nothing = it has arrived, or nobody wants it any more. */
export const parcelAt = (rows: Rows, shipmentId: string | undefined, days?: DefaultDays): Parcel | undefined =>
  parcelsOf(rows, days).find(({ shipment }) => shipment?.shipmentId === shipmentId);

export const causeKeyOf = ({ shipment, promisedAt }: Parcel): string =>
  `${shipment?.shipmentId ?? 'not-handed-over'}@${promisedAt ?? 'no-promise'}`;

/** A later date that was agreed on still runs. */
export const runs = ({ agreement }: Parcel, now: Date): boolean =>
  agreement !== undefined && !agreement.endedAt && agreement.until > now.toISOString();

/** The carrier has it: whatever happens to the order, it is on its way. */
export const handedOver = ({ shipment }: { readonly shipment?: Shipment | undefined }): boolean =>
  shipment !== undefined && (shipment.handedOverAt !== undefined || meaningOf(shipment).course !== 'announced');

/** Why goods that were not handed over are not late: the order is stopped, not paid yet, or ordered before it exists. */
export function isExcused(parcel: Parcel, { order, payments }: PaidRows, methods: readonly PaymentMethod[]): boolean {
  if (handedOver(parcel)) return false;
  const paid = isPaid(order) || holdsMoney(payments) || isPaidLater(order, payments, methods);
  return order.holds.length > 0 || !paid || parcel.lines.every(({ supply }) => supply === 'preorder');
}

type PaidRows = Pick<Facts, 'order' | 'payments'>;

const holdsMoney = (payments: readonly Payment[]): boolean =>
  payments.some(({ status }) => status === 'authorized' || status === 'captured');

/** It is paid at the door or by invoice: a row that waits for it says so, or the order alone, as long as no row says otherwise. */
function isPaidLater(
  { paymentMethod, paymentState }: Order,
  payments: readonly Payment[],
  methods: readonly PaymentMethod[],
): boolean {
  const later = (code: string) => isPaidAfterwards(methodOfRow(methods, code));
  if (payments.some(({ status, method }) => status === 'pending' && later(method))) return true;
  if (paymentMethod === undefined || paymentState !== 'Pending' || !later(paymentMethod)) return false;
  return payments.every(({ method }) => method !== paymentMethod);
}

/** Its customer has not paid yet, so that nothing goes back when it is cancelled. */
export const isUnpaid = ({ order, payments }: PaidRows): boolean => !isPaid(order) && !holdsMoney(payments);

/** What was told about these goods since the date that counts was agreed on, oldest first. */
export function noticesOf({ lines, agreement }: Parcel, { deliveryNotices = [] }: Order): readonly DeliveryNotice[] {
  return deliveryNotices.filter(
    ({ at, lineIds }) => at > (agreement?.at ?? '') && lines.some(({ lineId }) => lineIds.includes(lineId)),
  );
}

/** What the customer paid for the goods in it, minor units. */
export const priceOf = ({ lines }: Pick<Parcel, 'lines'>): number =>
  lines.reduce((sum, line) => {
    const { net, tax } = paidFor(line, line.quantity);
    return sum + net + tax;
  }, 0);
