import { expect, test } from 'vitest';
import { play, refundedTwice } from './play.ts';
import { type Trouble, troubles } from './shop.ts';

const kinds = Object.keys(troubles) as Trouble[];
const pairs = kinds.flatMap((first) =>
  kinds.filter((second) => second !== first).map((second) => [first, second] as const),
);
/**
 * Courses that each pair is played in: five with every run, fifty by `npm run test:interleavings`; the first of them are the
 * same ones.
 */
const courses = Number(process.env.INTERLEAVINGS ?? 5);
/** So many of them in one world. */
const together = 5;
const worlds = Array.from({ length: Math.ceil(courses / together) }, (_, world) =>
  Array.from({ length: Math.min(together, courses - world * together) }, (_, i) => world * together + i + 1),
);

test.each(worlds)(
  'two troubles on one order, every pair, in course %i and on: one question at a time, nothing refunded twice, every case ends',
  async (...seeds) => {
    const { violations, bothFound } = await play(pairs, seeds);
    expect(violations).toEqual([]);
    // One trouble may end the order before the other begins.
    expect(bothFound, 'orders on which both were found').toBeGreaterThanOrEqual(pairs.length * seeds.length * 0.85);
  },
  900_000,
);

test('a line and what was sent again for it are one thing: both given back are two refunds of it', () => {
  const line = (lineId: string) => ({ lines: [{ lineId, quantity: 1 }] });
  const again = 'line-1-again-0123456789ab';
  expect(refundedTwice([line('line-1'), line(again)])).toEqual(['line-1']);
  expect(refundedTwice([line(again), line(`${again}-again-ba9876543210`)])).toEqual(['line-1']);
  expect(refundedTwice([line(again), line('line-2')])).toEqual([]);
});
