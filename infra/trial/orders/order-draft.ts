import { createHash } from 'node:crypto';
import type { CurrencyCode } from '#shared/domain/money.ts';
import { type Order, order } from '#shared/domain/order.ts';
import { type Payment, payment } from '#shared/domain/payment.ts';

/** An order of the file as the shop would write it, ready to be written when its time comes. */
export interface TrialOrder {
  readonly order: Order;
  /** None when there was nothing to pay, or nothing has been paid. */
  readonly payment: Payment | undefined;
  /** What happened to it, where the file says so; none = what happens to it is made up. */
  readonly timeline?: Timeline;
}

/** Moments of an order's life, none of which is known before it has come. */
export interface Timeline {
  /** When its payment was approved; none = it never was. */
  readonly paidAt?: string | undefined;
  readonly handedOverAt?: string | undefined;
  readonly deliveredAt?: string | undefined;
  readonly promisedAt: string;
  readonly carrier: string;
  readonly origin?: { readonly country: string; readonly region: string } | undefined;
  readonly destination?: { readonly country: string; readonly region: string } | undefined;
  /** Orders of the file's source that this one stands for: 1, or more where the file is a sample. */
  readonly weight: number;
}

/** What every layout says about an order; amounts are minor units. */
export interface OrderDraft {
  /** As it stands in the file. */
  readonly number: string;
  readonly createdAt: string;
  readonly currencyCode: CurrencyCode;
  readonly market: string;
  readonly channel: string;
  readonly customer: Order['customer'];
  readonly lines: readonly LineDraft[];
  readonly shippingCostMinor: number;
  readonly payment: 'captured' | 'authorized' | 'pending' | 'none';
  readonly paymentMethod?: string | undefined;
  readonly promisedDeliveryAt?: string | undefined;
  /** What the file says was paid; none = lines and shipping added up. */
  readonly totalMinor?: number | undefined;
  readonly timeline?: Timeline | undefined;
}

export type LineDraft = Omit<Order['lines'][number], 'lineId' | 'reservations' | 'backorder'>;

/** Rows of the shop's tables. @throws z.ZodError where the order does not fit the contract for writers */
export function trialOrderOf(draft: OrderDraft): TrialOrder {
  const orderId = orderIdOf(draft.number);
  const lines = draft.lines.map((line, i) => ({ ...line, lineId: `line-${i + 1}`, reservations: [] }));
  const goods = lines.reduce((sum, line) => sum + grossOf(line), 0);
  const totalPriceMinor = draft.totalMinor ?? goods + draft.shippingCostMinor;
  const { createdAt, currencyCode, market, channel, customer, shippingCostMinor, promisedDeliveryAt } = draft;
  const paid = draft.payment === 'captured' || totalPriceMinor === 0;
  return {
    order: order.parse(
      {
        orderId,
        orderNumber: draft.number.length < 4 ? `ORD-${draft.number}` : draft.number.slice(0, 64),
        channel,
        market,
        version: 1,
        orderState: 'Open',
        paymentState: paid ? 'Paid' : 'Pending',
        shipmentState: 'Pending',
        customer,
        currencyCode,
        lines,
        shippingCostMinor,
        totalPriceMinor,
        ...(promisedDeliveryAt && { promisedDeliveryAt }),
        allocationRound: 0,
        holds: [],
        createdAt,
        updatedAt: createdAt,
      },
      { reportInput: true },
    ),
    payment: draft.payment === 'none' || totalPriceMinor === 0 ? undefined : paymentOf(draft, orderId, totalPriceMinor),
    ...(draft.timeline && { timeline: draft.timeline }),
  };
}

function paymentOf(draft: OrderDraft, orderId: string, amountMinor: number): Payment {
  const capturedMinor = draft.payment === 'captured' ? amountMinor : 0;
  return payment.parse({
    orderId,
    attemptId: 'payment-1',
    method: draft.paymentMethod || 'card',
    provider: 'trial',
    providerReference: `trial-${orderId}`,
    status: draft.payment,
    amountMinor,
    currencyCode: draft.currencyCode,
    authorizedMinor: draft.payment === 'pending' ? 0 : amountMinor,
    capturedMinor,
    pendingRefundMinor: 0,
    refundedMinor: 0,
    refundableMinor: capturedMinor,
    refundSequence: 0,
    partialRefund: true,
    disputed: false,
    version: 1,
    createdAt: draft.createdAt,
  });
}

/** What a line costs with its tax, discounts taken off. */
function grossOf({ unitPriceMinor, quantity, discountShareMinor, tax }: LineDraft): number {
  const net = unitPriceMinor * quantity - discountShareMinor;
  return tax.included ? net : net + Math.round(net * tax.rate);
}

const hex8 = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** An id that keys and run names can hold: the number itself when it fits, otherwise what fits of it with its hash. */
export function orderIdOf(number: string): string {
  const bare = number.replace(/^#/, '');
  if (/^[A-Za-z0-9_-]{1,40}$/.test(bare)) return bare;
  const fitting = bare.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return `${fitting.slice(0, 30)}${fitting ? '-' : ''}${hex8(number)}`;
}
