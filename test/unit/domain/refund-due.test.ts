import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundDueAt, refundDueBy } from '#shared/domain/refund-due.ts';

const defaults = refundDueBy.parse({});
const due = (market: string, at: string) => refundDueAt(market, new Date(at), defaults).toISOString();
const day = 86_400_000;

describe('the day by which a refund is due', () => {
  it.each([
    ['US', '2026-03-02T15:00:00.000Z', '2026-03-11T15:00:00.000Z', '7 working days from a Monday'],
    ['US', '2026-03-06T15:00:00.000Z', '2026-03-17T15:00:00.000Z', '7 working days from a Friday'],
    ['US', '2026-03-07T15:00:00.000Z', '2026-03-17T15:00:00.000Z', '7 working days from a Saturday'],
    ['DE', '2026-03-02T15:00:00.000Z', '2026-03-16T15:00:00.000Z', '14 days in the European Union'],
    ['TW', '2026-03-02T15:00:00.000Z', '2026-03-17T15:00:00.000Z', '15 days in Taiwan'],
    ['CN', '2026-03-02T15:00:00.000Z', '2026-03-09T15:00:00.000Z', '7 days in China'],
    ['AU', '2026-03-02T15:00:00.000Z', '2026-03-16T15:00:00.000Z', '10 business days elsewhere'],
  ])('in %s asked at %s is %s: %s', (market, at, expected) => {
    expect(due(market, at)).toBe(expected);
  });

  it('counts the working days of the market, not those of UTC', () => {
    expect(due('US', '2026-03-07T03:00:00.000Z'), 'still Friday in New York').toBe('2026-03-18T03:00:00.000Z');
    expect(due('JP', '2026-03-06T22:00:00.000Z'), 'already Saturday in Tokyo').toBe('2026-03-19T22:00:00.000Z');
  });

  it('takes a country that is configured itself before the Union it belongs to', () => {
    const dueBy = {
      markets: { EU: { days: 14, count: 'calendar' }, FR: { days: 3, count: 'calendar' } },
      otherwise: { days: 1, count: 'calendar' },
    } as const;
    const days = (market: string) => (refundDueAt(market, new Date(0), dueBy).getTime() - 0) / day;
    expect(['FR', 'DE', 'GB', 'US'].map(days)).toEqual([3, 14, 1, 1]);
  });

  it('is never sooner than its number of days, and working days never end on a weekend', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (days, at) => {
          const dueBy = { markets: {}, otherwise: { days, count: 'working' } } as const;
          const end = refundDueAt('XX', at, dueBy);
          expect((end.getTime() - at.getTime()) / day).toBeGreaterThanOrEqual(days);
          expect([0, 6]).not.toContain(end.getUTCDay());
        },
      ),
    );
  });
});
