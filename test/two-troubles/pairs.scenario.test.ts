import { expect, test } from 'vitest';
import { play } from './play.ts';
import { type Trouble, troubles } from './shop.ts';

const kinds = Object.keys(troubles) as Trouble[];
const pairs = kinds.flatMap((first) =>
  kinds.filter((second) => second !== first).map((second) => [first, second] as const),
);
/** Courses that each pair is played in: a few with every run, fifty by `npm run test:interleavings`. */
const count = Number(process.env.INTERLEAVINGS ?? 2);
const seeds = Array.from({ length: count }, (_, i) => i + 1);

test.each(pairs)(
  '%s, then %s: one question at a time, nothing refunded twice, every case ends',
  async (...pair) => {
    const { violations, bothFound } = await play(pair, seeds);
    expect(violations).toEqual([]);
    expect(bothFound, 'orders on which both were found').toBe(seeds.length);
  },
  600_000,
);
