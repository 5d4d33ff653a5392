import { expect, test } from 'vitest';
import { compares } from '#infra/local-runtime/dynamodb/conditions.ts';
import { KnownRequests } from '#infra/local-runtime/dynamodb/known-requests.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';

const times = (...requests: JsonObject[]) => {
  const known = new KnownRequests();
  return requests.filter((request) => known.checkedOnce('Query', request, () => {})).length;
};

test('a request that differs in its items alone is checked once, one that differs in anything else again', () => {
  const one = { TableName: 't', Limit: 5, Key: { pk: { S: 'a' } } };
  expect(times(one, { ...one, Key: { pk: { S: 'b' } } })).toBe(1);
  expect(times(one, { ...one, Limit: 0 })).toBe(2);
  expect(times(one, { TableName: 't', Limit: 5 })).toBe(2);
  expect(times({ ...one, Expected: {} }, { ...one, Expected: {} })).toBe(2);
});

test('what was refused is refused again', () => {
  const known = new KnownRequests();
  const refuse = () => {
    throw new Error('refused');
  };
  expect(() => known.checkedOnce('Query', { Limit: 0 }, refuse)).toThrow('refused');
  expect(() => known.checkedOnce('Query', { Limit: 0 }, refuse)).toThrow('refused');
});

test('of a batch of reads the number of keys counts', () => {
  const known = new KnownRequests();
  const read = (...Keys: JsonObject[]) => ({ RequestItems: { t: { Keys } } });
  const check = (request: JsonObject) => known.checkedOnce('BatchGetItem', request, () => {});
  expect([read({ pk: { S: 'a' } }), read({ pk: { S: 'b' } }), read({}, {})].map(check)).toEqual([true, false, true]);
});

test('texts compare by their UTF-8 bytes, those behind the surrogates too', () => {
  const texts = ['', 'a', 'ab', 'b', '\u{e000}', '\u{ffff}', '\u{1f600}', '\u{1f601}'];
  const sorted = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const [i, a] of sorted.entries()) {
    for (const [j, b] of sorted.entries()) expect(compares('<', { S: a }, { S: b }), `${a} < ${b}`).toBe(i < j);
  }
});
