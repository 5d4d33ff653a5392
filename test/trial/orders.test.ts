import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readOrders } from '#infra/trial/orders/read-orders.ts';
import { temporaryTree } from '#test/support/temporary-tree.ts';

const root = join(import.meta.dirname, '../..');
const extract = join(root, 'infra/trial/data/online-retail-extract.csv');

/** Reads a text as a file of that name. */
async function reading(text: string, name = 'orders.csv') {
  using tree = temporaryTree({ [name]: text });
  return await readOrders(join(tree.root, name));
}

/** The example of docs/trial.md that bears a name. */
function documented(name: string): string {
  const docs = readFileSync(join(root, 'docs/trial.md'), 'utf8');
  const [, example] = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(docs) ?? [];
  if (!example) throw new Error(`docs/trial.md has no example ${name}`);
  return example;
}

test('the documented CSV and JSONL say the same two orders', async () => {
  const csv = await reading(documented('orders.csv'));
  const jsonl = await reading(documented('orders.jsonl'), 'orders.jsonl');
  expect([...csv.rejected, ...jsonl.rejected]).toEqual([]);
  expect(jsonl.orders).toEqual(csv.orders);
  expect(csv.orders.map(({ order }) => order.orderId)).toEqual(['A-1001', 'A-1002']);
  expect(csv.orders[0]!.order).toMatchObject({
    createdAt: '2026-01-05T02:12:33.000Z',
    totalPriceMinor: 166_000,
    customer: { locale: 'zh-TW', timeZone: 'Asia/Taipei' },
    lines: [
      { sku: 'MUG-BLUE', unitPriceMinor: 45_000, tax: { rate: 0.05, included: true } },
      { title: '高山茶 100g', discountShareMinor: 8_000, ifUnavailable: 'wait' },
    ],
  });
  expect(csv.orders[0]!.payment).toMatchObject({ capturedMinor: 166_000, refundableMinor: 166_000 });
});

test('the extract of Online Retail is read with nothing refused; cancellations are matched or counted with why, write-offs are counted', async () => {
  const file = await readOrders(extract);
  expect(file).toMatchObject({ layout: 'UCI Online Retail', rejected: [], rows: 556 });
  expect(file.orders).toHaveLength(128);
  expect(file.setAside).toMatchObject([
    { rows: 8, orders: 8, reason: expect.stringContaining('write-offs') },
    { reason: expect.stringContaining('without a customer') },
    { reason: expect.stringContaining('has not bought before') },
  ]);
  const counted = file.setAside.slice(1).reduce((sum, { rows }) => sum + rows, 0);
  const matched = file.cancellations.flatMap(({ request }) => request.lines ?? []);
  expect(matched.length + counted).toBe(10);
});

test('the same file packed with gzip under another name gives the same orders', async () => {
  using tree = temporaryTree({});
  const { writeFile } = await import('node:fs/promises');
  const packed = join(tree.root, 'export.data');
  await writeFile(packed, gzipSync(readFileSync(extract)));
  expect((await readOrders(packed)).orders).toEqual((await readOrders(extract)).orders);
});

test('a Shopify export: continuation rows join their order, discounts and tax are shared out, cancelled orders are left out whole', async () => {
  const file = await readOrders(join(import.meta.dirname, 'data/shopify-orders.csv'));
  expect(file).toMatchObject({ layout: 'Shopify order export', rejected: [] });
  expect(file.setAside).toMatchObject([{ rows: 2, orders: 1 }]);
  const [unpaid, paid] = file.orders;
  expect(file.orders).toHaveLength(2);
  expect(unpaid).toMatchObject({
    order: {
      orderId: '1001',
      orderNumber: '#1001',
      createdAt: '2026-01-05T15:00:00.000Z',
      paymentState: 'Pending',
      customer: { customerId: 'guest-#1001' },
      lines: [{ supply: 'digital', tax: { rate: 0.08, included: false } }],
    },
    payment: undefined,
  });
  expect(paid).toMatchObject({
    order: {
      orderId: '1003',
      totalPriceMinor: 132_000,
      customer: { email: 'lin@customer.example', locale: 'zh-TW' },
      lines: [
        { title: 'Mug, blue "large"', discountShareMinor: 9_000, tax: { rate: 0.05, included: true } },
        { sku: 'Tea 高山茶', discountShareMinor: 5_000 },
      ],
    },
    payment: { capturedMinor: 132_000 },
  });
  expect(paid?.order.customer.customerId).not.toContain('@');
});

test('a bad row is reported with line, reason and value, and the rest goes on', async () => {
  const file = await reading(
    [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '1,A,Mug,2,2011-01-04 10:00:00,1.5,7.0,United Kingdom',
      '1,B,Tea,two,2011-01-04 10:00:00,1.5,7.0,United Kingdom',
      '2,C,Cup,1,2011-02-30 10:00:00,1.5,,France',
      '2,D,Cup,1,2011-02-28 10:00:00,1.5,,France',
      '3,E,Cup,1,2011-01-04 10:00:00,-5,,France',
      '4,F,Cup,1',
      '5,G,Plate £,1,1/4/2011 9:00,0,,Unspecified',
    ].join('\r\n'),
  );
  expect(file.rejected).toEqual([
    { line: 3, reason: 'Quantity is not a whole number above 0', value: 'two' },
    { line: 4, reason: 'InvoiceDate is not a date such as 2011-01-04 10:00:00', value: '2011-02-30 10:00:00' },
    { line: 5, reason: 'the first row of its order was refused', value: '2' },
    { line: 6, reason: 'UnitPrice is not a price of 0 or more such as 2.55', value: '-5' },
    { line: 6, reason: 'no line of the order can be used', value: '3' },
    { line: 7, reason: expect.stringContaining('Invalid Record Length'), value: '' },
  ]);
  expect(file.orders.map(({ order }) => [order.orderNumber, order.lines.length, order.createdAt])).toEqual([
    ['ORD-5', 1, '2011-01-04T09:00:00.000Z'],
    ['ORD-1', 1, '2011-01-04T10:00:00.000Z'],
  ]);
  expect(file.orders[0]).toMatchObject({ order: { market: 'GB', totalPriceMinor: 0 }, payment: undefined });
});

test('a line of JSONL that is no order is reported, and the rest goes on', async () => {
  const [first, second] = documented('orders.jsonl').split('\n');
  const file = await reading([first, '{"orderId":', '{"orderId":"x","colour":1}', '', second, first].join('\n'));
  expect(file.orders).toHaveLength(2);
  expect(file.rejected.map(({ line }) => line)).toEqual([2, 3, 6]);
  expect(file.rejected[0]?.reason).toContain('the line is no JSON');
  expect(file.rejected[2]).toMatchObject({ reason: 'the order was in the file before', value: 'A-1001' });
});

test('order numbers that no key can hold get an id of their own, and two never share one', async () => {
  const header = 'orderId,createdAt,currency,sku,quantity,unitPrice';
  const numbers = ['訂單 7/甲', '訂單 7/乙', 'a b', 'a-b', 'x'.repeat(60)];
  const file = await reading([header, ...numbers.map((number) => `${number},2026-01-05,JPY,S,1,100`)].join('\n'));
  const ids = file.orders.map(({ order }) => order.orderId);
  expect(new Set(ids).size).toBe(numbers.length);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
  expect(file.orders.map(({ order }) => order.totalPriceMinor)).toEqual([100, 100, 100, 100, 100]);
});

test('an amount with more decimals than its currency has is refused, not rounded in silence', async () => {
  const header = 'orderId,createdAt,currency,sku,quantity,unitPrice';
  const file = await reading(`${header}\n1,2026-01-05,JPY,S,1,100.5\n2,2026-01-05,KWD,S,1,1.005\n`);
  expect(file.rejected).toMatchObject([{ line: 2, value: '100.5' }, { line: 2 }]);
  expect(file.orders).toMatchObject([{ order: { totalPriceMinor: 1005 } }]);
});

test('a file that fits no layout is refused with what was expected and what was found', async () => {
  await expect(reading('order,day\n1,2\n')).rejects.toThrow(/fits no layout[\s\S]*InvoiceNo[\s\S]*Found.*order, day/);
  await expect(reading('InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n')).rejects.toThrow(/missing: Country/);
  await expect(reading('orderId;createdAt\n')).rejects.toThrow(/parted by commas/);
  await expect(reading('')).rejects.toThrow(/is empty/);
  await expect(reading('PK\u0003\u0004rest')).rejects.toThrow(/spreadsheet/);
  await expect(readOrders('/nowhere/orders.csv')).rejects.toThrow(/no such file/);
  await expect(readOrders(root)).rejects.toThrow(/is a folder/);
});

test('a stray quote costs its own row, one that is never closed the rows behind it, and neither those before', async () => {
  const header = 'orderId,createdAt,currency,sku,quantity,unitPrice';
  const row = (id: number, sku = 'S') => `${id},2026-01-05,USD,${sku},1,1`;
  const stray = await reading([header, row(1), row(2, '12" plate'), row(3)].join('\n'));
  expect(stray.orders.map(({ order }) => order.orderId)).toEqual(['1', '3']);
  expect(stray.rejected).toMatchObject([{ line: 3, reason: expect.stringContaining('quote') }]);
  const open = await reading([header, row(1), row(2, '"open'), row(3), row(4)].join('\n'));
  expect(open.orders.map(({ order }) => order.orderId)).toEqual(['1']);
  expect(open.rejected.length).toBeGreaterThan(0);
});
