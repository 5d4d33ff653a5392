import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Info } from 'csv-parse';
import * as z from 'zod';
import { type CurrencyCode, currencies } from '#shared/domain/money.ts';
import { minorUnitsOf } from '../orders/amount.ts';
import { csvParser } from '../orders/csv-orders.ts';
import { instantOf } from '../orders/instant.ts';
import { CsvRow } from '../orders/layout.ts';
import { firstCharacter } from '../orders/read-orders.ts';
import { type RejectedRow, RowRefused, rejected } from '../orders/rejected-row.ts';
import { FileRefused, openSource } from '../orders/source-file.ts';

const instant = z.string().transform((text, context) => {
  const at = instantOf(text);
  if (at === undefined) context.addIssue({ code: 'custom', message: 'not a date such as 2026-01-05', input: text });
  return at ?? '';
});

/** One shelf of the stock layout of docs/trial.md. */
export const stockRow = z.strictObject({
  sku: z.string().min(1).max(100),
  locationId: z.string().min(1).max(64).default('main'),
  onHand: z.int().min(0),
  safetyStock: z.int().min(0).default(0),
  title: z.string().optional(),
  unitPriceMinor: z.int().min(0).optional(),
  substitutes: z.array(z.string().min(1)).default([]),
  incoming: z.array(z.strictObject({ quantity: z.int().min(1), expectedAt: instant })).default([]),
});
export type StockRow = z.infer<typeof stockRow>;

const columns = ['sku', 'onHand'] as const;

/** Reads a stock file, CSV or JSONL, gzip or not. @throws FileRefused */
export async function readStock(path: string): Promise<{ rows: StockRow[]; rejected: RejectedRow[] }> {
  const source = await openSource(path);
  const rows = new Map<string, StockRow>();
  const refused: RejectedRow[] = [];
  const take = (line: number, read: () => unknown) => {
    const made = reading(read);
    if ('reason' in made) refused.push(rejected(line, made.reason, made.value));
    else if (rows.has(`${made.row.sku} ${made.row.locationId}`)) {
      refused.push(rejected(line, 'this SKU and location were in the file before', made.row.sku));
    } else rows.set(`${made.row.sku} ${made.row.locationId}`, made.row);
  };
  try {
    await ((await firstCharacter(source)) === '{' ? fromJsonl(source, take) : fromCsv(source, path, take));
  } finally {
    source.destroy();
  }
  return { rows: [...rows.values()], rejected: refused };
}

type Take = (line: number, read: () => unknown) => void;

function reading(read: () => unknown): { row: StockRow } | { reason: string; value: string } {
  try {
    return { row: stockRow.parse(read()) };
  } catch (error) {
    if (error instanceof RowRefused) return { reason: error.message, value: error.value };
    if (error instanceof SyntaxError) return { reason: `the line is no JSON: ${error.message}`, value: '' };
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    return { reason: `${issue?.path.join('.')}: ${issue?.message}`, value: '' };
  }
}

async function fromJsonl(source: Readable, take: Take): Promise<void> {
  let line = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() !== '') take(line, () => JSON.parse(text));
  }
}

async function fromCsv(source: Readable, path: string, take: Take): Promise<void> {
  const parser = csvParser(source, {
    header: (found) => {
      const missing = columns.filter((column) => !found.includes(column));
      if (missing.length === 0) return;
      throw new FileRefused(
        `${path} is no stock file: expected the columns ${columns.join(', ')} (docs/trial.md), found ${found.join(', ').slice(0, 400)}`,
      );
    },
    unreadable: (error, line) =>
      take(line, () => {
        throw new RowRefused(error.message, '');
      }),
  });
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: Info }>) {
    take(info.lines, () => fields(new CsvRow(info.lines, record)));
  }
}

function fields(row: CsvRow): z.input<typeof stockRow> {
  const whole = (column: string) =>
    row.read(column, 'a whole number of 0 or more', (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined));
  return {
    sku: row.required('sku'),
    onHand: whole('onHand'),
    ...(row.text('locationId') && { locationId: row.text('locationId') }),
    ...(row.text('safetyStock') && { safetyStock: whole('safetyStock') }),
    ...(row.text('title') && { title: row.text('title') }),
    ...(row.text('unitPrice') && { unitPriceMinor: priceOf(row) }),
    ...(row.text('substitutes') && { substitutes: row.text('substitutes').split('|') }),
    ...(row.text('incomingQuantity') && {
      incoming: [{ quantity: whole('incomingQuantity'), expectedAt: row.required('incomingAt') }],
    }),
  };
}

function priceOf(row: CsvRow): number {
  const currency = row.read('currency', `one of ${Object.keys(currencies).join(', ')}`, (text) =>
    Object.hasOwn(currencies, text) ? (text as CurrencyCode) : undefined,
  );
  return row.read('unitPrice', `a price of 0 or more in ${currency}`, (text) => {
    const price = minorUnitsOf(text, currency);
    return price && price.minor >= 0 ? price.minor : undefined;
  });
}
