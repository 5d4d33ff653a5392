import { deepStrictEqual } from 'node:assert';
import * as sdk from '@aws-sdk/util-dynamodb';
import { type marshallOptions, NumberValueImpl } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { test } from 'vitest';
import { marshall, unmarshall } from '#infra/local-runtime/sdk/native-values.ts';

class Parcel {
  readonly weight = 3;
}

const { tree } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    { arbitrary: fc.string(), weight: 4 },
    { arbitrary: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()), weight: 4 },
    { arbitrary: fc.boolean(), weight: 2 },
    fc.constantFrom(
      null,
      undefined,
      '',
      -0,
      2 ** 53,
      -(2 ** 53),
      1e21,
      new Set([]),
      new Map(),
      /** no value */ () => 1,
    ),
    fc.bigInt(),
    fc.uint8Array(),
    fc.uniqueArray(fc.oneof(fc.string(), fc.integer())).map((values) => new Set(values)),
    fc.dictionary(fc.string(), fc.integer()).map((fields) => new Map(Object.entries(fields))),
    fc.constantFrom(new Parcel(), new Date(0), new String('boxed'), new Number(3), new Boolean(false), Symbol('sign')),
    fc.integer().map((value) => NumberValueImpl.from(value)),
  ),
  list: fc.oneof(fc.array(tie('tree'), { maxLength: 4 }), fc.sparseArray(tie('tree'), { maxNumElements: 3 })),
  map: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('constructor', 'toString')), tie('tree'), { maxKeys: 4 }),
  tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
}));
const rows = fc.dictionary(fc.string(), tree, { maxKeys: 6 });

const options: fc.Arbitrary<marshallOptions> = fc.record(
  {
    removeUndefinedValues: fc.boolean(),
    convertEmptyValues: fc.boolean(),
    convertClassInstanceToMap: fc.boolean(),
    convertTopLevelContainer: fc.boolean(),
    allowImpreciseNumbers: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** The value, or in what words it was refused. */
function outcome(turn: () => unknown): unknown {
  try {
    return turn();
  } catch (error) {
    return String(error);
  }
}

test('a stand-in turns values into attributes as the SDK does, and refuses what it refuses', () => {
  fc.assert(
    fc.property(rows, options, (row, chosen) => {
      deepStrictEqual(
        outcome(() => marshall(row, chosen)),
        outcome(() => sdk.marshall(row, chosen)),
      );
    }),
    { numRuns: 500 },
  );
});

const attributes = fc.letrec((tie) => ({
  leaf: fc.oneof(
    { arbitrary: fc.record({ S: fc.string() }), weight: 4 },
    { arbitrary: fc.record({ N: fc.oneof(fc.integer(), fc.double(), fc.bigInt()).map(String) }), weight: 4 },
    fc.record({ BOOL: fc.boolean() }),
    fc.constantFrom({ NULL: true }, { N: '1e400' }, { N: '12345678901234567890.5' }, { N: 'none' }, { S: undefined }),
    fc.constantFrom({}, { X: 1 }, { S: undefined, N: '3' }, { SS: ['a'] }, { NS: ['1', '2'] }, { BS: [] }),
    fc.record({ B: fc.uint8Array() }),
  ),
  list: fc.record({ L: fc.array(tie('attribute'), { maxLength: 4 }) }),
  map: fc.record({
    M: fc.dictionary(fc.oneof(fc.string(), fc.constant('constructor')), tie('attribute'), { maxKeys: 4 }),
  }),
  attribute: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
})).attribute as fc.Arbitrary<sdk.NativeAttributeValue>;

test('a stand-in turns attributes into values as the SDK does, and refuses what it refuses', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), attributes, { maxKeys: 6 }), (item) => {
      deepStrictEqual(
        outcome(() => unmarshall(item)),
        outcome(() => sdk.unmarshall(item)),
      );
    }),
    { numRuns: 500 },
  );
});
