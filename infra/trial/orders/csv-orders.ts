import type { Readable } from 'node:stream';
import { type CsvError, type Info, type Parser, parse } from 'csv-parse';
import { type CsvLayout, CsvRow, type SetAside } from './layout.ts';
import { olistLayout } from './olist-layout.ts';
import { onlineRetailLayout } from './online-retail-layout.ts';
import { OrderCollection, type OrderFile } from './order-collection.ts';
import { ordersLayout } from './orders-layout.ts';
import { RowRefused } from './rejected-row.ts';
import { shopifyLayout } from './shopify-layout.ts';
import { FileRefused } from './source-file.ts';

interface AnyLayout extends CsvLayout<unknown, unknown> {}

/** Every CSV layout that is known, in the order in which it is tried. */
export const csvLayouts = [
  ordersLayout,
  shopifyLayout,
  onlineRetailLayout,
  olistLayout,
] as unknown as readonly AnyLayout[];

/** A line longer than this is a quote that was never closed. */
const longestRecord = 1_000_000;

interface Group {
  readonly head: unknown;
  readonly line: number;
  readonly lines: unknown[];
}

/** Reads a CSV of any known layout, told by its header. @throws FileRefused */
export async function readCsvOrders(source: Readable, path: string): Promise<OrderFile> {
  const collection = new OrderCollection();
  let placing: Placing | undefined;
  const parser = csvParser(source, {
    header: (found) => {
      placing = new Placing(layoutOf(found, path), collection);
    },
    unreadable: (error, line) => {
      collection.rows++;
      collection.reject(line, error.message, '');
    },
  });
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: Info }>) {
    const row = new CsvRow(info.lines, record);
    collection.rows++;
    collection.attempt(row.line, () => placing?.place(row));
  }
  if (!placing) throw new FileRefused(`${path} has no header; expected ${expectedLayouts()}`);
  return placing.finish();
}

/** Puts rows with their orders; whatever a layout says about whole orders holds for their further rows too. */
class Placing {
  readonly #layout: AnyLayout;
  readonly #collection: OrderCollection;
  /** An order without a group is one whose first row was refused. */
  readonly #groups = new Map<string, Group | undefined>();
  readonly #aside = new Map<string, SetAside>();
  #current: string | undefined;

  constructor(layout: AnyLayout, collection: OrderCollection) {
    this.#layout = layout;
    this.#collection = collection;
  }

  /** @throws RowRefused */
  place(row: CsvRow): void {
    const { orderColumn, setAside, headOf, lineOf } = this.#layout;
    const number = row.text(orderColumn) || this.#current;
    if (!number) throw new RowRefused('the row belongs to no order', '');
    this.#current = number;
    const cancelled = this.#layout.cancelledBy?.(row, number);
    if (cancelled) {
      this.#collection.cancel(cancelled);
      return;
    }
    const aside = this.#aside.get(number) ?? setAside(row, number);
    if (aside) {
      if (aside.wholeOrder) this.#aside.set(number, aside);
      this.#collection.setAside(aside.reason, number);
      return;
    }
    if (!this.#groups.has(number)) {
      this.#groups.set(number, undefined);
      this.#groups.set(number, { head: headOf(row, number), line: row.line, lines: [] });
    }
    const group = this.#groups.get(number);
    if (!group) throw new RowRefused('the first row of its order was refused', number);
    group.lines.push(lineOf(row, group.head));
  }

  finish(): OrderFile {
    const { name, assumptions, draftOf } = this.#layout;
    for (const [number, group] of this.#groups) {
      if (group) this.#collection.add(group.line, () => draftOf(number, group.head, group.lines));
    }
    return this.#collection.finish(name, assumptions);
  }
}

/** Rows by column name with their line; a row that is no CSV is handed to `unreadable`, and the rest goes on. */
export function csvParser(
  source: Readable,
  { header, unreadable }: { header: (found: string[]) => void; unreadable: (error: CsvError, line: number) => void },
): Parser {
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longestRecord,
    columns: (found: string[]) => {
      const names = found.map((name) => name.trim());
      header(names);
      return names;
    },
    on_skip: (error) => {
      if (error) unreadable(error, Number(error.lines ?? parser.info.lines));
      return undefined;
    },
  });
  source.on('error', (error) => parser.destroy(error));
  return source.pipe(parser);
}

function layoutOf(found: readonly string[], path: string): AnyLayout {
  const fitting = csvLayouts.find(({ columns }) => columns.every((column) => found.includes(column)));
  if (fitting) return fitting;
  throw new FileRefused(
    `${path} fits no layout.\nExpected ${expectedLayouts()}\nFound a header with: ${found.join(', ').slice(0, 400)}${nearest(found)}`,
  );
}

/** What the closest layout lacks, when it is close. */
function nearest(found: readonly string[]): string {
  const lacks = csvLayouts
    .map(({ name, columns }) => ({ name, columns, missing: columns.filter((column) => !found.includes(column)) }))
    .sort((a, b) => a.missing.length / a.columns.length - b.missing.length / b.columns.length)[0];
  if (!lacks || lacks.missing.length === lacks.columns.length) {
    return found.length === 1 && found[0]?.includes(';')
      ? '\nThe columns must be parted by commas, not semicolons.'
      : '';
  }
  return `\nNearest: ${lacks.name}, of which these are missing: ${lacks.missing.join(', ')}`;
}

const expectedLayouts = () =>
  [
    'one of these (docs/trial.md):',
    ...csvLayouts.map(({ name, columns }) => `  - ${name}, CSV with the columns ${columns.join(', ')}`),
    '  - orders (docs/trial.md), JSONL: an object per line',
  ].join('\n');
