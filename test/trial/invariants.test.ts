import { expect, test } from 'vitest';
import type { EventEnvelope } from '#infra/local-runtime/events/bus-event.ts';
import { auditTables } from '#infra/trial/invariants/final-audit.ts';
import { Findings, type Invariant } from '#infra/trial/invariants/findings.ts';
import { PersonalTexts, personalTextsOf } from '#infra/trial/invariants/personal-texts.ts';
import { watchCases } from '#infra/trial/invariants/watch-cases.ts';
import { DeliveryWatch } from '#infra/trial/invariants/watch-deliveries.ts';
import { watchMoneyAndStock } from '#infra/trial/invariants/watch-money-and-stock.ts';
import { RunWatch } from '#infra/trial/invariants/watch-runs.ts';
import { watchScans } from '#infra/trial/invariants/watch-scans.ts';
import type { ChangeListener } from '#infra/trial/observation/change-feed.ts';
import type { TrialCancellation } from '#infra/trial/orders/cancellations.ts';
import type { TrialOrder } from '#infra/trial/orders/order-draft.ts';
import { fromItem, toItem } from '#infra/trial/shop/attributes.ts';
import type { TableName, Tables } from '#infra/trial/shop/tables.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { anInventoryRow, aPayment } from '#test/support/rows.ts';
import { aLine, anOrder } from '#test/support/shop.ts';
import { aChange } from './a-change.ts';

type Row = Readonly<Record<string, unknown>>;

/** Watches that are told of writes by hand; `write` gives the invariants that did not hold for that write. */
function watching({ posted = [] as string[], personal = new PersonalTexts() } = {}) {
  const listeners = new Map<TableName, ChangeListener[]>();
  const feed = {
    watch: (table: TableName, listener: ChangeListener) => {
      listeners.set(table, [...(listeners.get(table) ?? []), listener]);
    },
  };
  const findings = new Findings();
  watchMoneyAndStock(feed, findings);
  watchCases(feed, findings, { saidByCustomer: (caseId) => posted.includes(caseId), personal });
  return (table: TableName, before: object | undefined, after: object | undefined, expired = false): Invariant[] => {
    const from = findings.violations.length;
    for (const listener of listeners.get(table) ?? []) listener(aChange(before, after, expired));
    return findings.violations.slice(from).map(({ invariant }) => invariant);
  };
}

/** Tables that hold these rows and nothing else. */
const rowsOf = (held: Partial<Record<TableName, readonly object[]>>): Pick<Tables, 'rows'> => ({
  async *rows(table) {
    yield* (held[table] ?? []) as readonly Row[];
  },
});

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

test('what goes by its time to live is missed by nobody, but a case that was open is', () => {
  const write = watching();
  expect(write('Cases', aCase({ state: 'resolved' }), undefined, true)).toEqual([]);
  expect(write('Cases', aDecision({ phase: 'final' }), undefined, true)).toEqual([]);
  expect(write('Cases', aCase({ state: 'waiting' }), undefined, true)).toEqual(['moves']);
  expect(write('Cases', aCase({ state: 'resolved' }), undefined)).toEqual(['moves']);
});

test('a refund is judged by its decision, and a payment by its refunds, though both have expired', async () => {
  const refund = { entity: 'refund', refundId: 'r-1', caseId: 'case-1', orderId: 'o-1', decisionId: 'a-1' };
  const settled = { ...refund, state: 'settled', paymentAttemptId: 'p-1', amount: 500, currency: 'EUR' };
  const gone = [aDecision({ phase: 'final' }), settled];
  const payment = aPayment({ orderId: 'o-1', attemptId: 'p-1', refundedMinor: 500, pendingRefundMinor: 0 });
  const tables = rowsOf({ Payments: [payment] });
  const audited = async (rows: readonly Row[]) => {
    const findings = new Findings();
    const about = { written: new Set<string>(), refundsRequested: new Map([['r-1', 1]]), expired: { rows } };
    const { refunds } = await auditTables(tables, findings, about);
    return { broken: findings.violations.map(({ invariant }) => invariant), settled: refunds.settledMinor };
  };
  expect(await audited(gone)).toEqual({ broken: [], settled: { EUR: 500 } });
  expect(await audited([settled])).toEqual({ broken: ['refunds'], settled: { EUR: 500 } });
  expect(await audited([])).toEqual({ broken: ['refunds'], settled: {} });
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

/** A bus event with its envelope. */
const published = (source: string, type: string, detail: object) => ({
  bus: 'default',
  rules: [],
  event: { source, 'detail-type': type, detail } as unknown as EventEnvelope,
});

/** A book of the given cases. */
const bookOf = (...cases: object[]) => {
  const records = new Map((cases as CaseRecord[]).map((record) => [record.caseId, record]));
  return { get: (caseId: string) => records.get(caseId), all: () => [...records.values()] };
};

const statusChange = (fields: object = {}, input: object = { caseId: 'case-1', orderId: 'o-1' }) =>
  published('aws.states', 'Step Functions Execution Status Change', {
    name: 'case-1',
    status: 'RUNNING',
    redriveCount: 0,
    input: JSON.stringify(input),
    ...fields,
  });

/** Invariants that did not hold while runs were announced, and once time was up. */
function runsSeen(cases: readonly object[], ...events: ReturnType<typeof statusChange>[]): Invariant[] {
  const findings = new Findings();
  const runs = new RunWatch(findings, bookOf(...cases));
  for (const event of events) runs.event(event);
  runs.finish();
  expect(findings.checks.runs + findings.checks.failures).toBeGreaterThan(0);
  return findings.violations.map(({ invariant }) => invariant);
}

test('a second run of a case, one under another name, of no case or with more than ids is found', () => {
  const started = aCase({ startedAt: '2026-01-05T08:00:00.000Z' });
  expect(runsSeen([started], statusChange(), statusChange({ status: 'SUCCEEDED' }))).toEqual([]);
  expect(runsSeen([started], statusChange(), statusChange())).toEqual(['runs']);
  expect(runsSeen([started], statusChange(), statusChange({ name: 'case-1-again' }))).toEqual(['runs']);
  expect(runsSeen([started], statusChange({ name: 'case-2' }))).toEqual(['runs']);
  expect(runsSeen([], statusChange())).toEqual(['runs']);
  const more = { caseId: 'case-1', orderId: 'o-1', email: 'x' };
  expect(runsSeen([started], statusChange({}, more))).toEqual(['runs']);
  expect(runsSeen([started])).toEqual(['runs']);
  const refund = { caseId: 'case-1', orderId: 'o-1', refundId: 'refund-1' };
  expect(runsSeen([started], statusChange(), statusChange({ name: 'refund-1' }, refund))).toEqual([]);
});

test('a run that broke and whose case is neither closed nor with staff is found', () => {
  for (const status of ['FAILED', 'TIMED_OUT', 'ABORTED']) {
    const ended = [statusChange(), statusChange({ status })];
    expect(runsSeen([aCase({ state: 'asking' })], ...ended)).toEqual(['failures']);
    expect(runsSeen([aCase({ state: 'needs-staff' })], ...ended)).toEqual([]);
    expect(runsSeen([aCase({ state: 'refunded' })], ...ended)).toEqual([]);
    expect(runsSeen([aCase({ state: 'asking' })], ...ended, statusChange({ redriveCount: 1 }))).toEqual([]);
  }
});

test('a look at a page that changes the order or a row of its cases is found', async () => {
  const rows = [{ sk: 'CASE#case-1', version: 1 }];
  let version = 1;
  const tables = { order: async () => anOrder({ version }), caseRows: async () => structuredClone(rows) };
  const findings = new Findings();
  const scanned = watchScans(tables, findings);
  const looks: [() => void, number][] = [
    [() => undefined, 0],
    [() => rows.push({ sk: 'CASE#case-1#DECISION', version: 1 }), 1],
    [() => rows[0]!.version++, 2],
    [() => void version++, 3],
  ];
  for (const [look, found] of looks) {
    await scanned('o-1', async () => look());
    expect(findings.count).toBe(found);
  }
  expect(findings.violations.map(({ what }) => what)).toEqual([
    'a GET or HEAD changed CASE#case-1#DECISION',
    'a GET or HEAD changed CASE#case-1',
    'a GET or HEAD changed the order',
  ]);
});

const anAddressee = (orderId: string, customerId: string, fields: object, title = 'Mug'): TrialOrder => ({
  order: anOrder({
    orderId,
    customer: { ...anOrder().customer, customerId, phone: '+886 912-345-678' },
    shippingAddress: { recipientName: 'Kim', addressLines: [], country: 'TW', ...fields },
    lines: [aLine({ title })],
  }),
  payment: undefined,
});

test('a name, phone number, address line or free text of a customer is found wherever it stands', () => {
  const cancelled = { orderId: 'o-1', request: { text: 'Too late,\nand "broken"' } } as unknown as TrialCancellation;
  const address = { recipientName: '林小美', addressLines: ['市府路1號', '221b Baker Street'] };
  const personal = personalTextsOf([anAddressee('o-1', 'c-1', address)], [cancelled]);
  expect(personal.in({ deep: ['給林小美小姐'] })).toBe('林小美');
  expect(personal.in({ text: 'to\n221b Baker Street, at once' })).toBe('221b Baker Street');
  expect(personal.in({ phone: '+886 912-345-678' })).toBe('+886 912-345-678');
  expect(personal.in({ phone: '886912345678' })).toBe('886912345678');
  expect(personal.in({ input: JSON.stringify({ to: '市府路1號' }) })).toBe('市府路1號');
  expect(personal.in(['they wrote: Too late,\nand "broken"'])).toBeDefined();
  expect(personal.in({ id: 'x886912345678', street: '1221b Baker Streets', name: '林小' })).toBeUndefined();
});

test('what several customers share, what goods are called and what is too short stands for nobody', () => {
  const shared = { recipientName: 'Front Desk', addressLines: ['12345'] };
  const personal = personalTextsOf(
    [
      anAddressee('o-1', 'c-1', { ...shared, addressLines: ['Ann Lee', 'Blue Mug'] }),
      anAddressee('o-2', 'c-2', shared, 'Handmade Blue Mug, 0.3 l'),
    ],
    [],
  );
  expect(personal.in(['Front Desk', 'Kim', '12345', 'Blue Mug', '+886 912-345-678'])).toBeUndefined();
  expect(personal.in(['Ann Lee'])).toBe('Ann Lee');
  expect(personal.in(['JoAnn Lee', 'Ann Leeds'])).toBeUndefined();
});

test('a personal text in a case row, an event, the input of a run or an alert is a violation', () => {
  const personal = new PersonalTexts();
  personal.add('Please ring twice');
  const write = watching({ personal });
  expect(write('Cases', undefined, { entity: 'audit', because: 'said "Please ring twice"' })).toEqual(['privacy']);
  const findings = new Findings();
  const deliveries = new DeliveryWatch(findings, bookOf(), { remindersOf: () => 0, personal });
  deliveries.event(published('ordermend', 'CustomerReplied', { id: 'e-1', comment: 'Please ring twice' }));
  deliveries.event(statusChange({}, { caseId: 'case-1', orderId: 'o-1', comment: 'Please ring twice' }));
  deliveries.alert({ ...anAlert, message: 'case-1\nPlease ring twice\n' });
  expect(findings.violations.map(({ invariant }) => invariant)).toEqual(['privacy', 'privacy', 'privacy']);
  deliveries.alert(anAlert);
  expect(findings.count).toBe(3);
});

test('a case has one question, its reminders and a closing mail, and a notice for each errand and no more', () => {
  const findings = new Findings();
  const personal = new PersonalTexts();
  const record = { type: 'logistics-delay', done: { 'notice-1': '2026-03-02T08:00:00.000Z' } } as unknown as CaseRecord;
  const deliveries = new DeliveryWatch(findings, { get: () => record }, { remindersOf: () => 1, personal });
  const mailed = (kind: string) => {
    const from = findings.count;
    deliveries.mail({ tags: { caseId: 'c-1', orderId: 'o-1', kind }, at: '2026-03-02T08:00:00.000Z' } as never);
    return findings.count - from;
  };
  expect(['delay', 'question', 'reminder', 'done'].map(mailed)).toEqual([0, 0, 0, 0]);
  expect(['delay', 'question'].map(mailed), 'errands that told nothing allow no other mail').toEqual([1, 1]);
});

const anAlert = {
  id: 'a-1',
  at: '2026-03-02T08:00:00.000Z',
  topic: 'staff',
  endpoint: undefined,
  subject: 'case-1',
  message: 'case-1 needs staff',
  attributes: {},
};

test('rows come back from their items as they were', () => {
  const row = { text: 'ü', number: 1.5, yes: false, none: null, list: [1, { deep: ['x'] }], empty: {} };
  expect(fromItem(toItem({ ...row, absent: undefined }))).toEqual(row);
});
