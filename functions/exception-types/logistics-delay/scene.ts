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

/** What was asked for last: one look at a case asks for its scene several times, of the same rows at the same moment. */
let last: (Omit<Scene, 'standing'> & { readonly scene: Scene | undefined }) | undefined;

/** The case's parcel as it stands; nothing = it has arrived, or nobody wants it any more. */
export function sceneOf(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): Scene | undefined {
  const same = last?.facts === facts && last.record === record && last.thresholds === thresholds && last.now === now;
  if (!last || !same) last = { facts, record, thresholds, now, scene: workedOut(facts, record, thresholds, now) };
  return last.scene;
}

function workedOut(facts: Facts, record: CaseRecord, thresholds: Settings, now: Date): Scene | undefined {
  const parcel = parcelAt(facts, record.subject);
  if (!parcel) return undefined;
  return { facts, record, standing: standingOf(parcel, facts, { thresholds, record, now }), thresholds, now };
}
