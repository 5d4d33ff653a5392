import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageOfDoubt,
  durationOf,
  lanesOf,
  lastStep,
  shareLonger,
  stepOf,
  type TransitTimes,
  tellingLane,
  transitOf,
} from '#shared/domain/transit-times.ts';
import { aShipment } from '#test/support/rows.ts';

const days = (count: number) => count * 86_400_000;
const lane = (...took: number[]): TransitTimes => {
  const counts: Record<number, number> = {};
  for (const each of took) counts[stepOf(days(each))] = (counts[stepOf(days(each))] ?? 0) + 1;
  return { lane: 'ALL', counts };
};

describe('the lanes of a parcel', () => {
  it('go from its carrier between its regions to all parcels', () => {
    expect(lanesOf(aShipment())).toEqual([
      'LANE#example-post#TW-TPE>TW-KHH',
      'PAIR#TW>TW',
      'CARRIER#example-post',
      'ALL',
    ]);
  });

  it('begin with its carrier where it is not known from where it goes', () => {
    const { origin: _, ...parcel } = aShipment();
    expect(lanesOf(parcel)).toEqual(['CARRIER#example-post', 'ALL']);
  });

  it('tell nothing until enough parcels have been delivered on them', () => {
    const few = lane(2, 3);
    const many = lane(2, 3, 4, 5, 6);
    expect(tellingLane([few, many], 5)).toBe(many);
    expect(tellingLane([few], 5)).toBeUndefined();
    // Of the many, only two took more than five days.
    expect(tellingLane([many], 2, days(4.9))).toBe(many);
    expect(tellingLane([many], 3, days(5.5))).toBeUndefined();
  });
});

describe('what a lane foretells', () => {
  it('is the time within which a share of its parcels arrives', () => {
    const known = lane(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    expect(durationOf(known, 0.5)).toBe(days(6.25));
    expect(durationOf(known, 0.8)).toBe(days(9.25));
    expect(durationOf(known, 1)).toBe(days(11.25));
  });

  it('counts only those that took as long as the parcel already did', () => {
    const known = lane(2, 2, 2, 2, 2, 2, 2, 2, 10, 12);
    expect(shareLonger(known, days(8))).toBe(0.2);
    expect(shareLonger(known, days(8), days(5))).toBe(1);
    expect(durationOf(known, 0.5, days(5))).toBe(days(10.25));
  });

  it('is nothing for a parcel that is older than any before it', () => {
    expect(durationOf(lane(2, 3), 0.5, days(30))).toBeUndefined();
    expect(shareLonger(lane(2, 3), days(40), days(30))).toBe(1);
  });

  it('says from which age a parcel will probably be late, if it can', () => {
    const known = [lane(2, 2, 2, 2, 2, 2, 2, 2, 10, 12)];
    const doubt = (share: number, enough: number) => ageOfDoubt(known, { durationMs: days(8), share, enough });
    expect(doubt(0.6, 2)).toBeGreaterThan(days(2));
    expect(doubt(0.6, 2)).toBeLessThanOrEqual(days(2.25));
    expect(doubt(0.6, 4)).toBe(days(8));
    expect(doubt(0.1, 2)).toBe(0);
  });

  it('never grows more certain of being in time with age, nor leaves 0 to 1', () => {
    const some = fc.array(fc.double({ min: 0, max: 80, noNaN: true }), { minLength: 1, maxLength: 40 });
    const ages = fc.double({ min: 0, max: 60, noNaN: true });
    fc.assert(
      fc.property(some, ages, ages, ages, (took, due, one, other) => {
        const known = lane(...took);
        const [younger, older] = [Math.min(one, other), Math.max(one, other)];
        const before = shareLonger(known, days(due), days(younger));
        const after = shareLonger(known, days(due), days(older));
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });
});

describe('a delivered parcel', () => {
  it('took from the hand-over to the delivery', () => {
    expect(transitOf(aShipment({ deliveredAt: '2026-11-05T08:00:00.000Z' }))).toBe(days(2));
    expect(transitOf(aShipment())).toBeUndefined();
  });

  it('is counted in the last step however long it took, and in the first when clocks disagree', () => {
    expect(stepOf(days(400))).toBe(lastStep);
    expect(stepOf(-5)).toBe(0);
    expect(shareLonger(lane(1, 2, 400), days(80))).toBeCloseTo(1 / 3);
  });
});
