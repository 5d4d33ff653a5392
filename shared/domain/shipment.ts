import * as z from 'zod';
import { instant, lineId, orderId, version } from './primitives.ts';

/** AfterShip's delivery statuses; a carrier's own words are translated to them at the edge. */
export const shipmentTags = [
  'Pending',
  'InfoReceived',
  'InTransit',
  'OutForDelivery',
  'AttemptFail',
  'AvailableForPickup',
  'Delivered',
  'Exception',
  'Expired',
] as const;

const place = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  region: z.string().optional(),
  city: z.string().optional(),
  postalCode: z.string().optional(),
});

export const checkpoint = z.strictObject({
  at: instant,
  tag: z.enum(shipmentTags),
  subtag: z.string().max(64).optional(),
  country: z.string().optional(),
  region: z.string().optional(),
});

/** A parcel as the carrier's feed writes it (AfterShip's names). */
export const shipment = z.object({
  orderId,
  shipmentId: z.string().min(1).max(64),
  carrier: z.string().min(1).max(64),
  trackingNumber: z.string().min(1).max(64),
  lineIds: z.array(lineId),
  tag: z.enum(shipmentTags),
  subtag: z.string().max(64).optional(),
  origin: place.optional(),
  destination: place.optional(),
  /** When the label was made, and when the carrier had the parcel. */
  createdAt: instant,
  handedOverAt: instant.optional(),
  promisedDeliveryAt: instant.optional(),
  /** The carrier's own estimate. */
  estimatedDeliveryAt: instant.optional(),
  deliveredAt: instant.optional(),
  checkpoints: z.array(checkpoint).max(1000),
  version,
});
export type Shipment = z.infer<typeof shipment>;
