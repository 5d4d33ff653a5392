import * as z from 'zod';
import { instant, lineId, orderId, version } from './primitives.ts';
import { rowParser } from './row-parser.ts';
import { shipmentTags } from './tracking/subtags.ts';
import { StatusUnknown, translated, type Vocabulary, vocabularies } from './tracking/vocabularies.ts';

export { shipmentTags };

const tag = z.enum(shipmentTags, { error: `TAG_UNKNOWN: one of ${shipmentTags.join(', ')}` });

const place = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  region: z.string().optional(),
  city: z.string().optional(),
  postalCode: z.string().optional(),
});

export const checkpoint = z.strictObject({
  at: instant,
  tag,
  subtag: z.string().max(64).optional(),
  country: z.string().optional(),
  region: z.string().optional(),
});

const parcel = z.object({
  orderId,
  shipmentId: z.string().min(1).max(64),
  carrier: z.string().min(1).max(64),
  trackingNumber: z.string().min(1).max(64),
  lineIds: z.array(lineId),
  tag,
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
  /** The feed tells of the hand-over and the delivery only: that nothing is heard in between says nothing. */
  milestonesOnly: z.boolean().optional(),
  version,
});

/**
 * A parcel as the carrier's feed writes it (AfterShip's names). A row with `vocabulary` has its statuses, also those of
 * its checkpoints, in the words of that feed: they are translated as it is read. A status that no table knows is refused
 * (TAG_UNKNOWN); a subtag that AfterShip's list does not have is kept, for staff to see.
 */
export const shipment = z.preprocess((row, context) => {
  const { vocabulary } = (row ?? {}) as { vocabulary?: Vocabulary };
  if (vocabulary === undefined || vocabulary === 'aftership') return row;
  try {
    if (!vocabularies.includes(vocabulary)) throw new StatusUnknown('no vocabulary', String(vocabulary));
    return inOurWords(row as Row, vocabulary);
  } catch (error) {
    if (!(error instanceof StatusUnknown)) throw error;
    context.addIssue({ code: 'custom', path: ['tag'], message: error.message });
    return z.NEVER;
  }
}, parcel);
export type Shipment = z.infer<typeof shipment>;
export const parseShipment = rowParser(shipment);

interface Status {
  readonly tag: string;
  readonly subtag?: string;
}
type Row = Status & { readonly checkpoints?: readonly Status[] };

/** @throws StatusUnknown */
function inOurWords(row: Row, vocabulary: Vocabulary): object {
  const translate = <Said extends Status>({ subtag, ...said }: Said) => ({
    ...said,
    ...translated(vocabulary, subtag ?? said.tag),
  });
  const checkpoints = Array.isArray(row.checkpoints) ? row.checkpoints.map(translate) : row.checkpoints;
  return { ...translate(row), checkpoints };
}
