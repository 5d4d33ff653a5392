import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { RunningDynamoDb } from './running-dynamodb.ts';

/** What may stand in an attribute of which a filter expects a text of two digits. */
const moment = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 10, max: 99 }).map((S) => ({ S: String(S) })) },
  fc.constantFrom<JsonObject | undefined>({ N: '5' }, { S: '' }, { S: '\u{ffff}' }, { S: '\u{1f600}' }, undefined),
);
interface Write {
  pk: string;
  seen: JsonObject | undefined;
  also: JsonObject | undefined;
  gone: boolean;
}
const write: fc.Arbitrary<Write> = fc.record({
  pk: fc.nat(300).map(String),
  seen: moment,
  also: moment,
  gone: fc.nat(9).map((n) => n === 0),
});
const filter = fc.constantFrom(
  'seen BETWEEN :from AND :to',
  'seen BETWEEN :from AND :to OR also BETWEEN :from AND :to',
  'seen BETWEEN :from AND :to AND NOT also BETWEEN :from AND :to',
  'seen BETWEEN also AND :to OR :from BETWEEN seen AND also',
  'size(seen) BETWEEN :two AND :two AND also BETWEEN :from AND :to',
);

const bounds = fc
  .tuple(fc.integer({ min: 10, max: 99 }), fc.nat(30))
  .map(([from, wide]) => [from, Math.min(from + wide, 99)].map(String));
const round = fc.record({ writes: fc.array(write, { minLength: 200, maxLength: 300 }), filter, bounds });

async function make(db: RunningDynamoDb, { pk, seen, also, gone }: Write) {
  const Key = { pk: { S: pk } };
  const Item = { ...Key, ...(seen && { seen }), ...(also && { also }) } as JsonObject;
  if (gone) await db.call('DeleteItem', { TableName: 'things', Key });
  else await db.call('PutItem', { TableName: 'things', Item });
}

test('a scan reads, counts and pages the same by a filter that tells of many rows at once and by one that does not', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 4 }),
      fc.constantFrom({}, { Limit: 7 }, { Limit: 150 }),
      async (rounds, limit) => {
        const db = new RunningDynamoDb();
        await db.createTable('things');
        for (const {
          writes,
          filter: FilterExpression,
          bounds: [from = '', to = ''],
        } of rounds) {
          for (const each of writes) await make(db, each);
          const values = { ':from': { S: from }, ':to': { S: to }, ':two': { N: '2' } };
          const used = Object.entries(values).filter(([name]) => FilterExpression.includes(name));
          const scan = {
            TableName: 'things',
            ExpressionAttributeValues: Object.fromEntries(used),
            ReturnConsumedCapacity: 'TOTAL',
            ...limit,
          };
          const pages = await pagesOf(db, { ...scan, FilterExpression });
          expect(pages).toEqual(await pagesOf(db, { ...scan, FilterExpression: `NOT (NOT (${FilterExpression}))` }));
          for (const { Count } of pages) found += Number(Count);
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(0);
});

async function pagesOf(db: RunningDynamoDb, scan: JsonObject): Promise<JsonObject[]> {
  const pages: JsonObject[] = [];
  let start: JsonObject | undefined;
  do {
    const page = await db.call('Scan', { ...scan, ...(start && { ExclusiveStartKey: start }) });
    pages.push(page);
    start = page.LastEvaluatedKey as JsonObject | undefined;
  } while (start);
  return pages;
}
