import * as z from 'zod';
import { type CancelledRow, matchCancellations, type TrialCancellation } from './cancellations.ts';
import { type OrderDraft, orderIdOf, type TrialOrder, trialOrderOf } from './order-draft.ts';
import { type RejectedRow, RowRefused, rejected } from './rejected-row.ts';

/** Rows that a layout left out on purpose, by the reason it gave. */
export interface SetAsideCount {
  readonly reason: string;
  readonly rows: number;
  /** Different order numbers among them. */
  readonly orders: number;
}

/** What a file of orders came to. */
export interface OrderFile {
  readonly layout: string;
  readonly assumptions: readonly string[];
  /** By the time they were placed, the earliest first. */
  readonly orders: readonly TrialOrder[];
  /** What customers took back of these orders, by what the file says. */
  readonly cancellations: readonly TrialCancellation[];
  readonly rejected: readonly RejectedRow[];
  readonly setAside: readonly SetAsideCount[];
  /** Rows with anything in them, the header not counted. */
  readonly rows: number;
}

/** Gathers what is read; a row or an order that cannot be used is kept with its reason, and the rest goes on. */
export class OrderCollection {
  readonly orders: TrialOrder[] = [];
  readonly rejected: RejectedRow[] = [];
  rows = 0;
  readonly #aside = new Map<string, { rows: number; numbers: Set<string> }>();
  readonly #ids = new Set<string>();
  readonly #cancelled: CancelledRow[] = [];

  reject(line: number, reason: string, value: string): void {
    this.rejected.push(rejected(line, reason, value));
  }

  setAside(reason: string, number: string): void {
    const known = this.#aside.get(reason) ?? { rows: 0, numbers: new Set() };
    known.rows++;
    known.numbers.add(number);
    this.#aside.set(reason, known);
  }

  /** Kept until every order is known that it may be about. */
  cancel(row: CancelledRow): void {
    this.#cancelled.push(row);
  }

  /** Runs `read` for one row; what it refuses is noted for that line. */
  attempt<T>(line: number, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof RowRefused) this.reject(line, error.message, error.value);
      else if (error instanceof z.ZodError) this.reject(line, ...firstIssue(error));
      else throw error;
      return undefined;
    }
  }

  add(line: number, draft: () => OrderDraft): void {
    this.attempt(line, () => {
      const made = draft();
      const id = orderIdOf(made.number);
      if (this.#ids.has(id)) throw new RowRefused('the order was in the file before', made.number);
      if (made.lines.length === 0) throw new RowRefused('no line of the order can be used', made.number);
      const order = trialOrderOf(made);
      this.#ids.add(id);
      this.orders.push(order);
    });
  }

  finish(layout: string, assumptions: readonly string[]): OrderFile {
    const at = ({ order }: TrialOrder) => order.createdAt;
    this.orders.sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.order.orderId < b.order.orderId ? -1 : 1));
    const { cancellations, unmatched } = matchCancellations(this.orders, this.#cancelled);
    for (const { row, reason } of unmatched) this.setAside(reason, row.number);
    const setAside = [...this.#aside].map(([reason, { rows, numbers }]) => ({ reason, rows, orders: numbers.size }));
    this.rejected.sort((a, b) => a.line - b.line);
    return {
      layout,
      assumptions,
      orders: this.orders,
      cancellations,
      rejected: this.rejected,
      setAside,
      rows: this.rows,
    };
  }
}

function firstIssue({ issues }: z.ZodError): [reason: string, value: string] {
  const [issue] = issues;
  return [`${issue?.path.join('.') || 'the order'}: ${issue?.message}`, shown(issue?.input)];
}

const shown = (input: unknown): string =>
  input === undefined ? '' : typeof input === 'string' ? input : JSON.stringify(input);
