import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendByPauses, isPaused, modeOf, operations } from '#shared/domain/operations.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 2, 8, minutes));
const settings = (fields: object = {}) => operations.parse({ types: {}, ...fields });
const aPause = (from: number, to?: number) => ({
  from: at(from).toISOString(),
  ...(to === undefined ? {} : { to: at(to).toISOString() }),
});

describe('how far a type may go by itself', () => {
  it('is to look only, until it is named', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,12}(-[a-z]{1,12}){1,2}$/), (type) => {
        expect(modeOf(settings(), type, at(0))).toBe('observe');
      }),
    );
  });

  it('is what the parameter says, for the named type alone', () => {
    const some = settings({ types: { 'out-of-stock': { mode: 'automatic' }, 'payment-failure': { mode: 'approve' } } });
    expect(modeOf(some, 'out-of-stock', at(0))).toBe('automatic');
    expect(modeOf(some, 'payment-failure', at(0))).toBe('approve');
    expect(modeOf(some, 'logistics-delay', at(0))).toBe('observe');
  });

  it('is to look only before the day it goes live', () => {
    const some = settings({ types: { 'out-of-stock': { mode: 'automatic', goLiveAt: at(10).toISOString() } } });
    expect(modeOf(some, 'out-of-stock', at(9))).toBe('observe');
    expect(modeOf(some, 'out-of-stock', at(10))).toBe('automatic');
  });

  it('is not set by a misspelt mode or an unknown key', () => {
    expect(operations.safeParse({ types: { 'out-of-stock': { mode: 'auto' } } }).success).toBe(false);
    expect(operations.safeParse({ types: {}, refundCap: {} }).success).toBe(false);
  });
});

describe('the kill switch', () => {
  it('stands still from the moment it is pressed to the moment it is released', () => {
    const some = settings({ pauses: [aPause(10, 20)] });
    expect([9, 10, 19, 20].map((minute) => isPaused(some, at(minute)))).toEqual([false, true, true, false]);
  });

  it('stands still for as long as nobody releases it', () => {
    expect(isPaused(settings({ pauses: [aPause(10)] }), at(100_000))).toBe(true);
  });

  it('moves a deadline by the time that stood still since it was set', () => {
    const due = (now: number, ...pauses: object[]) => extendByPauses(settings({ pauses }), at(0), at(60), at(now));
    expect(due(50, aPause(10, 20))).toEqual(at(70));
    expect(due(50, aPause(-30, 5), aPause(10, 20))).toEqual(at(75));
    expect(due(50, aPause(40))).toEqual(at(70));
    expect(due(50, aPause(-30, -10))).toEqual(at(60));
    expect(due(50, aPause(55, 58))).toEqual(at(60));
  });

  it('never moves a deadline forward in time, nor by more than has passed, for pauses that follow each other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 8 }), fc.nat(600), (lengths, now) => {
        let minute = 0;
        const pauses = lengths.map((length) => {
          const from = minute;
          minute += length + 1;
          return aPause(from, from + length);
        });
        const moved = extendByPauses(settings({ pauses }), at(0), at(60), at(now)).getTime() - at(60).getTime();
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(now * 60_000);
      }),
    );
  });
});
