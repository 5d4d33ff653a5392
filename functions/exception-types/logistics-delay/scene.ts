import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Facts } from '../exception-type.ts';
import { parcelAt } from './parcels.ts';
import type { Settings } from './settings.ts';
import { type Standing, standingOf } from './standing.ts';

/** What an errand or a question of a case is decided by. */
export interface Scene {
  readonly facts: Facts;
  readonly record: CaseRecord;
  readonly standing: Standing;
  readonly thresholds: Settings;
  readonly now: Date;
}

/** The case's parcel as it stands; nothing = it has arrived, or nobody wants it any more. */
export function sceneOf(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): Scene | undefined {
  const parcel = parcelAt(facts, record.subject, thresholds.defaultPromiseDays);
  if (!parcel) return undefined;
  return { facts, record, standing: standingOf(parcel, facts, { thresholds, record, now }), thresholds, now };
}
