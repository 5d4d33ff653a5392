import * as z from 'zod';
import { caseState, decision } from './case.ts';
import { delayReason } from './delay-reasons.ts';
import { inventory } from './inventory.ts';
import { currencyCode, nonNegativeMinorUnits } from './money.ts';
import { hold, invoice } from './order.ts';
import { instant, lineId, locationId, orderId, sku } from './primitives.ts';
import { refundRequest } from './refund.ts';

/**
 * Events as a contract: what each detail-type carries, going out and coming in. Ids, codes and amounts only: never a
 * name, an address, a title or free text. Objects are closed here, so that nothing slips out; the published schemas
 * leave them open, because a field may be added under the same `schemaVersion`.
 */
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/, 'CODE_INVALID: a code of at most 64 characters');
const caseId = z.string().min(1).max(80);
const refundId = z.string().min(1).max(80);
const amount = nonNegativeMinorUnits.min(1);
const quantity = z.int().min(0);
const sources = z.array(z.string().min(1).max(64));
const counts = inventory.shape.counts;
const type = code.describe('exception type');
const behind = z
  .string()
  .max(128)
  .optional()
  .describe('the one thing that it is an incident of (a provider, a region); absent = the whole type');

/** What an event means, and its whole detail. */
export interface EventContract {
  readonly meaning: string;
  readonly detail: z.ZodObject;
}

/** Every event has these; `id` is the same each time that the event is delivered. */
const common = { id: z.string().min(1).max(160), schemaVersion: z.literal(1), occurredAt: instant };

const ofOrder = <Fields extends z.ZodRawShape>(meaning: string, fields: Fields) => ({
  meaning,
  fields: z.strictObject(fields),
  detail: z.strictObject({ ...common, caseId, orderId, ...fields }),
});
const ofStock = <Fields extends z.ZodRawShape>(meaning: string, fields: Fields) => ({
  meaning,
  fields: z.strictObject(fields),
  detail: z.strictObject({ ...common, ...fields }),
});

const orderChange = {
  reasonCode: code,
  decisionId: z.string(),
  authorizationsToRelease: z
    .array(z.strictObject({ paymentAttemptId: z.string(), amount, currency: currencyCode }))
    .optional()
    .describe('money that was only authorised: it is released, not refunded'),
};

/** Units of the order's lines. */
const linesOfOrder = z.array(z.strictObject({ lineId, quantity: quantity.min(1) }));

export const outgoingEvents = {
  ExceptionDetected: ofOrder('A case was opened.', {
    type,
    causeCode: code,
    severity: z.enum(['critical', 'warning']),
  }),
  CustomerAsked: ofOrder('A question or its reminder goes to the customer.', {
    type,
    message: quantity.describe('the how-manieth message of the case'),
    answerDue: instant,
  }),
  CustomerReplied: ofOrder('The case has its final decision, by whomever.', {
    decisionId: z.string(),
    decidedBy: decision.shape.by,
  }),
  OrderHeld: ofOrder('The order must not be shipped.', { holdId: z.string(), reason: hold.shape.reason }),
  OrderReleased: ofOrder('A hold was taken off.', { holdId: z.string(), reason: hold.shape.reason }),
  WarehouseHoldRequested: ofOrder('Stop these goods, and say whether it worked: nothing is promised before.', {
    requestId: z.string(),
    lines: linesOfOrder,
    answerBy: instant,
  }),
  ReturnRequested: ofOrder(
    'These goods come back; the money goes back once `ReturnReceived` or `ProofOfReturn` says so.',
    {
      requestId: z.string(),
      lines: linesOfOrder,
      returnBy: instant,
    },
  ),
  OrderAmended: ofOrder('The order changed: its lines, or where and to whom it goes.', orderChange),
  OrderCancelled: ofOrder('The order was cancelled.', orderChange),
  RefundRequested: ofOrder('Pay this back, once per `refundId`.', refundRequest.shape),
  PaymentRetryRequested: ofOrder('Charge a refused card once more, within the caps of its network.', {
    paymentAttemptId: z.string(),
    providerReference: z.string(),
    amount,
    currency: currencyCode,
    retry: quantity.min(1).describe('the how-manieth retry of the case'),
  }),
  RefundOverdue: ofOrder('A refund has not settled by the day that it is due.', {
    refundId,
    paymentAttemptId: z.string(),
    amount,
    currency: currencyCode,
    dueBy: instant,
  }),
  RefundCompleted: ofOrder('A refund has settled.', {
    refundId,
    paymentAttemptId: z.string(),
    amount,
    currency: currencyCode,
    settledAt: instant,
    reference: z.string(),
  }),
  CreditDocumentRequested: ofOrder('Issue the credit document of a refund to the invoice of its order.', {
    refundId,
    invoice,
    amount,
    currency: currencyCode,
  }),
  ExceptionResolved: ofOrder('A case was closed.', { type, outcome: caseState }),
  ExceptionEscalated: ofOrder('A case was handed to staff.', { type, reasonCode: code }),
  CarrierInquiryRequested: ofOrder('Ask the carrier about a parcel; its answer comes as `CarrierAnswered`.', {
    shipmentId: z.string().min(1).max(64),
    carrier: z.string().min(1).max(64),
    trackingNumber: z.string().min(1).max(64),
    kind: z.enum(['trace', 'claim']).describe('trace = why, and until when; claim = make it good'),
    answerDue: instant,
  }),
  CompensationRequested: ofOrder('Issue a voucher for a broken promise; the code comes as `CompensationIssued`.', {
    amount,
    currency: currencyCode,
    tier: quantity.min(1),
    promisedAt: instant,
    reasonCode: delayReason,
  }),
  ReplenishmentRequested: ofStock('Order this much anew: backlog + safety stock − incoming.', {
    sku,
    locationId,
    quantity: quantity.min(1),
    backlog: quantity,
    safetyStock: quantity,
    incoming: quantity,
  }),
  StockCountCorrected: ofStock('Two sources agreed against the system; `onHand` follows them.', {
    sku,
    locationId,
    from: z.int().describe('what the system said'),
    to: quantity,
    sources,
    counts,
  }),
  StockCountRequested: ofStock('The sources contradict each other: count the shelf.', {
    sku,
    locationId,
    onHand: z.int(),
    sources,
    counts,
  }),
  IncidentOpened: ofStock('One cause stands behind many cases: no question goes out until it is over.', {
    incidentId: z.string(),
    type,
    behind,
    cases: quantity,
    causes: quantity,
  }),
  IncidentClosed: ofStock(
    'The incident is over: staff released it, the failures have ended, or its source is mended.',
    {
      incidentId: z.string(),
      type,
      behind,
    },
  ),
} as const;

export type OutgoingEventName = keyof typeof outgoingEvents;

/** An event as it is written by whoever causes it: the compiler holds the detail against the contract. */
export type EventOf<Name extends OutgoingEventName = OutgoingEventName> = {
  [Each in Name]: {
    readonly detailType: Each;
    readonly detail: Unchanging<z.input<(typeof outgoingEvents)[Each]['fields']>>;
  };
}[Name];

type Unchanging<T> = T extends object ? { readonly [Field in keyof T]: Unchanging<T[Field]> } : T;

/** Thrown when an event does not fit its contract: it is not sent, now or later. Names fields, never their values. */
export class EventInvalid extends Error {
  override readonly name = 'EventInvalid';
}

export interface Occurrence {
  readonly id: string;
  readonly at: string;
  readonly caseId?: string | undefined;
  readonly orderId?: string | undefined;
}

/** The whole detail that goes onto the bus. @throws EventInvalid */
export function outgoingDetail(
  detailType: string,
  { id, at, caseId, orderId }: Occurrence,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const contract: EventContract | undefined = isOutgoing(detailType) ? outgoingEvents[detailType] : undefined;
  if (!contract) throw new EventInvalid(`${detailType} is no event of the contract`);
  const ids = 'orderId' in contract.detail.shape ? { caseId, orderId } : {};
  const parsed = contract.detail.safeParse({ id, schemaVersion: 1, occurredAt: at, ...ids, ...fields });
  if (parsed.success) return parsed.data;
  throw new EventInvalid(issuesOf(parsed.error));
}

const isOutgoing = (name: string): name is OutgoingEventName => Object.hasOwn(outgoingEvents, name);

const received = <Fields extends z.ZodRawShape>(meaning: string, fields: Fields) => ({
  meaning,
  detail: z.object(fields),
});
const ofRefund = { refundId, caseId, orderId };
const ofCase = { caseId, orderId };
const reference = z.string().min(1).max(64);

/** What the shop's systems report. Fields beyond these are ignored; ids and amounts are checked against our rows. */
export const incomingEvents = {
  RefundAccepted: received('Finance has taken the request up.', ofRefund),
  RefundSettled: received('The money has left: settled, which is not yet arrived.', {
    ...ofRefund,
    amount,
    currency: currencyCode,
    settledAt: instant,
    reference: z.string().min(1).max(128),
  }),
  RefundFailed: received('The money did not go, or came back; also days after it had settled.', {
    ...ofRefund,
    code,
    amount: amount.optional(),
    currency: currencyCode.optional(),
  }),
  CreditDocumentIssued: received('The credit document of a refund stands.', {
    ...ofRefund,
    number: z.string().min(1).max(64),
    issuedAt: instant,
  }),
  CreditDocumentFailed: received('The credit document of a refund could not be issued.', { ...ofRefund, code }),
  WarehouseHoldConfirmed: received('The warehouse has stopped the order: it will not be shipped.', {
    ...ofCase,
    reference: reference.optional(),
  }),
  WarehouseHoldRefused: received('The warehouse cannot stop the order any more.', { ...ofCase, code }),
  CarrierAnswered: received('The carrier says why a parcel is late, and when it will come.', {
    ...ofCase,
    code: delayReason,
    estimatedDeliveryAt: instant.optional(),
    reference: reference.optional(),
  }),
  ReturnReceived: received('The goods are back.', {
    ...ofCase,
    code: code.optional().describe('`complete`, which it is when nothing is said, or what is wrong: staff look at it'),
    reference: reference.optional(),
  }),
  ProofOfReturn: received('It is proven that the goods were sent back.', {
    ...ofCase,
    reference: reference.optional(),
  }),
  CompensationIssued: received('The CRM has issued what was granted; `reference` is what the customer redeems.', {
    ...ofCase,
    reference,
    amount: amount.optional(),
  }),
  StockCounted: received('A source counted a shelf.', {
    sku,
    locationId,
    source: z.string().min(1).max(64),
    quantity,
    countedAt: instant,
  }),
  ReplenishmentScheduled: received('A delivery is expected; the same purchase order again moves it.', {
    sku,
    locationId,
    purchaseOrderId: z.string().min(1).max(64),
    quantity: quantity.min(1),
    expectedAt: instant,
  }),
} as const;

export type IncomingEventName = keyof typeof incomingEvents;
export type Reported<Name extends IncomingEventName> = z.infer<(typeof incomingEvents)[Name]['detail']>;

/** The detail of an event that came in. @throws EventInvalid */
export function reportedBy<Name extends IncomingEventName>(name: Name, detail: unknown): Reported<Name> {
  const parsed = incomingEvents[name].detail.safeParse(detail);
  if (parsed.success) return parsed.data as Reported<Name>;
  throw new EventInvalid(issuesOf(parsed.error));
}

const issuesOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'detail'}: ${message}`).join('; ');
