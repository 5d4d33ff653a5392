import type { DelayReason } from '#shared/domain/delay-reasons.ts';
import type { Shipment } from '#shared/domain/shipment.ts';
import { isKnownSubtag, type ShipmentTag } from '#shared/domain/tracking/subtags.ts';

/**
 * What a status means for the parcel: it will still come (`announced`, `moving`, `delayed`, `attempted`), it waits for
 * its customer (`pickup`, `instruction`, `address`), it is on its way back (`returning`), or it will not come (`gone`).
 */
export type Course =
  | 'announced'
  | 'moving'
  | 'delayed'
  | 'attempted'
  | 'pickup'
  | 'instruction'
  | 'address'
  | 'returning'
  | 'gone'
  | 'delivered';

export interface Meaning {
  readonly course: Course;
  /** The cause that a case is opened for; none = the status alone is no trouble. */
  readonly causeCode?: string;
  readonly reason?: DelayReason;
}

const ofTag: Record<ShipmentTag, Meaning> = {
  Pending: { course: 'announced' },
  InfoReceived: { course: 'announced' },
  InTransit: { course: 'moving' },
  OutForDelivery: { course: 'moving' },
  AttemptFail: { course: 'attempted', causeCode: 'attempt-failed' },
  AvailableForPickup: { course: 'pickup', causeCode: 'awaiting-pickup' },
  Delivered: { course: 'delivered' },
  Exception: { course: 'delayed', causeCode: 'carrier-exception' },
  Expired: { course: 'gone', causeCode: 'tracking-expired', reason: 'lost' },
};

const delayed = (reason: DelayReason): Meaning => ({ course: 'delayed', causeCode: `delayed-${reason}`, reason });
const gone = (causeCode: string, reason: DelayReason): Meaning => ({ course: 'gone', causeCode, reason });
const returning = (reason: DelayReason): Meaning => ({ course: 'returning', causeCode: 'returning', reason });
const instruction = (reason: DelayReason): Meaning => ({
  course: 'instruction',
  causeCode: `awaiting-${reason}`,
  reason,
});

/** Where a subtag says more than its tag. */
const ofSubtag: Readonly<Record<string, Meaning>> = {
  AttemptFail_002: { course: 'attempted', causeCode: 'attempt-failed', reason: 'recipient-absent' },
  AttemptFail_003: { course: 'attempted', causeCode: 'attempt-failed', reason: 'recipient-absent' },
  Exception_002: { course: 'address', causeCode: 'address-problem', reason: 'address' },
  Exception_003: returning('refused'),
  Exception_004: delayed('customs'),
  Exception_005: delayed('external'),
  Exception_006: instruction('payment-due'),
  Exception_007: { course: 'address', causeCode: 'address-problem', reason: 'address' },
  Exception_008: returning('pickup-missed'),
  Exception_009: gone('rejected-by-carrier', 'rejected'),
  Exception_010: returning('returned'),
  Exception_011: gone('returned-to-sender', 'returned'),
  Exception_012: gone('parcel-damaged', 'damaged'),
  Exception_013: gone('parcel-lost', 'lost'),
  Exception_016: delayed('processing'),
  Exception_017: delayed('weather'),
  Exception_018: instruction('documents'),
};

/** What the parcel's status means. A subtag that is not known says no more than its tag; see `isUnknown`. */
export const meaningOf = ({ tag, subtag }: Pick<Shipment, 'tag' | 'subtag'>): Meaning =>
  (subtag && isKnownSubtag(tag, subtag) && ofSubtag[subtag]) || ofTag[tag];

/** The carrier says something that no table has: staff see it. */
export const isUnknown = ({ tag, subtag }: Pick<Shipment, 'tag' | 'subtag'>): boolean =>
  subtag !== undefined && !isKnownSubtag(tag, subtag);
