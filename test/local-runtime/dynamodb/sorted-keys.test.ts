import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedKeys } from '#infra/local-runtime/dynamodb/sorted-keys.ts';

const key = fc.nat(3000).map((n) => String(n).padStart(4, '0'));
const range = fc
  .record({ gt: key, gte: key, lt: key, lte: key }, { requiredKeys: [] })
  .filter(({ gt, gte, lt, lte }) => !(gt && gte) && !(lt && lte));

test('sorted keys answer every range as a sorted array does', () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 4000, size: 'max' }),
      fc.array(key, { size: 'large' }),
      range,
      (added, deleted, bounds) => {
        const keys = new SortedKeys();
        const expected = new Set<string>();
        for (const one of added) {
          if (!expected.has(one)) keys.add(one);
          expected.add(one);
        }
        for (const one of deleted) {
          keys.delete(one);
          expected.delete(one);
        }
        const { gt = '', gte = '', lt = '~', lte = '~' } = bounds;
        const inRange = [...expected].sort().filter((one) => one > gt && one >= gte && one < lt && one <= lte);
        expect(keys.size).toBe(expected.size);
        expect([...keys.rising(bounds)]).toEqual(inRange);
        expect([...keys.falling(bounds)]).toEqual(inRange.reverse());
        expect(keys.first()).toBe([...expected].sort()[0]);
      },
    ),
    { numRuns: 60 },
  );
});
