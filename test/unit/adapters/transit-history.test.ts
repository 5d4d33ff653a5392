import { expect, test } from 'vitest';
import { transitHistory } from '#shared/adapters/transit-history.ts';

/** Rows of the lane of all parcels by half-year, with what was read of them, in turn. */
function aLane(rows: Record<string, Record<string, unknown>>) {
  const read: string[] = [];
  const clock = { at: new Date('2026-06-30T12:00:00.000Z') };
  const get = async (_: string, half: string) => {
    read.push(half);
    return rows[half];
  };
  const history = transitHistory({ tableName: 'Cases', get, putNew: async () => true }, () => clock.at);
  const counts = async (at: string) => {
    clock.at = new Date(at);
    return (await history.of(['ALL']))[0]?.counts;
  };
  return { read, counts };
}

test('a lane is what the running half-year and the one before it counted', async () => {
  const { counts } = aLane({
    '2026H1': { pk: 'TRANSIT#ALL', s4: 2, s9: 1 },
    '2025H2': { s4: 3, s12: 1 },
    '2025H1': { s4: 7 },
  });
  expect(await counts('2026-06-30T12:00:00.000Z')).toEqual({ 4: 5, 9: 1, 12: 1 });
});

test('a half-year that is over is read once, the running one again each hour, and both when a new one begins', async () => {
  const rows = { '2026H1': { s4: 2 }, '2025H2': { s4: 3 } };
  const { read, counts } = aLane(rows);
  await counts('2026-06-30T12:00:00.000Z');
  await counts('2026-06-30T12:59:00.000Z');
  expect(read).toEqual(['2026H1', '2025H2']);
  rows['2026H1'] = { s4: 6 };
  expect(await counts('2026-06-30T13:00:00.000Z')).toEqual({ 4: 9 });
  expect(read).toEqual(['2026H1', '2025H2', '2026H1']);
  expect(await counts('2026-07-01T00:00:00.000Z')).toEqual({ 4: 6 });
  expect(read.slice(3)).toEqual(['2026H2', '2026H1']);
});
