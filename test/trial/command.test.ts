import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { type Surroundings, trial } from '#infra/trial/command.ts';
import { assembly, code as bundles } from '#test/support/synthesize.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';
import { warm } from '#test/support/world.ts';

const extract = join(import.meta.dirname, '../../infra/trial/data/online-retail-extract.csv');

/** Runs the command and gives what it wrote and its exit code. */
const running = (...args: string[]) => runningWith({ code: bundles, warm }, ...args);

async function runningWith(loaded: Pick<Surroundings, 'code' | 'warm'>, ...args: string[]) {
  let out = '';
  let err = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      err += String(chunk);
      done();
    },
  });
  // Commander writes to the process's own streams.
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  try {
    const code = await trial(args, {
      out: (text) => {
        out += text;
      },
      err: stream,
      ...loaded,
    });
    return { code, out, err };
  } finally {
    stderr.mockRestore();
    stdout.mockRestore();
  }
}

const ofExtract = (report: string, ...more: string[]) =>
  running(extract, '--assembly', assembly, '--report', report, ...more);

test('the extract runs through with every invariant held, nothing lost, and the same seed gives the same summary', async () => {
  using tree = temporaryTree({});
  const report = join(tree.root, 'deep/report.html');
  const options = [
    '--json',
    '--limit',
    '25',
    '--shortage',
    '0.2',
    '--lead-days',
    '2',
    '--silent',
    '0.4',
    '--seed',
    '7',
  ];
  const first = await ofExtract(report, ...options);
  expect(first.code).toBe(0);
  const summary = JSON.parse(first.out);
  expect(summary.violations).toEqual({ count: 0, first: [] });
  expect(summary.orders).toMatchObject({ replayed: 25, lost: 0 });
  const { complete, cancelled, openWithCase, closedByStaff } = summary.orders;
  expect(complete + cancelled + openWithCase + closedByStaff).toBe(25);
  expect(summary.exceptions.orders).toBeGreaterThanOrEqual(4);
  expect(summary.answers.answered).toBeGreaterThan(0);
  for (const { invariant, checks } of summary.invariants) {
    // An order of the extract has no timeline: nobody knows when it came.
    expect([invariant, checks > 0]).toEqual([invariant, invariant !== 'lateness']);
  }
  expect(readFileSync(report, 'utf8')).toContain('<svg');
  const second = await ofExtract(report, ...options);
  expect(second.out).toBe(first.out);
}, 240_000);

test('the functions as they are deployed give the same summary as those with the stand-ins', async () => {
  using tree = temporaryTree({});
  const report = join(tree.root, 'report.html');
  const options = ['--json', '--limit', '6', '--shortage', '0.5', '--lead-days', '2', '--patience-days', '7'];
  // Each is bundled and loaded anew, as by the command.
  const anew = (...more: string[]) =>
    runningWith({}, extract, '--assembly', assembly, '--report', report, ...options, ...more);
  const fast = await anew();
  expect(JSON.parse(fast.out).answers.answered).toBeGreaterThan(0);
  const deployed = await anew('--as-deployed');
  expect(deployed.out).toBe(fast.out);
}, 120_000);

test('a trial in which nothing goes wrong says so, in the table and in a report without charts; bad rows are in both', async () => {
  const [header, ...rows] = readFileSync(extract, 'utf8').split('\n');
  const bad = '999999,<b>X</b>,,<script>alert(1)</script>,2011-01-04 10:00:00,1.0,,France';
  using tree = temporaryTree({ 'orders.csv': [header, bad, ...rows.slice(0, 60)].join('\n') });
  const report = join(tree.root, 'report.html');
  const file = join(tree.root, 'orders.csv');
  const { code, out } = await running(file, '--assembly', assembly, '--report', report, '--shortage', '0');
  expect(code).toBe(0);
  expect(out).toContain('line 2: Quantity is not a whole number above 0: <script>alert(1)</script>');
  expect(out).toMatch(/Exceptions\s*│ 0 cases on 0 orders/);
  expect(out).toContain(`Report: ${report}`);
  const page = readFileSync(report, 'utf8');
  expect(page).toContain('Nothing went wrong');
  expect(page).not.toContain('<svg');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('<script');
  expect(page).not.toMatch(/(src|href)="?https?:/);
}, 120_000);

test('a storm of shortages is one incident: questions go out once staff have released it, and all orders end', async () => {
  const orders = Array.from(
    { length: 15 },
    (_, i) => `S-${i},2026-01-05T10:0${i % 8}:00Z,USD,c${i}@customer.example,SKU-${i},1,10`,
  );
  const shelves = Array.from({ length: 15 }, (_, i) => `SKU-${i},0`);
  using tree = temporaryTree({
    'orders.csv': ['orderId,createdAt,currency,email,sku,quantity,unitPrice', ...orders].join('\n'),
    'stock.csv': ['sku,onHand', ...shelves].join('\n'),
  });
  const at = (name: string) => join(tree.root, name);
  const files = [at('orders.csv'), '--stock', at('stock.csv'), '--report', at('report.html')];
  const { code, out } = await running(...files, '--assembly', assembly, '--lead-days', '2', '--silent', '0', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    incidents: { opened: 1, released: 1 },
    exceptions: { cases: 15 },
    orders: { replayed: 15, complete: 15, lost: 0 },
    violations: { count: 0 },
  });
}, 120_000);

test('wrong arguments end with 2 and say what is allowed', async () => {
  const share = await running(extract, '--shortage', '5');
  expect(share).toMatchObject({ code: 2, out: '' });
  expect(share.err).toContain('allowed: a share from 0 to 1');
  expect(await running(extract, '--limit', '0')).toMatchObject({ code: 2 });
  expect((await running(extract, '--stock', 'x.csv', '--shortage', '0.1')).err).toContain('cannot be used with');
  expect((await running(extract, '--colour')).err).toContain("unknown option '--colour'");
  expect((await running()).err).toContain("missing required argument 'file'");
  expect(await running(extract, 'more.csv')).toMatchObject({ code: 2 });
});

test('a function that never works ends the trial with 2, named with its error', async () => {
  using tree = temporaryTree({ 'detector/index.js': 'exports.handler = () => missing.parse({});' });
  const detector = 'ordermend-dev-detect-orders';
  const code = new Map([...bundles, [detector, join(tree.root, 'detector')]]);
  const report = join(tree.root, 'report.html');
  const files = [extract, '--assembly', assembly, '--report', report];
  const ended = await runningWith({ code }, ...files, '--limit', '25');
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toMatch(
    /detect-orders has failed \d+ times and never worked, last with: ReferenceError: missing is not defined/,
  );
  expect(existsSync(report)).toBe(false);
});

test('help names every option and ends with 0', async () => {
  const { code, out } = await running('--help');
  expect(code).toBe(0);
  for (const option of ['--seed', '--json', '--report', '--limit', '--shortage', '--stock', '--silent', '--scanners']) {
    expect(out).toContain(option);
  }
});

test('a file without a usable order ends with 2, its rows named, and writes no report', async () => {
  using tree = temporaryTree({
    'empty.csv': 'orderId,createdAt,currency,sku,quantity,unitPrice\n1,never,USD,S,1,1\n',
  });
  const report = join(tree.root, 'report.html');
  const { code, err } = await running(join(tree.root, 'empty.csv'), '--report', report);
  expect(code).toBe(2);
  expect(err).toMatch(/no order in it can be used[\s\S]*line 2: createdAt is not a date/);
  expect(existsSync(report)).toBe(false);
  expect(await running(join(tree.root, 'none.csv'))).toMatchObject({ code: 2, out: '' });
});

test('a stock file that lacks its columns ends with 2', async () => {
  using tree = temporaryTree({ 'stock.csv': 'article,count\nA,1\n' });
  const { code, err } = await running(extract, '--stock', join(tree.root, 'stock.csv'));
  expect(code).toBe(2);
  expect(err).toContain('expected the columns sku, onHand');
});
