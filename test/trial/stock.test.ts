import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#infra/local-runtime/random.ts';
import { readOrders } from '#infra/trial/orders/read-orders.ts';
import { assumedStock } from '#infra/trial/stock/assumed-stock.ts';
import { givenStock } from '#infra/trial/stock/given-stock.ts';
import type { Shelf, StockSettings } from '#infra/trial/stock/shelf.ts';
import { readStock } from '#infra/trial/stock/stock-file.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

const root = join(import.meta.dirname, '../..');
const { orders } = await readOrders(join(root, 'infra/trial/data/online-retail-extract.csv'));
const settings: StockSettings = { shortage: 0.1, leadDays: 7, knownDates: 0.7, slips: 0.3, substitutes: 0.5 };
const stockFor = (seed: number, changes: Partial<StockSettings> = {}) =>
  assumedStock(orders, { ...settings, ...changes }, seededRandom(seed));

/** Orders that find too little when all are served in their order and deliveries come when they come. */
function ordersShort(shelves: readonly Shelf[]): number {
  const short = new Set<string>();
  const bySku = new Map(shelves.map((shelf) => [shelf.row.sku, { left: shelf.row.onHand, shelf }]));
  for (const { order } of orders) {
    for (const { sku, quantity, supply } of order.lines) {
      const place = bySku.get(sku);
      if (supply !== 'stock' || !place) continue;
      const arrived = place.shelf.deliveries.filter(({ arrivesAt }) => arrivesAt <= Date.parse(order.createdAt));
      const held = place.left + arrived.reduce((sum, each) => sum + each.quantity, 0);
      if (held < quantity) short.add(order.orderId);
      place.left -= quantity;
    }
  }
  return short.size;
}

test('the assumed stock lets the wanted share of the orders run short, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(0, 0.05, 0.1, 0.3), (seed, shortage) => {
      const target = Math.round(orders.length * shortage);
      const met = ordersShort(stockFor(seed, { shortage, slips: 0 }));
      expect(Math.abs(met - target)).toBeLessThanOrEqual(Math.max(1, target * 0.25));
    }),
    { numRuns: 60 },
  );
});

test('the same seed gives the same stock, another seed another', () => {
  expect(stockFor(3)).toEqual(stockFor(3));
  expect(stockFor(4)).not.toEqual(stockFor(3));
});

test('dates are known, slip and have substitutes in about the shares that were asked for', () => {
  const deliveries = Array.from({ length: 40 }, (_, seed) => stockFor(seed, { shortage: 0.3 })).flatMap((shelves) =>
    shelves.flatMap((shelf) => shelf.deliveries),
  );
  const known = deliveries.filter(({ announced }) => announced);
  expect(known.length / deliveries.length).toBeCloseTo(0.7, 1);
  expect(known.filter(({ slip }) => slip).length / known.length).toBeCloseTo(0.3, 1);
  for (const { announced, arrivesAt, slip } of known) {
    expect(arrivesAt).toBe(slip ? slip.expectedAt : announced?.expectedAt);
  }
});

/** The example of docs/trial.md that bears a name. */
function documented(name: string): string {
  const docs = readFileSync(join(root, 'docs/trial.md'), 'utf8');
  const [, example] = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(docs) ?? [];
  return example ?? '';
}

test('the documented stock files are read, and become shelves with what is announced for them', async () => {
  using tree = temporaryTree({
    'stock.csv': documented('stock.csv'),
    'stock.jsonl': documented('stock.jsonl'),
    'orders.csv': documented('orders.csv'),
  });
  const csv = await readStock(join(tree.root, 'stock.csv'));
  const jsonl = await readStock(join(tree.root, 'stock.jsonl'));
  expect([...csv.rejected, ...jsonl.rejected]).toEqual([]);
  expect(csv.rows).toHaveLength(3);
  expect(jsonl.rows[1]).toMatchObject({ sku: 'TEA-100', unitPriceMinor: 78_000 });
  const { orders: few } = await readOrders(join(tree.root, 'orders.csv'));
  const { shelves, withoutShelf } = givenStock(csv.rows, few, { settings, random: seededRandom(1) });
  expect(withoutShelf).toEqual([]);
  expect(shelves[0]).toMatchObject({
    row: { sku: 'MUG-BLUE', onHand: 1, available: 1, substitutes: ['MUG-GREEN', 'MUG-RED'], unitPriceMinor: 0 },
    deliveries: [{ quantity: 200, arrivesAt: Date.parse('2026-01-12T00:00:00.000Z') }],
  });
});

test('a stock row that cannot be used is reported, and a SKU that no shelf holds is named', async () => {
  using tree = temporaryTree({ 'stock.csv': 'sku,onHand\nA,-1\nB,5\nB,6\n', 'orders.csv': documented('orders.csv') });
  const { rows, rejected } = await readStock(join(tree.root, 'stock.csv'));
  expect(rows).toMatchObject([{ sku: 'B', onHand: 5 }]);
  expect(rejected).toMatchObject([
    { line: 2, reason: 'onHand is not a whole number of 0 or more', value: '-1' },
    { line: 4, value: 'B' },
  ]);
  const { orders: few } = await readOrders(join(tree.root, 'orders.csv'));
  expect(givenStock(rows, few, { settings, random: seededRandom(1) }).withoutShelf).toEqual(['MUG-BLUE', 'TEA-100']);
});

test('a SKU that was sold at prices far apart has no list price in the assumed stock, and is no substitute', () => {
  const at = (i: number) => new Date(Date.UTC(2026, 0, 5, 10, i)).toISOString();
  const sales = [
    ['HAT', 1000],
    ['HAT', 1400],
    ['MUG', 1000],
    ['MUG', 400],
    ['CUP', 1000],
  ] as const;
  const [{ order }] = orders as [(typeof orders)[number]];
  const sold = sales.map(([sku, unitPriceMinor], i) => ({
    ...orders[0]!,
    order: { ...order, orderId: `o-${i}`, createdAt: at(i), lines: [{ ...order.lines[0]!, sku, unitPriceMinor }] },
  }));
  for (let seed = 0; seed < 20; seed++) {
    const shelves = assumedStock(sold, { ...settings, shortage: 0.4, substitutes: 1 }, seededRandom(seed));
    const priceOf = new Map(shelves.map(({ row }) => [row.sku, row.unitPriceMinor]));
    expect(Object.fromEntries(priceOf)).toEqual({ CUP: 1000, HAT: 1000, MUG: 0 });
    expect(shelves.flatMap(({ row }) => row.substitutes)).not.toContain('MUG');
  }
});
