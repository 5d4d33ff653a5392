import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { trial } from '#infra/trial/command.ts';
import { readOrders } from '#infra/trial/orders/read-orders.ts';
import { namesOf } from '#shared/resources.ts';
import { assembly, code as bundles } from '#test/support/synthesize.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { warm } from '#test/support/world.ts';

const header =
  'order_id,customer_unique_id,status,purchased_at,approved_at,carrier_at,delivered_at,estimated_at,price_total,freight_total,pay_types,pay_total,category,cust_state,seller_state';
const row = (id: string, carrier: string, delivered: string, approved = '2017-06-01 10:20:00') =>
  `${id},customer-${id},anything,2017-06-01 10:00:00,${approved},${carrier},${delivered},2017-06-10 00:00:00,50.00,9.90,credit_card,59.90,toys,RJ,SP`;
const file = [
  header,
  row('in-time', '2017-06-02 12:00:00', '2017-06-08 12:00:00'),
  row('late-in-transit', '2017-06-02 12:00:00', '2017-06-14 12:00:00'),
  row('never-left', '', ''),
  row('lost-on-its-way', '2017-06-03 12:00:00', ''),
].join('\n');

const shared = join(import.meta.dirname, '../../../shared/data/olist-orders-before-2018-03.csv.gz');

test('an order with a timeline is read with its moments, none of which are on its row', async () => {
  using tree = temporaryTree({ 'orders.csv': file });
  const { layout, orders, rejected } = await readOrders(join(tree.root, 'orders.csv'));
  expect([layout, orders.length, rejected]).toEqual(['Olist timelines', 4, []]);
  const late = orders.find(({ order }) => order.orderId === 'late-in-transit')!;
  expect(late.timeline).toMatchObject({
    paidAt: '2017-06-01T10:20:00.000Z',
    handedOverAt: '2017-06-02T12:00:00.000Z',
    deliveredAt: '2017-06-14T12:00:00.000Z',
    origin: { country: 'BR', region: 'SP' },
    destination: { country: 'BR', region: 'RJ' },
  });
  expect(late.order).toMatchObject({
    orderState: 'Open',
    paymentState: 'Pending',
    shipmentState: 'Pending',
    promisedDeliveryAt: '2017-06-10T00:00:00.000Z',
    totalPriceMinor: 5_990,
  });
  expect(JSON.stringify(late.order)).not.toContain('2017-06-14');
});

async function replayed(root: string, code: ReadonlyMap<string, string>) {
  let out = '';
  const exitCode = await trial(
    [
      join(root, 'orders.csv'),
      ...['--assembly', assembly, '--patience-days', '10', '--silent', '1', '--json'],
      ...['--report', join(root, 'report.html')],
    ],
    { out: (text) => (out += text), err: new Writable({ write: (_chunk, _encoding, done) => done() }), code, warm },
  );
  return { exitCode, ...JSON.parse(out) };
}

test('a replay finds what is late or never comes at the sweep after the promise, and nothing that comes in time', async () => {
  using tree = temporaryTree({ 'orders.csv': file });
  const { detection, exitCode, invariants, orders, violations } = await replayed(tree.root, bundles);
  expect(violations).toEqual({ count: 0, first: [] });
  expect(exitCode).toBe(0);
  expect(invariants).toContainEqual(expect.objectContaining({ invariant: 'lateness', checks: 3 }));
  expect(orders).toMatchObject({ replayed: 4, lost: 0 });
  const page = readFileSync(join(tree.root, 'report.html'), 'utf8');
  expect(page).toContain('logistics-delay: what was seen of lateness');
  expect(page).toContain('<td>3</td><td>100.0 %</td><td>found no later than one sweep after the promise</td>');
  const [seen, ...others] = detection;
  expect(others).toEqual([]);
  expect(seen).toMatchObject({
    type: 'logistics-delay',
    orders: 4,
    deliveredLate: 1,
    neverDelivered: 2,
    unpaid: 0,
    detectedInTime: 3,
    detectedLater: 0,
    missed: [],
    falseAlarms: 0,
    byCause: { late: { right: 2, wrong: 0 }, 'not-handed-over': { right: 1, wrong: 0 } },
  });
}, 240_000);

test('staff see to a case that needs them and close it: its order is left to them, and not lost', async () => {
  using tree = temporaryTree({ 'orders.csv': [header, row('never-left', '', '')].join('\n') });
  const { exceptions, exitCode, openCases, orders, violations } = await replayed(tree.root, bundles);
  expect(violations).toEqual({ count: 0, first: [] });
  expect(exceptions.byState).toMatchObject({ 'closed-by-staff': 1 });
  expect(openCases).toEqual([]);
  expect(orders).toMatchObject({ replayed: 1, closedByStaff: 1, lost: 0 });
  expect(exitCode).toBe(0);
}, 240_000);

test('an order that is promised for long after the last one was placed is no lost one: its day is waited for', async () => {
  const far = row('far-off', '', '').replace('2017-06-10', '2017-08-20');
  using tree = temporaryTree({ 'orders.csv': [header, far].join('\n') });
  const { exitCode, orders, detection } = await replayed(tree.root, bundles);
  expect(orders).toMatchObject({ replayed: 1, lost: 0 });
  expect(detection[0]).toMatchObject({ neverDelivered: 1, detectedInTime: 1, missed: [] });
  expect(exitCode).toBe(0);
}, 240_000);

test('a trial in which what is late is not detected does not hold', async () => {
  using tree = temporaryTree({ 'orders.csv': file, 'idle/index.js': 'exports.handler = async () => {};' });
  const sweep = `${namesOf('dev').prefix}-sweep`;
  const { exitCode, violations } = await replayed(tree.root, new Map([...bundles, [sweep, join(tree.root, 'idle')]]));
  expect(exitCode).toBe(1);
  const late = violations.first.filter(({ invariant }: { invariant: string }) => invariant === 'lateness');
  expect(late.map(({ orderId }: { orderId: string }) => orderId).sort()).toEqual([
    'late-in-transit',
    'lost-on-its-way',
    'never-left',
  ]);
}, 240_000);

test.skipIf(!existsSync(shared))('every order of the public data is read', async () => {
  const { orders, rejected } = await readOrders(shared);
  expect([orders.length, rejected]).toEqual([18_227, []]);
});
