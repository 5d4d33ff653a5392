import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KeyRange, SortedEntries } from '#infra/local-runtime/dynamodb/sorted-entries.ts';

const key = fc.nat(3000).map((n) => String(n).padStart(4, '0'));
const range = fc
  .record({ gt: key, gte: key, lt: key, lte: key }, { requiredKeys: [] })
  .filter(({ gt, gte, lt, lte }) => !(gt && gte) && !(lt && lte));

/** Keeps count, as whoever asks for it could. */
class Sum {
  size: number;

  constructor(entries: readonly object[]) {
    this.size = entries.length;
  }

  enter(): void {
    this.size++;
  }

  leave(): void {
    this.size--;
  }
}

type Numbered = SortedEntries<{ key: string }, Sum>;

function keysOf(entries: Numbered, walk: 'rising' | 'falling', range: KeyRange): string[] {
  const keys: string[] = [];
  entries[walk](range, ({ key }) => keys.push(key) > 0);
  return keys;
}

/** How many are in a range, counted by their blocks where that can be. */
function countOf(entries: Numbered, range: KeyRange): number {
  let count = 0;
  const visit = () => {
    count++;
    return true;
  };
  entries.rising(range, visit, ({ size }) => {
    count += size;
    return true;
  });
  return count;
}

test('sorted entries answer every range as a sorted array does', () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 4000, size: 'max' }),
      fc.array(key, { size: 'large' }),
      range,
      (added, deleted, bounds) => {
        const entries: Numbered = new SortedEntries((some) => new Sum(some));
        const expected = new Set<string>();
        for (const one of added) {
          if (!expected.has(one)) entries.add({ key: one });
          expected.add(one);
        }
        expect(countOf(entries, {})).toBe(expected.size);
        for (const one of deleted) {
          entries.delete(one);
          expected.delete(one);
        }
        const { gt = '', gte = '', lt = '~', lte = '~' } = bounds;
        const inRange = [...expected].sort().filter((one) => one > gt && one >= gte && one < lt && one <= lte);
        expect(entries.size).toBe(expected.size);
        expect(countOf(entries, bounds)).toBe(inRange.length);
        expect(keysOf(entries, 'rising', bounds)).toEqual(inRange);
        expect(keysOf(entries, 'falling', bounds)).toEqual(inRange.reverse());
      },
    ),
    { numRuns: 60 },
  );
});
