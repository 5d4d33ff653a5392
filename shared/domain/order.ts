import * as z from 'zod';
import { address, addressVerification, correction, pickupPoint } from './address.ts';
import { cancelRequest } from './cancel-request.ts';
import { compensation, deliveryAgreement, deliveryNotice } from './delivery.ts';
import { currencyCode, nonNegativeMinorUnits } from './money.ts';
import { instant, lineId, locationId, orderId, sku, version } from './primitives.ts';
import { rowParser } from './row-parser.ts';

/** What a customer wished, at purchase, for a line that turns out to be unavailable; `ask` is the same as none. */
export const ifUnavailable = z.enum(['substitute', 'wait', 'refund', 'cancel-order', 'ask']);
export type IfUnavailable = z.infer<typeof ifUnavailable>;

/** Units of a line that stand reserved at a location. `released` and `consumed` units no longer count as reserved. */
export const reservation = z.strictObject({
  locationId,
  quantity: z.int().min(1),
  state: z.enum(['held', 'released', 'consumed']),
  roundId: z.string(),
});
export type Reservation = z.infer<typeof reservation>;

/**
 * A wait that was accepted, by the customer or by policy: the line is not short again before `until` has passed.
 * `delays` counts the waits beyond what was promised; one inside the promise's grace is none.
 */
export const backorder = z.strictObject({ until: instant, caseId: z.string(), delays: z.int().min(0) });

export const orderLine = z.strictObject({
  lineId,
  sku,
  /** Lines with one bundleId are answered and shipped as one. */
  bundleId: z.string().optional(),
  title: z.string(),
  quantity: z.int().min(0),
  /** Per unit, in minor units, tax included or not as `tax.included` says. */
  unitPriceMinor: nonNegativeMinorUnits,
  tax: z.strictObject({ rate: z.number().min(0).max(1), included: z.boolean() }),
  /** This line's part of the discounts on the order, for its whole quantity, in minor units. */
  discountShareMinor: nonNegativeMinorUnits,
  supply: z.enum(['stock', 'preorder', 'made-to-order', 'dropship', 'digital']),
  gift: z.boolean().optional(),
  availableFrom: instant.optional(),
  ifUnavailable: ifUnavailable.optional(),
  reservations: z.array(reservation),
  backorder: backorder.optional(),
});
export type OrderLine = z.infer<typeof orderLine>;

export const hold = z.strictObject({
  holdId: z.string(),
  reason: z.enum([
    'AWAITING_PAYMENT',
    'INCORRECT_ADDRESS',
    'INVENTORY_OUT_OF_STOCK',
    'UNKNOWN_DELIVERY_DATE',
    'HIGH_RISK_OF_FRAUD',
    'AWAITING_RETURN_ITEMS',
    'OTHER',
  ]),
  since: instant,
  caseId: z.string().optional(),
  /** What was set aside for the order has gone back to the shelf, and nothing is set aside while the hold stands so. */
  stockReleased: z.boolean().optional(),
  /** What was set aside again stays so until then. */
  reservedUntil: instant.optional(),
});

/** The invoice that was issued for the order: a refund then needs a credit document. `kind` is the shop's code. */
export const invoice = z.strictObject({
  kind: z.string().min(1).max(64),
  number: z.string().min(1).max(64),
  issuedAt: instant,
});

/** What a customer wrote beside an answer: personal data, kept on the order and nowhere else. */
export const customerComment = z.strictObject({ caseId: z.string(), at: instant, text: z.string() });
export type CustomerComment = z.infer<typeof customerComment>;

/**
 * An order as the shop writes it (commercetools' names). Amounts are minor units of `currencyCode`. Unknown fields of
 * the shop's own are kept in the row and not read.
 */
export const order = z.object({
  orderId,
  orderNumber: z.string().min(4).max(64),
  channel: z.string(),
  market: z.string().regex(/^[A-Z]{2}$/),
  version,
  orderState: z.enum(['Open', 'Confirmed', 'Complete', 'Cancelled']),
  paymentState: z.enum(['Paid', 'Pending', 'Failed', 'CreditOwed', 'BalanceDue']),
  shipmentState: z.enum(['Pending', 'Ready', 'Shipped', 'Delivered', 'Partial', 'Backorder', 'Delayed', 'Canceled']),
  customer: z.object({
    customerId: z.string(),
    kind: z.enum(['consumer', 'business']),
    email: z.string().optional(),
    phone: z.string().optional(),
    locale: z.string(),
    timeZone: z.string(),
  }),
  shippingAddress: address.optional(),
  pickupPoint: pickupPoint.optional(),
  addressVerification: addressVerification.optional(),
  /** What was wrong with address, phone or mail and what became of it, oldest first. */
  corrections: z.array(correction).optional(),
  /** The buyer's tax number, for invoices; it stays in this row. */
  taxId: z.string().max(64).optional(),
  invoice: invoice.optional(),
  /** The code of the declared method that was chosen when it was placed, where the shop says so. */
  paymentMethod: z.string().max(64).optional(),
  currencyCode,
  lines: z
    .array(orderLine)
    .max(10_000)
    .refine(
      (lines) => lines.length < 2 || new Set(lines.map(({ lineId }) => lineId)).size === lines.length,
      'lineId: each once',
    ),
  shippingCostMinor: nonNegativeMinorUnits,
  /** Share of tax that is contained in the shipping cost; absent = none is stated. */
  shippingTaxRate: z.number().min(0).max(1).optional(),
  totalPriceMinor: nonNegativeMinorUnits,
  promisedDeliveryAt: instant.optional(),
  /** The customer wants it by that date or not at all, and the shop knew: no extra time is taken for granted. */
  deliveryDateEssential: z.boolean().optional(),
  /** How often stock was allotted anew; raised by the transaction that closes an out-of-stock case. */
  allocationRound: z.int().min(0),
  holds: z.array(hold),
  /** The version that OrderMend wrote itself and needs no second look at; any other writer leaves it as it is. */
  ordermendVersion: z.int().optional(),
  /** What was to be released of payments that were only authorised, minor units by attempt: nobody is told twice. */
  releasedAuthorizations: z.record(z.string(), nonNegativeMinorUnits).optional(),
  /** When it was cancelled; until it is known, it counts as cancelled when it was last written. */
  cancelledAt: instant.optional(),
  /** That we have cancelled it, and what was captured of each attempt then, minor units: what comes beyond it is late. */
  ourCancellation: z
    .strictObject({ at: instant, capturedMinor: z.record(z.string(), nonNegativeMinorUnits) })
    .optional(),
  customerComments: z.array(customerComment).optional(),
  /** The newest wish of the customer to cancel, carried out or not. */
  cancelRequest: cancelRequest.optional(),
  deliveryNotices: z.array(deliveryNotice).optional(),
  deliveryAgreements: z.array(deliveryAgreement).optional(),
  compensations: z.array(compensation).optional(),
  createdAt: instant,
  updatedAt: instant,
});
export type Order = z.infer<typeof order>;
export const parseOrder = rowParser(order);

/** What the order's cases alone go by: no rule and no watch looks at it, and no stock moves for it. */
export const ofCasesAlone = ['deliveryNotices', 'compensations'] as const satisfies readonly (keyof Order)[];
const alone: ReadonlySet<string> = new Set(ofCasesAlone);

/** Nothing but that changes. */
export const concernsCasesAlone = (changes: Partial<Order>): boolean =>
  Object.keys(changes).every((name) => alone.has(name));

/** Nothing is owed for it: the order itself says so, whatever its payments are. */
export const isPaid = ({ paymentState }: Pick<Order, 'paymentState'>): boolean =>
  paymentState === 'Paid' || paymentState === 'CreditOwed';

/** Units of the line that are set aside for it. */
export function reservedQuantity(line: OrderLine): number {
  return line.reservations.filter(({ state }) => state !== 'released').reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Units of a stock line that nothing is set aside for; pre-orders and the like are never short. */
export function shortQuantity(line: OrderLine): number {
  return line.supply === 'stock' ? Math.max(0, line.quantity - reservedQuantity(line)) : 0;
}

/** True once a unit of the order has been shipped: it can no longer be cancelled as a whole. */
export const partlyShipped = (row: Order): boolean =>
  row.shipmentState === 'Partial' ||
  row.lines.some(({ reservations }) => reservations.some(({ state }) => state === 'consumed'));

/** The hold that a case has on the order, taken off. */
export const holdsWithout = (row: Order, caseId: string) => row.holds.filter((each) => each.caseId !== caseId);

/** Orders that are neither cancelled nor done, and of which not everything has gone out. */
export function isUnderway(row: Order): boolean {
  return (
    (row.orderState === 'Open' || row.orderState === 'Confirmed') &&
    !['Shipped', 'Delivered', 'Canceled'].includes(row.shipmentState)
  );
}

/** Orders that still want stock; one that was not paid in time has given its own back. */
export const wantsStock = (row: Order): boolean =>
  isUnderway(row) && !row.holds.some(({ stockReleased }) => stockReleased);

/**
 * What was paid for `quantity` units of the line, in minor units: net, tax and the discount share taken off. It is the
 * difference that taking them off the line makes, so that the last part is the rest: however often units come back, all
 * of them together are exactly what was paid for the line.
 */
export function paidFor(line: OrderLine, quantity: number): { net: number; tax: number; discountShare: number } {
  if (line.quantity === 0) return { net: 0, tax: 0, discountShare: 0 };
  const discountShare = Math.round((line.discountShareMinor * quantity) / line.quantity);
  const whole = taxed(line, line.unitPriceMinor * line.quantity - line.discountShareMinor);
  const kept = taxed(
    line,
    line.unitPriceMinor * (line.quantity - quantity) - (line.discountShareMinor - discountShare),
  );
  return { net: whole.net - kept.net, tax: whole.tax - kept.tax, discountShare };
}

/** A line's amount after discounts, split into net and tax. */
function taxed({ tax: { rate, included } }: OrderLine, amount: number): { net: number; tax: number } {
  if (!included) return { net: amount, tax: Math.round(amount * rate) };
  const net = Math.round(amount / (1 + rate));
  return { net, tax: amount - net };
}
