import { type ShipmentTag, shipmentTags, subtagsOf } from './subtags.ts';

/** A parcel's status in AfterShip's words, which are ours. */
export interface TrackingStatus {
  readonly tag: ShipmentTag;
  readonly subtag?: string;
}

/** Thrown for a status that no table translates: what it means is not guessed, staff add it. */
export class StatusUnknown extends Error {
  override readonly name = 'StatusUnknown';
  constructor(vocabulary: string, status: string) {
    super(`TAG_UNKNOWN: ${vocabulary} has no status '${status.slice(0, 64)}' in shared/domain/tracking`);
  }
}

const of = (subtag: string): TrackingStatus => ({ tag: subtag.slice(0, subtag.indexOf('_')) as ShipmentTag, subtag });
const table = (words: Readonly<Record<string, string>>): Readonly<Record<string, TrackingStatus>> =>
  Object.fromEntries(Object.entries(words).map(([word, subtag]) => [word, of(subtag)]));

/**
 * What other feeds call a status, in AfterShip's subtags. A feed that knows nothing of a parcel yet (not found, unknown)
 * says Pending: the label's age then finds it. Sources: the documentation of their APIs (NOTICE.md).
 */
const translations = {
  '17track': table({
    NotFound: 'Pending_001',
    NotFound_Other: 'Pending_001',
    NotFound_InvalidCode: 'Pending_001',
    InfoReceived: 'InfoReceived_001',
    InTransit: 'InTransit_001',
    InTransit_PickedUp: 'InTransit_002',
    InTransit_Other: 'InTransit_001',
    InTransit_Departure: 'InTransit_007',
    InTransit_Arrival: 'InTransit_003',
    InTransit_CustomsProcessing: 'InTransit_006',
    InTransit_CustomsReleased: 'InTransit_005',
    InTransit_CustomsRequiringInformation: 'Exception_018',
    Expired: 'Expired_001',
    Expired_Other: 'Expired_001',
    AvailableForPickup: 'AvailableForPickup_001',
    AvailableForPickup_Other: 'AvailableForPickup_001',
    OutForDelivery: 'OutForDelivery_001',
    OutForDelivery_Other: 'OutForDelivery_001',
    DeliveryFailure: 'AttemptFail_001',
    DeliveryFailure_Other: 'AttemptFail_001',
    DeliveryFailure_NoBody: 'AttemptFail_002',
    DeliveryFailure_Security: 'AttemptFail_001',
    DeliveryFailure_Rejected: 'Exception_003',
    DeliveryFailure_InvalidAddress: 'Exception_007',
    Delivered: 'Delivered_001',
    Delivered_Other: 'Delivered_001',
    Exception: 'Exception_001',
    Exception_Other: 'Exception_001',
    Exception_Returning: 'Exception_010',
    Exception_Returned: 'Exception_011',
    Exception_NoBody: 'AttemptFail_002',
    Exception_Security: 'Exception_004',
    Exception_Damage: 'Exception_012',
    Exception_Rejected: 'Exception_003',
    Exception_Delayed: 'Exception_001',
    Exception_Lost: 'Exception_013',
    Exception_Destroyed: 'Exception_012',
    Exception_Cancel: 'Exception_009',
  }),
  shipengine: table({
    AC: 'InTransit_002',
    IT: 'InTransit_001',
    DE: 'Delivered_001',
    EX: 'Exception_001',
    AT: 'AttemptFail_001',
    UN: 'Pending_001',
  }),
  karrio: table({
    pending: 'Pending_001',
    picked_up: 'InTransit_002',
    on_hold: 'Exception_001',
    cancelled: 'Exception_009',
    delivered: 'Delivered_001',
    in_transit: 'InTransit_001',
    delivery_failed: 'AttemptFail_001',
    delivery_delayed: 'Exception_001',
    out_for_delivery: 'OutForDelivery_001',
    ready_for_pickup: 'AvailableForPickup_001',
    return_to_sender: 'Exception_010',
    unknown: 'Pending_001',
  }),
  trackingmore: table({
    pending: 'Pending_001',
    notfound: 'Pending_001',
    transit: 'InTransit_001',
    pickup: 'OutForDelivery_001',
    delivered: 'Delivered_001',
    undelivered: 'AttemptFail_001',
    exception: 'Exception_001',
    expired: 'Expired_001',
  }),
  track123: table({
    INIT: 'Pending_001',
    NO_RECORD: 'Pending_001',
    INFO_RECEIVED: 'InfoReceived_001',
    IN_TRANSIT: 'InTransit_001',
    WAITING_DELIVERY: 'OutForDelivery_001',
    DELIVERY_FAILED: 'AttemptFail_001',
    ABNORMAL: 'Exception_001',
    DELIVERED: 'Delivered_001',
  }),
} as const;

/** The vocabularies that a row may be written in; none named = AfterShip's. */
export const vocabularies = ['aftership', ...Object.keys(translations)] as [Vocabulary, ...Vocabulary[]];
export type Vocabulary = 'aftership' | keyof typeof translations;

/** Everything that can stand in a row's `tag`, whatever its feed. */
export const statusWords: readonly string[] = [
  ...new Set([...shipmentTags, ...Object.values(translations).flatMap((words) => Object.keys(words))]),
];

/** A status of any feed in AfterShip's words. @throws StatusUnknown */
export function translated(vocabulary: Vocabulary, status: string): TrackingStatus {
  const own = vocabulary === 'aftership' ? ownStatus(status) : undefined;
  const words: Readonly<Record<string, TrackingStatus>> = vocabulary === 'aftership' ? {} : translations[vocabulary];
  const found = own ?? (Object.hasOwn(words, status) ? words[status] : undefined);
  if (!found) throw new StatusUnknown(vocabulary, status);
  return found;
}

/** A tag, or a subtag with its tag. */
function ownStatus(status: string): TrackingStatus | undefined {
  if (Object.hasOwn(subtagsOf, status)) return { tag: status as ShipmentTag };
  const tag = Object.keys(subtagsOf).find((each) => status.startsWith(`${each}_`)) as ShipmentTag | undefined;
  return tag && subtagsOf[tag].includes(status) ? { tag, subtag: status } : undefined;
}
