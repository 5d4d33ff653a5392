import { expect, test } from 'vitest';
import { morningInTaipei, zoneByDay } from '#infra/start/daytime.ts';

const everyHour = Array.from(
  { length: 48 },
  (_, n) => new Date(Date.parse('2026-07-01T00:20:00.000Z') + n * 3_600_000),
);

test('the story begins at nine in Taipei and ends before now, whenever it is started', () => {
  for (const now of everyHour) {
    const begin = morningInTaipei(now, 25);
    expect(begin.toISOString()).toMatch(/T01:00:00/);
    expect(now.getTime() - begin.getTime()).toBeGreaterThanOrEqual(25 * 3_600_000);
    expect(now.getTime() - begin.getTime()).toBeLessThan(49 * 3_600_000);
  }
});

test('somewhere it is day, in summer and in winter', () => {
  for (const now of everyHour) {
    expect(zoneByDay(now)).not.toBe('UTC');
    expect(zoneByDay(new Date(now.getTime() + 180 * 86_400_000))).not.toBe('UTC');
  }
});
