import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { assertMove, caseState } from './case.ts';
import { type CaseRecord, parseCase } from './case-record.ts';
import { caseKeys, expiryOf } from './identity.ts';
import { instant } from './primitives.ts';

/** One move of a case as its audit trail keeps it. Ids, codes and amounts only, as on the case itself. */
export const auditEntry = z.object({
  /** 1 for the opening, then without a gap. */
  n: z.int().min(1),
  at: instant,
  by: z.string(),
  because: z.string(),
  to: caseState,
  /** The fields of the record that the move gave a new value, whole: an offer is kept by the move that made it. */
  set: z.record(z.string(), z.unknown()).default({}),
  /** The fields that it took off the record. */
  removed: z.array(z.string()).default([]),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** What a trail does not tell: a run that has begun, and when the sweep looks again, are noted on the row without a move. */
export const touchedOutsideMoves = ['startedAt', 'dueAt'] as const satisfies readonly (keyof CaseRecord)[];

/** Told by an entry's number, moment and state, or by the case's ids. */
const derived: readonly string[] = [
  'pk',
  'sk',
  'entity',
  'state',
  'version',
  'auditSequence',
  'expiresAt',
] satisfies (keyof CaseRecord)[];

type Fields = { readonly [field: string]: unknown };

/** What a move changed on the record; `before` is absent when it opened the case. */
export function changedFields(before: Fields | undefined, after: Fields): Pick<AuditEntry, 'set' | 'removed'> {
  const told = (fields: Fields) =>
    Object.entries(fields).filter(([field, value]) => value !== undefined && !derived.includes(field));
  return {
    set: Object.fromEntries(told(after).filter(([field, value]) => !isDeepStrictEqual(value, before?.[field]))),
    removed: told(before ?? {}).flatMap(([field]) => (after[field] === undefined ? [field] : [])),
  };
}

/** Thrown when a trail has a gap, does not begin with the opening of a case, or moves where no case may. */
export class TrailBroken extends Error {
  override readonly name = 'TrailBroken';
}

/**
 * The case as its audit trail tells it, entries in any sequence; `touchedOutsideMoves` may be older than on the row.
 * @throws TrailBroken, MoveNotAllowed
 */
export function replay(entries: readonly AuditEntry[]): CaseRecord {
  const trail = [...entries].sort((a, b) => a.n - b.n);
  const missing = trail.findIndex(({ n }, i) => n !== i + 1);
  if (missing !== -1) throw new TrailBroken(`entry ${missing + 1} is missing, or there twice`);
  const last = trail.at(-1);
  if (!last) throw new TrailBroken('no entry');
  const fields: Record<string, unknown> = {};
  for (const [i, { to, set, removed }] of trail.entries()) {
    const from = trail[i - 1]?.to;
    if (from) assertMove(String(fields.caseId), from, to);
    Object.assign(fields, set);
    for (const field of removed) delete fields[field];
  }
  const { caseId, orderId } = z.object({ caseId: z.string(), orderId: z.string() }).parse(fields);
  return parseCase({
    ...fields,
    pk: caseKeys.order(orderId),
    sk: caseKeys.case(caseId),
    entity: 'case',
    state: last.to,
    version: last.n,
    auditSequence: last.n,
    expiresAt: expiryOf(new Date(last.at)),
  });
}

/** How a stored case differs from what its trail tells; nothing = replaying the trail rebuilds it. */
export function differenceFromTrail(stored: CaseRecord, entries: readonly AuditEntry[]): string | undefined {
  try {
    const fields = differingFields(replay(entries), stored);
    return fields.length > 0 ? `${stored.caseId}: its trail tells another ${fields.join(', ')}` : undefined;
  } catch (error) {
    return `${stored.caseId}: ${(error as Error).name}: ${(error as Error).message}`;
  }
}

function differingFields(told: CaseRecord, stored: CaseRecord): string[] {
  const names = [...new Set([...Object.keys(told), ...Object.keys(stored)])] as (keyof CaseRecord)[];
  const untold: readonly (keyof CaseRecord)[] = touchedOutsideMoves;
  return names.filter((name) => !untold.includes(name) && !isDeepStrictEqual(told[name], stored[name]));
}
