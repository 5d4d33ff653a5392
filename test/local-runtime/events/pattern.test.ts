import { describe, expect, test } from 'vitest';
import { compilePattern, InvalidEventPattern } from '#infra/local-runtime/events/pattern.ts';
import type { Json, JsonObject } from '#infra/local-runtime/service.ts';

const event: JsonObject = {
  source: 'shop',
  resources: ['arn:one', 'arn:two'],
  detail: {
    state: 'Paid',
    amount: 25,
    flag: true,
    nothing: null,
    address: '10.0.0.77',
    file: 'a/b/c.png',
    none: [],
    'carrier.name': { 'of.day': 'Quick' },
    items: [
      { sku: 'a', count: 1 },
      { sku: 'b', count: 2 },
    ],
  },
};
const matches = (detail: Json) => compilePattern({ detail })(event);

describe('a pattern matches', () => {
  test.each<[string, Json]>([
    ['a value in the list', { state: ['Open', 'Paid'] }],
    ['booleans and null', { flag: [true], nothing: [null] }],
    ['a prefix', { state: [{ prefix: 'Pa' }] }],
    ['a prefix whatever the case', { state: [{ prefix: { 'equals-ignore-case': 'pA' } }] }],
    ['a suffix', { file: [{ suffix: '.png' }] }],
    ['the same text whatever the case', { state: [{ 'equals-ignore-case': 'PAID' }] }],
    ['anything but', { state: [{ 'anything-but': ['Open', 'Closed'] }] }],
    ['anything but a prefix', { state: [{ 'anything-but': { prefix: ['x', 'y'] } }] }],
    ['a number range', { amount: [{ numeric: ['>', 20, '<=', 25] }] }],
    ['a number', { amount: [{ numeric: ['=', 25] }] }],
    ['an address block', { address: [{ cidr: '10.0.0.0/24' }] }],
    ['wildcards', { file: [{ wildcard: 'a/*.png' }] }],
    ['presence', { amount: [{ exists: true }] }],
    ['absence', { missing: [{ exists: false }] }],
    ['an empty array as absence', { none: [{ exists: false }] }],
    ['absence below what is absent', { missing: { deeper: [{ exists: false }] } }],
    ['one of the alternatives', { $or: [{ state: ['Open'] }, { amount: [25] }] }],
    ['fields of the same array element', { items: { sku: ['b'], count: [2] } }],
    ['names joined by dots', { 'items.sku': ['a'] }],
    ['names that contain dots themselves', { carrier: { 'name.of': { day: ['Quick'] } } }],
    ['absence of what every object inherits', { constructor: [{ exists: false }] }],
  ])('%s', (_, detail) => {
    expect(matches(detail)).toBe(true);
  });
});

describe('a pattern does not match', () => {
  test.each<[string, Json]>([
    ['another value', { state: ['Open'] }],
    ['a number as text', { amount: ['25'] }],
    ['anything but, when the field is missing', { missing: [{ 'anything-but': 'x' }] }],
    ['presence of an object', { items: [{ exists: true }] }],
    ['fields of different array elements', { items: { sku: ['a'], count: [2] } }],
    ['a conjunction of which one part fails', { state: ['Paid'], amount: [26] }],
    ['an escaped star', { file: [{ wildcard: 'a/\\*.png' }] }],
  ])('%s', (_, detail) => {
    expect(matches(detail)).toBe(false);
  });
});

test('any element of an array of values is enough', () => {
  expect(compilePattern({ resources: ['arn:two'] })(event)).toBe(true);
});

describe('a pattern is refused', () => {
  test.each<[string, Json]>([
    ['that is no object', []],
    ['that is empty', {}],
    ['with a value outside a list', { source: 'shop' }],
    ['with an empty list', { source: [] }],
    ['with an empty object', { detail: {} }],
    ['with an unknown operator', { source: [{ startsWith: 'a' }] }],
    ['with two operators in one object', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['with a list in a list', { source: [['a']] }],
    ['with a prefix that is no text', { source: [{ prefix: 1 }] }],
    ['with exists that is no boolean', { source: [{ exists: 'yes' }] }],
    ['with half a comparison', { source: [{ numeric: ['>'] }] }],
    ['with a range upside down', { source: [{ numeric: ['>', 5, '<', 1] }] }],
    ['with a number out of bounds', { source: [{ numeric: ['>', 6e9] }] }],
    ['with a malformed address block', { source: [{ cidr: '10.0.0.0' }] }],
    ['with two stars in a row', { source: [{ wildcard: 'a**' }] }],
    ['with text and numbers to exclude', { source: [{ 'anything-but': ['a', 1] }] }],
  ])('%s', (_, pattern) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidEventPattern);
  });
});
