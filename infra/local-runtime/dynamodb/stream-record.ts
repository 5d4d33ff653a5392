import { equalItems, type Item } from './attribute-value.ts';
import { itemBytes, type SizedItem } from './item-size.ts';
import type { StreamViewType } from './table-description.ts';

/** A change as a stream hands it on. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: StreamViewType;
  };
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' };
}

export interface Change {
  keys: Item;
  before: SizedItem | undefined;
  after: SizedItem | undefined;
  /** Who changed it, if it was not a caller: time to live. */
  byService: boolean;
}

/** A write that leaves the item as it was (or deletes nothing) is no change. */
export function isChange(before: Item | undefined, after: Item | undefined): boolean {
  return before && after ? !equalItems(before, after) : before !== after;
}

export interface RecordOrigin {
  eventId: string;
  region: string;
  view: StreamViewType;
  sequenceNumber: string;
  now: number;
}

export function recordOf(change: Change, origin: RecordOrigin): StreamRecord {
  const { keys, before, after, byService } = change;
  const { view, sequenceNumber } = origin;
  const newImage = view.startsWith('NEW') ? after : undefined;
  const oldImage = view.endsWith('OLD_IMAGES') || view === 'OLD_IMAGE' ? before : undefined;
  const dynamodb: StreamRecord['dynamodb'] = {
    ApproximateCreationDateTime: Math.floor(origin.now / 1000),
    Keys: keys,
    SequenceNumber: sequenceNumber,
    SizeBytes: itemBytes(keys) + (newImage?.bytes ?? 0) + (oldImage?.bytes ?? 0),
    StreamViewType: view,
  };
  if (newImage) dynamodb.NewImage = newImage.item;
  if (oldImage) dynamodb.OldImage = oldImage.item;
  const record: StreamRecord = {
    eventID: origin.eventId,
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: origin.region,
    dynamodb,
  };
  if (byService) record.userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
  return record;
}
