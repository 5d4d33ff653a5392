import * as z from 'zod';
import { instant } from './primitives.ts';

/** A postal address as the shop writes it (commercetools' names; the lines as the customer wrote them). */
export const address = z.strictObject({
  recipientName: z.string(),
  addressLines: z.array(z.string()).max(6),
  district: z.string().optional(),
  city: z.string().optional(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().optional(),
});
export type Address = z.infer<typeof address>;

/** A store that hands parcels out. The shop, or its carrier's feed, says when it no longer does. */
export const pickupPoint = z.object({
  network: z.string(),
  storeId: z.string(),
  storeName: z.string(),
  status: z.enum(['open', 'closed']).optional(),
});
export type PickupPoint = z.infer<typeof pickupPoint>;

/** What can be wrong with where an order goes and how its customer is reached; each is one text. */
export const deliveryFields = [
  'recipientName',
  'addressLine1',
  'addressLine2',
  'district',
  'city',
  'region',
  'postalCode',
  'phone',
  'email',
  'storeId',
  'storeName',
] as const;
export const deliveryField = z.enum(deliveryFields);
export type DeliveryField = z.infer<typeof deliveryField>;

/** One field of an order before and after; absent = it was empty. */
export const fieldChange = z.strictObject({
  field: deliveryField,
  before: z.string().optional(),
  after: z.string().optional(),
});
export type FieldChange = z.infer<typeof fieldChange>;

/**
 * What became of details that looked wrong: corrected (`changes`), or kept as they are because the customer said so
 * (no changes). Personal data, kept on the order and nowhere else.
 */
export const correction = z.strictObject({
  caseId: z.string(),
  at: instant,
  tier: z.enum(['fix', 'confirm', 'ask']),
  /** The rules that found something, each with a keyed hash of what it found: the same again is not asked again. */
  causes: z.array(z.strictObject({ rule: z.string().max(64), digest: z.string().max(64) })),
  changes: z.array(fieldChange),
  /** Until when the customer can have it back as it was. */
  undoUntil: instant.optional(),
  undoneAt: instant.optional(),
  /** The code of whoever of the staff took it back; absent = the customer did. */
  undoneBy: z.string().max(64).optional(),
});
export type Correction = z.infer<typeof correction>;

/**
 * What an address service of the shop answered for the address as it stands (the actions of Google's Address Validation
 * API); only `ACCEPT` and the two that question it count.
 */
export const addressVerification = z.strictObject({
  action: z.enum(['ACCEPT', 'CONFIRM', 'CONFIRM_ADD_SUBPREMISES', 'FIX']),
  at: instant,
  /** The components that it would change, and to what. */
  suggestion: z.partialRecord(deliveryField, z.string()).optional(),
});
export type AddressVerification = z.infer<typeof addressVerification>;
