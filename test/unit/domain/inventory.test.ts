import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountTolerance, judgeCounts } from '#shared/domain/inventory.ts';
import { anInventoryRow } from '#test/support/rows.ts';

const now = new Date('2026-11-02T08:00:00.000Z');
const tolerance: CountTolerance = { units: 2, share: 0.02, maxAgeHours: 24 };
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const aCount = (source: string, quantity: number, hours = 1) => ({ source, quantity, countedAt: hoursAgo(hours) });
type Count = ReturnType<typeof aCount>;
const judged = (onHand: number, ...counts: Count[]) => judgeCounts(anInventoryRow({ onHand, counts }), tolerance, now);

describe('counts of one shelf that disagree', () => {
  it('are repaired to 12 when the system says 120, and the warehouse and a scan say 12', () => {
    expect(judged(120, aCount('wms', 12, 2), aCount('scan', 12, 1))).toEqual({
      kind: 'repair',
      onHand: 12,
      sources: ['scan', 'wms'],
    });
  });

  it('ask for a count by hand when the warehouse says 12 and a scan 80', () => {
    const judgement = judged(120, aCount('wms', 12, 2), aCount('scan', 80, 1));
    expect(judgement).toEqual({ kind: 'count-requested', sources: ['scan', 'wms'] });
  });

  it('are not settled by one count alone', () => {
    expect(judged(120, aCount('wms', 12))).toEqual({ kind: 'count-requested', sources: ['wms'] });
  });

  it('are not settled by one source counting twice', () => {
    expect(judged(120, aCount('wms', 12, 2), aCount('wms', 12, 1))).toMatchObject({ kind: 'count-requested' });
  });

  it('are judged by the latest count of each source', () => {
    expect(judged(120, aCount('wms', 120, 3), aCount('wms', 12, 2), aCount('scan', 12, 1))).toMatchObject({
      kind: 'repair',
      onHand: 12,
    });
  });

  it('are judged without counts that are too old', () => {
    expect(judged(120, aCount('wms', 12, 25), aCount('scan', 12, 26))).toEqual({ kind: 'consistent' });
    expect(judged(120, aCount('wms', 12, 25), aCount('scan', 12, 1))).toMatchObject({ sources: ['scan'] });
  });

  it('are repaired to the lower of two that agree, so that nothing is promised that is not there', () => {
    expect(judged(120, aCount('wms', 13), aCount('scan', 12))).toMatchObject({ kind: 'repair', onHand: 12 });
  });

  it('are outvoted when one source contradicts the system and another agrees with it', () => {
    expect(judged(12, aCount('wms', 12, 2), aCount('scan', 11, 1), aCount('hand', 80, 3))).toEqual({
      kind: 'consistent',
    });
  });
});

describe('counts of one shelf that agree', () => {
  it('change nothing, nor does a shelf that nobody counted', () => {
    expect(judged(12)).toEqual({ kind: 'consistent' });
    expect(judged(12, aCount('wms', 12), aCount('scan', 14))).toEqual({ kind: 'consistent' });
  });

  it('may differ by a share of a large shelf', () => {
    expect(judged(1_000, aCount('wms', 985))).toEqual({ kind: 'consistent' });
    expect(judged(1_000, aCount('wms', 975))).toMatchObject({ kind: 'count-requested' });
  });

  it('are judged the same in any order of arrival', () => {
    const counts = fc.array(
      fc.record({
        source: fc.constantFrom('wms', 'scan', 'hand', 'feed'),
        quantity: fc.nat(30),
        countedAt: fc.integer({ min: 1, max: 40 }).map(hoursAgo),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.nat(30), counts, (onHand, counts) => {
        fc.pre(new Set(counts.map(({ countedAt }) => countedAt)).size === counts.length);
        expect(judged(onHand, ...counts)).toEqual(judged(onHand, ...[...counts].reverse()));
      }),
    );
  });

  it('never repair to a number that fewer than two fresh sources stand behind', () => {
    const counts = fc.array(
      fc.record({
        source: fc.constantFrom('wms', 'scan', 'hand'),
        quantity: fc.nat(200),
        countedAt: fc.integer({ min: 1, max: 40 }).map(hoursAgo),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.nat(200), counts, (onHand, counts) => {
        const judgement = judged(onHand, ...counts);
        if (judgement.kind !== 'repair') return;
        const behind = judgement.sources.map((source) =>
          counts.some(
            (count) =>
              count.source === source &&
              count.countedAt >= hoursAgo(tolerance.maxAgeHours) &&
              Math.abs(count.quantity - judgement.onHand) <=
                Math.max(tolerance.units, tolerance.share * count.quantity),
          ),
        );
        expect(behind).toEqual([true, true]);
        expect(new Set(judgement.sources).size).toBe(2);
      }),
      { numRuns: 500 },
    );
  });
});
