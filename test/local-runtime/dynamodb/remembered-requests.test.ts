import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckedOperation, checkedRequest, parseRequest } from '#infra/local-runtime/dynamodb/request.ts';
import { shapeOf } from '#infra/local-runtime/dynamodb/request-shape.ts';
import type { Json, JsonObject } from '#infra/local-runtime/service.ts';

const account = {
  options: { maxItemSize: Number.POSITIVE_INFINITY },
  tableDb: { awsRegion: 'eu-central-1', awsAccountId: '000000000000' },
};

const number = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom(
    '1.5',
    '-0.25',
    '1.50',
    '-0',
    '007',
    '1e3',
    'x',
    '',
    '9'.repeat(38),
    '9'.repeat(39),
    `0.${'1'.repeat(39)}`,
  ),
);
const { value: anyValue } = fc.letrec<{ value: Json }>((again) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ maxLength: 3 }).map((S): Json => ({ S })),
    number.map((N): Json => ({ N })),
    fc.boolean().map((BOOL): Json => ({ BOOL })),
    fc.constantFrom<Json>({ NULL: true }, { B: 'gP8=' }, { SS: ['a', 'b'] }, { NS: ['1.0'] }),
    fc.constantFrom<Json>(
      { NULL: false },
      { S: 1 },
      { SS: ['a', 'a'] },
      { S: 'a', N: '1' },
      {},
      { X: 'a' },
      { BOOL: 'true' },
    ),
    fc.array(again('value'), { maxLength: 3 }).map((L): Json => ({ L })),
    fc.dictionary(fc.constantFrom('a', 'b'), again('value')).map((M): Json => ({ M })),
  ),
}));
const mostly = (usual: fc.Arbitrary<Json>, other: fc.Arbitrary<Json>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: other });
const text = fc.constantFrom('', 'a', 'b', 'c', 'd', 'e').map((S): Json => ({ S }));
const whole = fc.nat().map((n): Json => ({ N: String(n) }));
const mostlyText = mostly(text, anyValue);
const mostlyNumber = mostly(
  whole,
  fc.oneof(
    number.map((N): Json => ({ N })),
    anyValue,
  ),
);

const key = fc.record({ pk: mostlyText, sk: mostlyText });
const constants = {
  TableName: mostly(fc.constantFrom('things', 'others'), fc.constant('x')),
  ReturnConsumedCapacity: mostly(fc.constantFrom('TOTAL', 'NONE'), fc.constantFrom<Json>('wrong', 1)),
};
const oneName = mostly(
  fc.constantFrom<Json>({ '#n': 'n' }, { '#n': 'm' }),
  fc.constantFrom<Json>({ '#m': 'm' }, {}, { n: 'n' }),
);

const requests: Record<string, fc.Arbitrary<JsonObject>> = {
  GetItem: fc.record(
    {
      ...constants,
      Key: key,
      ProjectionExpression: fc.constantFrom('a, #n', 'm[0], #n.a', 'a, #n, a'),
      ExpressionAttributeNames: oneName,
    },
    { requiredKeys: ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'] },
  ),
  PutItem: fc.record(
    {
      ...constants,
      Item: fc.record({ pk: mostlyText, a: mostly(text, anyValue), b: anyValue }, { requiredKeys: ['pk'] }),
      ConditionExpression: fc.constantFrom(
        'attribute_not_exists(pk) OR a = :v AND b < :w',
        'size(:v) < :w',
        'contains(a, :v) AND NOT a IN (:w)',
      ),
      ExpressionAttributeValues: fc.record({ ':v': mostly(text, anyValue), ':w': mostlyNumber }),
      ReturnValues: fc.constantFrom('ALL_OLD', 'ALL_NEW'),
    },
    { requiredKeys: ['TableName', 'Item', 'ConditionExpression', 'ExpressionAttributeValues'] },
  ),
  UpdateItem: fc.record(
    {
      ...constants,
      Key: key,
      UpdateExpression: fc.constantFrom(
        'SET a = :v, #n = if_not_exists(#n, :w) + :w',
        'SET #n = list_append(:v, :v) ADD b :w',
        'SET #n = :w REMOVE m[0] ADD c :v',
        'SET #n = :w, c.a = :v',
      ),
      ConditionExpression: fc.constantFrom(
        'a BETWEEN :v AND :w',
        'attribute_type(a, :v)',
        'begins_with(a, :v) OR #n <> :w',
      ),
      ExpressionAttributeNames: oneName,
      ExpressionAttributeValues: fc.record({ ':v': fc.oneof(mostlyText, mostlyNumber), ':w': mostlyNumber }),
    },
    { requiredKeys: ['TableName', 'Key', 'UpdateExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'] },
  ),
  Query: fc.record(
    {
      ...constants,
      KeyConditionExpression: fc.constantFrom(
        'pk = :v AND sk BETWEEN :from AND :to',
        ':v = pk AND :from <= sk',
        'pk = :v AND begins_with(sk, :from)',
        'constructor = :v AND sk < :from',
      ),
      FilterExpression: fc.constantFrom('a BETWEEN :from AND :to OR size(a) > :from', 'NOT a = :to'),
      ExpressionAttributeValues: fc.record(
        { ':v': mostlyText, ':from': mostly(text, mostlyNumber), ':to': mostly(text, mostlyNumber) },
        { requiredKeys: [':v', ':from'] },
      ),
      ExclusiveStartKey: key,
      Limit: mostly(fc.constantFrom(1, 20), fc.constantFrom<Json>(2.5, 0, '1')),
      ScanIndexForward: mostly(fc.boolean(), fc.constantFrom<Json>('false', null)),
    },
    { requiredKeys: ['TableName', 'KeyConditionExpression', 'ExpressionAttributeValues'] },
  ),
  BatchGetItem: fc.record({
    RequestItems: fc.dictionary(
      fc.constantFrom('things', 'others'),
      fc.record(
        { Keys: fc.array(key, { minLength: 1, maxLength: 3 }), ConsistentRead: mostly(fc.boolean(), fc.constant('x')) },
        { requiredKeys: ['Keys'] },
      ),
    ),
  }),
};

function outcome(check: () => object): object {
  try {
    return { request: check() };
  } catch (error) {
    return { code: (error as { code?: string }).code, message: (error as Error).message };
  }
}

test.each(Object.keys(requests) as CheckedOperation[])(
  'a %s comes out, or is refused, as the whole check would have it, whatever was checked before it',
  (operation) => {
    let short = 0;
    fc.assert(
      fc.property(requests[operation]!, (request) => {
        const whole = outcome(() => checkedRequest(operation, request, account));
        expect(outcome(() => parseRequest(operation, request, account))).toEqual(whole);
        expect(outcome(() => parseRequest(operation, request, account))).toEqual(whole);
        if ('request' in whole && shapeOf(operation, request)) short++;
      }),
      { numRuns: 800 },
    );
    expect(short).toBeGreaterThan(60);
  },
);

test('a remembered request has its own values, which are copies', () => {
  const request = (state: string) => ({
    TableName: 'things',
    Key: { pk: { S: state } },
    UpdateExpression: 'SET a = :v, b = :v',
    ExpressionAttributeValues: { ':v': { M: { state: { S: state } } } },
  });
  parseRequest('UpdateItem', request('old'), account);
  const input = request('new');
  const parsed = parseRequest<JsonObject>('UpdateItem', input, account);
  input.ExpressionAttributeValues[':v'].M.state.S = 'changed';
  expect(parsed).toMatchObject({
    Key: { pk: { S: 'new' } },
    _updates: { sections: [{ val: { M: { state: { S: 'new' } } } }, { val: { M: { state: { S: 'new' } } } }] },
  });
});

test('requests with other members, names, types or numbers of keys have marks of their own', () => {
  const marks = (request: JsonObject, operation = 'BatchGetItem') => JSON.stringify(shapeOf(operation, request)?.marks);
  const texts = ['a', 'Limit', 'IndexName'];
  const different: JsonObject[] = [
    ...texts.flatMap((TableName) => texts.map((IndexName) => ({ TableName, IndexName }))),
    ...texts.flatMap((name) => texts.map((meant) => ({ ExpressionAttributeNames: { [name]: meant } }))),
    ...texts.map((TableName) => ({ ExpressionAttributeNames: {}, TableName })),
    { Limit: 1 },
    { Limit: '1' },
    { ExpressionAttributeValues: { a: { S: '1' } } },
    { ExpressionAttributeValues: { a: { N: '1' } } },
    { ExpressionAttributeValues: { a: { N: '1' }, b: { S: '1' } } },
    { RequestItems: { a: { Keys: [{ pk: { S: '1' } }] } } },
    { RequestItems: { a: { Keys: [{ pk: { S: '1' } }, { pk: { S: '2' } }] } } },
    { RequestItems: { a: { Keys: [{ pk: { S: '1' } }] }, b: { Keys: [{ pk: { S: '1' } }] } } },
    { RequestItems: { a: { Keys: [{ pk: { S: '1' } }] } }, Limit: 1 },
    { RequestItems: { a: { Keys: [{ pk: { S: '1' } }], Limit: 1 } } },
  ];
  expect(new Set(different.map((request) => marks(request))).size).toBe(different.length);
  expect(marks({ Limit: 1 }, 'Query')).not.toBe(marks({ Limit: 1 }, 'Scan'));
  expect(shapeOf('GetItem', { Expected: {} })).toBeUndefined();
});
