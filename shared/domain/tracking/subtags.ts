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
export type ShipmentTag = (typeof shipmentTags)[number];

const numbered = (tag: string, numbers: readonly number[]) =>
  numbers.map((number) => `${tag}_${String(number).padStart(3, '0')}`);

/** AfterShip's subtags by tag (tracking API, sub-statuses of 2026-03-27). One that is not here is unknown. */
export const subtagsOf: Readonly<Record<ShipmentTag, readonly string[]>> = {
  Pending: numbered('Pending', [1]),
  InfoReceived: numbered('InfoReceived', [1]),
  InTransit: numbered('InTransit', [1, 2, 3, 4, 5, 6, 7, 8, 9]),
  OutForDelivery: numbered('OutForDelivery', [1, 3, 4]),
  AttemptFail: numbered('AttemptFail', [1, 2, 3]),
  AvailableForPickup: numbered('AvailableForPickup', [1]),
  Delivered: numbered('Delivered', [1, 2, 3, 4, 5]),
  Exception: numbered('Exception', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18]),
  Expired: numbered('Expired', [1]),
};

export const isKnownSubtag = (tag: ShipmentTag, subtag: string): boolean => subtagsOf[tag].includes(subtag);
