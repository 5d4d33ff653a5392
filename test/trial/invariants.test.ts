import { expect, test } from 'vitest';
import { Findings, type Invariant } from '#infra/trial/invariants/findings.ts';
import { watchCases } from '#infra/trial/invariants/watch-cases.ts';
import { watchMoneyAndStock } from '#infra/trial/invariants/watch-money-and-stock.ts';
import type { ChangeListener } from '#infra/trial/observation/change-feed.ts';
import { fromItem, toItem } from '#infra/trial/shop/attributes.ts';
import type { TableName } from '#infra/trial/shop/tables.ts';
import { anInventoryRow, aPayment } from '#test/support/rows.ts';

/** Watches that are told of writes by hand; `write` gives the invariants that did not hold for that write. */
function watching({ posted = [] as string[] } = {}) {
  const listeners = new Map<TableName, ChangeListener[]>();
  const feed = {
    watch: (table: TableName, listener: ChangeListener) => {
      listeners.set(table, [...(listeners.get(table) ?? []), listener]);
    },
  };
  const findings = new Findings();
  watchMoneyAndStock(feed, findings);
  watchCases(feed, findings, { saidByCustomer: (caseId) => posted.includes(caseId) });
  return (table: TableName, before: object | undefined, after: object | undefined): Invariant[] => {
    const from = findings.violations.length;
    const change = { table, before: before && toItem(before), after: after && toItem(after) };
    for (const listener of listeners.get(table) ?? []) listener({ ...change, keys: toItem({ pk: 'ORDER#o-1' }) });
    return findings.violations.slice(from).map(({ invariant }) => invariant);
  };
}

const aCase = (fields: object = {}) => ({
  entity: 'case',
  caseId: 'case-1',
  orderId: 'o-1',
  state: 'asking',
  auditSequence: 3,
  ...fields,
});
const aDecision = (fields: object = {}) => ({
  entity: 'decision',
  caseId: 'case-1',
  answerId: 'a-1',
  phase: 'provisional',
  by: 'customer',
  ...fields,
});

test('a payment that is out of balance, loses money or changes its currency is found', () => {
  const write = watching();
  const row = aPayment();
  expect(write('Payments', undefined, row)).toEqual([]);
  expect(write('Payments', row, { ...row, refundedMinor: 1 })).toEqual(['payments']);
  expect(write('Payments', row, aPayment({ capturedMinor: 5 }))).toEqual(['payments']);
  expect(write('Payments', row, { ...row, currencyCode: 'EUR' })).toEqual(['payments']);
});

test('units promised beyond the shelf are found, a shelf that shrank under its promises is not blamed on them', () => {
  const write = watching();
  const row = anInventoryRow({ onHand: 5, committed: 5, available: 0 });
  expect(write('Inventory', row, { ...row, committed: 6, available: -1 })).toEqual(['stock']);
  expect(write('Inventory', row, { ...row, onHand: 3, available: -2 })).toEqual([]);
  expect(write('Inventory', row, { ...row, onHand: 6 })).toEqual(['stock']);
});

test('a case that leaves its table, or moves without an audit entry, is found', () => {
  const write = watching();
  expect(write('Cases', undefined, aCase({ state: 'detected', auditSequence: 1 }))).toEqual([]);
  expect(write('Cases', aCase(), aCase({ state: 'acting', auditSequence: 4 }))).toEqual([]);
  expect(write('Cases', aCase(), aCase({ state: 'refunded', auditSequence: 4 }))).toEqual(['moves']);
  expect(write('Cases', aCase(), aCase({ state: 'acting' }))).toEqual(['moves']);
  expect(write('Cases', undefined, aCase())).toEqual(['moves']);
  expect(write('Cases', aCase(), undefined)).toEqual(['moves']);
});

test('a decision that changes once it is final, or that no customer sent, is found', () => {
  const write = watching({ posted: ['case-1'] });
  const final = aDecision({ phase: 'final' });
  expect(write('Cases', undefined, aDecision())).toEqual([]);
  expect(write('Cases', aDecision(), undefined)).toEqual([]);
  expect(write('Cases', aDecision(), final)).toEqual([]);
  expect(write('Cases', { ...final, dueAt: '2026-03-02T08:00:00.000Z' }, final)).toEqual([]);
  expect(write('Cases', final, { ...final, answerId: 'a-2' })).toEqual(['decisions']);
  expect(write('Cases', final, undefined)).toEqual(['decisions']);
  expect(write('Cases', undefined, aDecision({ caseId: 'case-2' }))).toEqual(['decisions']);
});

test('a second open question of an order is found', () => {
  const write = watching();
  const settling = { state: 'settling', auditSequence: 2 };
  expect(write('Cases', aCase(settling), aCase())).toEqual([]);
  expect(write('Cases', aCase({ ...settling, caseId: 'case-2' }), aCase({ caseId: 'case-2' }))).toEqual(['questions']);
});

test('a mail address anywhere in the Cases table is found', () => {
  const write = watching();
  expect(write('Cases', undefined, { entity: 'audit', because: 'kim@customer.example asked' })).toEqual(['privacy']);
  expect(write('Cases', undefined, { entity: 'audit', because: 'asked' })).toEqual([]);
});

test('rows come back from their items as they were', () => {
  const row = { text: 'ü', number: 1.5, yes: false, none: null, list: [1, { deep: ['x'] }], empty: {} };
  expect(fromItem(toItem({ ...row, absent: undefined }))).toEqual(row);
});
