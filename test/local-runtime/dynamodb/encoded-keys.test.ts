import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compares } from '#infra/local-runtime/dynamodb/conditions.ts';
import { encodedKeyOf, keyPartsOf } from '#infra/local-runtime/dynamodb/encoded-keys.ts';
import { ItemCollection } from '#infra/local-runtime/dynamodb/item-collection.ts';
import { SizedItem } from '#infra/local-runtime/dynamodb/item-size.ts';
import { keyRange } from '#infra/local-runtime/dynamodb/key-range.ts';

const table = (type: 'S' | 'N' | 'B') => ({
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: type },
  ],
});

const letter = fc.constantFrom(
  '\0',
  '\u{1}',
  ' ',
  '/',
  '0',
  'a',
  '~',
  '\u{7f}',
  '\u{80}',
  '\u{ff}',
  '漢',
  '\u{e000}',
  '\u{ffff}',
  '\u{1f600}',
);
const text = fc.string({ unit: letter, minLength: 1, maxLength: 4 });
const values = {
  S: text.map((S) => ({ S })),
  N: fc.integer({ min: -120, max: 120 }).map((n) => ({ N: String(n) })),
  B: fc.uint8Array({ minLength: 1, maxLength: 3 }).map((bytes) => ({ B: Buffer.from(bytes).toString('base64') })),
};
const operators = { EQ: undefined, LT: '<', LE: '<=', GT: '>', GE: '>=', BEGINS_WITH: 'begins_with' } as const;

test.each(['S', 'N', 'B'] as const)(
  'a condition on a sort key of type %s admits the rows that it holds for, in their sequence',
  (type) => {
    const parts = keyPartsOf(table(type), table(type).KeySchema);
    const value = values[type] as fc.Arbitrary<{ S?: string; N?: string; B?: string }>;
    fc.assert(
      fc.property(fc.array(fc.record({ pk: text, sk: value }), { maxLength: 60 }), text, value, (rows, pk, operand) => {
        const items = new ItemCollection();
        for (const row of [...rows, ...rows.map(({ sk }) => ({ pk, sk }))]) {
          const item = { pk: { S: row.pk }, sk: row.sk };
          items.put(encodedKeyOf(item, parts), new SizedItem(item));
        }
        const distinct = new Map(rows.map(({ sk }) => [JSON.stringify(sk), sk]));
        for (const { pk: own, sk } of rows) if (own === pk) distinct.set(JSON.stringify(sk), sk);
        const sorted = [...distinct.values()].sort((a, b) => (compares('<', a, b) ? -1 : 1));
        for (const [ComparisonOperator, comparison] of Object.entries(operators)) {
          if (type === 'N' && comparison === 'begins_with') continue;
          const range = keyRange({ S: pk }, { ComparisonOperator, AttributeValueList: [operand] });
          const admitted = sorted.filter((sk) =>
            comparison ? compares(comparison, sk, operand) : JSON.stringify(sk) === JSON.stringify(operand),
          );
          expect(
            [...items.walk(range, false)].map(({ sk }) => sk),
            ComparisonOperator,
          ).toEqual(admitted);
          expect(
            [...items.walk(range, true)].map(({ sk }) => sk),
            ComparisonOperator,
          ).toEqual(admitted.reverse());
        }
        expect([...items.walk(keyRange({ S: pk }, undefined), false)].map(({ sk }) => sk)).toEqual(sorted);
      }),
    );
  },
);
