import { describe, expect, it } from 'vitest';
import { type AuditEntry, changedFields, differenceFromTrail, replay } from '#shared/domain/audit.ts';
import type { CaseState } from '#shared/domain/case.ts';
import { type CaseRecord, caseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import { aCaseRecord } from '#test/support/rows.ts';

const minute = (n: number) => `2026-03-02T08:${String(n).padStart(2, '0')}:00.000Z`;

const caseId = 'out-of-stock-o-1-0123456789ab';
const opened = aCaseRecord({
  sk: caseKeys.case(caseId),
  caseId,
  state: 'detected',
  openedAt: minute(0),
  dueShard: 'due#1',
  dueAt: minute(1),
  expiresAt: expiryOf(new Date(minute(0))),
});

/** The record after a move, as the Cases table writes it. */
function moved(before: CaseRecord, to: CaseState, changes: object): CaseRecord {
  const n = before.auditSequence + 1;
  const after = { ...before, ...changes, state: to, version: n, auditSequence: n };
  return { ...after, expiresAt: expiryOf(new Date(minute(n))) };
}

function entry(before: CaseRecord | undefined, after: CaseRecord): AuditEntry {
  const { auditSequence: n, state: to } = after;
  return { n, at: minute(before ? n : 0), by: 'workflow', because: 'test', to, ...changedFields(before, after) };
}

const offer = {
  lines: [
    {
      unitId: 'line-1',
      lineIds: ['line-1'],
      title: 'Mug, blue',
      quantity: 2,
      short: 1,
      options: [
        { kind: 'refund-line', choice: 'refund-line', refund: { centAmount: 3000, currencyCode: 'USD' } } as const,
      ],
    },
  ],
};
const settling = moved(opened, 'settling', { pending: { step: 'ask', reason: 'turn', since: minute(2) } });
const asking = moved(settling, 'asking', { pending: undefined, offer, messages: 1 });
const acting = moved(asking, 'acting', { refundMinor: 3000 });
const story = [opened, settling, asking, acting];
const trail = story.map((record, i) => entry(story[i - 1], record));
const stored = caseRecord.parse(JSON.parse(JSON.stringify(acting)));

describe('an audit trail', () => {
  it('rebuilds the case, whatever sequence its entries are read in', () => {
    expect(replay(trail.toReversed())).toEqual(stored);
    expect(differenceFromTrail(stored, trail)).toBeUndefined();
  });

  it('rebuilds the case as it stood after any of its moves', () => {
    for (const [i, record] of story.entries()) {
      expect(replay(trail.slice(0, i + 1))).toEqual(JSON.parse(JSON.stringify(record)));
    }
  });

  it('keeps of a move what it changed: new values, and what was taken off', () => {
    expect(trail[1]?.set).toEqual({ pending: settling.pending });
    expect(trail[2]).toMatchObject({ set: { offer, messages: 1 }, removed: ['pending'] });
    expect(trail[3]).toMatchObject({ set: { refundMinor: 3000 }, removed: [] });
  });

  it('keeps an offer once, by the move that made it', () => {
    expect(trail.filter(({ set }) => 'offer' in set)).toHaveLength(1);
  });
});

describe('a trail that does not tell the case', () => {
  it.each([
    ['has lost an entry', trail.toSpliced(1, 1), 'TrailBroken: entry 2 is missing'],
    ['does not begin with the opening', trail.slice(1), 'TrailBroken: entry 1 is missing'],
    ['has an entry twice', [...trail, trail[3]!], 'TrailBroken: entry 5 is missing, or there twice'],
    ['has no entry', [], 'TrailBroken: no entry'],
    [
      'moves where no case may',
      trail.map((each) => (each.n === 3 ? { ...each, to: 'refunded' as const } : each)),
      'MoveNotAllowed',
    ],
    ['ends elsewhere', trail.slice(0, 3), 'its trail tells another state'],
    ['says another amount', [...trail.slice(0, 3), { ...trail[3]!, set: { refundMinor: 1 } }], 'another refundMinor'],
    ['forgets what was taken off', trail.map((each) => ({ ...each, removed: [] })), 'another pending'],
  ])('because it %s is found out', (_, entries, what) => {
    expect(differenceFromTrail(stored, entries)).toContain(what);
  });

  it('says so of anything on the record but what is noted there without a move', () => {
    const noted = { ...stored, startedAt: minute(1), dueAt: minute(59) };
    expect(differenceFromTrail(noted, trail)).toBeUndefined();
    expect(differenceFromTrail({ ...noted, owner: 'staff' }, trail)).toContain('another owner');
  });
});
