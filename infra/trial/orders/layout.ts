import type { CancelledRow } from './cancellations.ts';
import type { OrderDraft } from './order-draft.ts';
import { RowRefused } from './rejected-row.ts';

/** A row of a CSV file by its column names; a column that is not there reads as ''. */
export class CsvRow {
  readonly line: number;
  readonly #fields: Readonly<Record<string, string>>;

  constructor(line: number, fields: Readonly<Record<string, string>>) {
    this.line = line;
    this.#fields = fields;
  }

  text(column: string): string {
    return (this.#fields[column] ?? '').trim();
  }

  /** @throws RowRefused when it is empty */
  required(column: string): string {
    const text = this.text(column);
    if (text === '') throw new RowRefused(`${column} is empty`, '');
    return text;
  }

  /** The value that `read` makes of the column. @throws RowRefused naming what is allowed */
  read<T>(column: string, allowed: string, read: (text: string) => T | undefined): T {
    const text = this.required(column);
    const value = read(text);
    if (value === undefined) throw new RowRefused(`${column} is not ${allowed}`, text);
    return value;
  }
}

/** Rows that a layout leaves out on purpose, and why: they are counted and reported, not guessed at. */
export interface SetAside {
  readonly reason: string;
  /** True = every further row of this order goes with it. */
  readonly wholeOrder: boolean;
}

/** How one kind of export is read: which row belongs to which order, and what an order is made of. */
export interface CsvLayout<Head, Line> {
  readonly name: string;
  /** Columns that a header must have to be this layout. */
  readonly columns: readonly string[];
  /** Where the order's number stands; empty = the order of the row before. */
  readonly orderColumn: string;
  /** The row takes something of an earlier order back; left out = this kind of file has none of these. @throws RowRefused */
  cancelledBy?(row: CsvRow, number: string): CancelledRow | undefined;
  /** Why the row is left out, if it is. */
  setAside(row: CsvRow, number: string): SetAside | undefined;
  /** What the first row of an order says about the whole of it. @throws RowRefused */
  headOf(row: CsvRow, number: string): Head;
  /** @throws RowRefused */
  lineOf(row: CsvRow, head: Head): Line;
  draftOf(number: string, head: Head, lines: readonly Line[]): OrderDraft;
  /** What was assumed about every order of such a file; the report repeats it. */
  readonly assumptions: readonly string[];
}
