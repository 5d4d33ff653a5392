import { type CaseRecord, caseRecord } from '#shared/domain/case-record.ts';
import { dueShardOf } from '#shared/domain/identity.ts';
import type { Inventory } from '#shared/domain/inventory.ts';
import type { OrderLine } from '#shared/domain/order.ts';
import type { Payment } from '#shared/domain/payment.ts';
import type { Shipment } from '#shared/domain/shipment.ts';

/** Valid rows of the source tables; a test names only the fields that it is about. */

export function aPayment(fields: Partial<Payment> = {}): Payment {
  const capturedMinor = fields.capturedMinor ?? 100_000;
  return {
    orderId: 'A-1001',
    attemptId: 'attempt-1',
    method: 'card',
    provider: 'example-pay',
    providerReference: 'ref-1',
    status: 'captured',
    amountMinor: capturedMinor,
    currencyCode: 'USD',
    authorizedMinor: capturedMinor,
    capturedMinor,
    pendingRefundMinor: 0,
    refundedMinor: 0,
    refundableMinor: capturedMinor,
    refundSequence: 0,
    partialRefund: true,
    disputed: false,
    version: 1,
    createdAt: '2026-11-02T08:00:00.000Z',
    ...fields,
  };
}

export function anOrderLine(fields: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: 'line-1',
    sku: 'MUG-BLUE',
    title: 'Blue mug',
    quantity: 3,
    unitPriceMinor: 1_000,
    tax: { rate: 0.05, included: true },
    discountShareMinor: 0,
    supply: 'stock',
    reservations: [],
    ...fields,
  };
}

export function anInventoryRow(fields: Partial<Inventory> = {}): Inventory {
  const onHand = fields.onHand ?? 10;
  return {
    sku: 'MUG-BLUE',
    locationId: 'TPE-1',
    onHand,
    committed: 0,
    available: onHand,
    safetyStock: 0,
    incoming: [],
    counts: [],
    substitutes: [],
    discontinued: false,
    title: 'Blue mug',
    unitPriceMinor: 1_000,
    stockState: 'in-stock',
    version: 1,
    ...fields,
  };
}

/** A parcel on its way for two days, promised for the 10th. */
export function aShipment(fields: Partial<Shipment> = {}): Shipment {
  return {
    orderId: 'A-1001',
    shipmentId: 'parcel-1',
    carrier: 'example-post',
    trackingNumber: 'EP123456789TW',
    lineIds: ['line-1'],
    tag: 'InTransit',
    subtag: 'InTransit_002',
    origin: { country: 'TW', region: 'TPE' },
    destination: { country: 'TW', region: 'KHH' },
    createdAt: '2026-11-02T08:00:00.000Z',
    handedOverAt: '2026-11-03T08:00:00.000Z',
    promisedDeliveryAt: '2026-11-10T15:59:00.000Z',
    checkpoints: [{ at: '2026-11-03T08:00:00.000Z', tag: 'InTransit', subtag: 'InTransit_002' }],
    version: 1,
    ...fields,
  };
}

export const aCaseRecord = (fields: Partial<CaseRecord> = {}): CaseRecord =>
  caseRecord.parse({
    pk: 'ORDER#o-1',
    sk: 'CASE#c-1',
    entity: 'case',
    caseId: 'c-1',
    orderId: 'o-1',
    type: 'out-of-stock',
    causeKey: 'round-0',
    causeCode: 'not-allocated',
    severity: 'warning',
    state: 'asking',
    version: 1,
    auditSequence: 1,
    openedAt: '2026-11-02T08:00:00.000Z',
    settleUntil: '2026-11-02T08:02:00.000Z',
    reminders: 0,
    messages: 0,
    owner: 'workflow',
    openedShard: 's',
    reports: [],
    expiresAt: 1,
    ...fields,
  });

/** What a decision or a release that has not reached its run yet has in the due-time index. */
export const undelivered = (id: string, at: string) => ({ dueShard: dueShardOf(id), dueAt: at });
