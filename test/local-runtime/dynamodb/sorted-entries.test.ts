import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedEntries } from '#infra/local-runtime/dynamodb/sorted-entries.ts';

const key = fc.nat(3000).map((n) => String(n).padStart(4, '0'));
const range = fc
  .record({ gt: key, gte: key, lt: key, lte: key }, { requiredKeys: [] })
  .filter(({ gt, gte, lt, lte }) => !(gt && gte) && !(lt && lte));

test('sorted entries answer every range as a sorted array does', () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 4000, size: 'max' }),
      fc.array(key, { size: 'large' }),
      range,
      (added, deleted, bounds) => {
        const entries = new SortedEntries();
        const expected = new Set<string>();
        for (const one of added) {
          if (!expected.has(one)) entries.add({ key: one });
          expected.add(one);
        }
        for (const one of deleted) {
          entries.delete(one);
          expected.delete(one);
        }
        const { gt = '', gte = '', lt = '~', lte = '~' } = bounds;
        const inRange = [...expected].sort().filter((one) => one > gt && one >= gte && one < lt && one <= lte);
        expect(entries.size).toBe(expected.size);
        expect([...entries.rising(bounds)].map(({ key }) => key)).toEqual(inRange);
        expect([...entries.falling(bounds)].map(({ key }) => key)).toEqual(inRange.reverse());
        expect(entries.first()?.key).toBe([...expected].sort()[0]);
      },
    ),
    { numRuns: 60 },
  );
});
