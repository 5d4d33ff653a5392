import type { Clock, Timer } from '../clock.ts';
import type { Item } from './attribute-value.ts';
import { SortedKeys } from './sorted-keys.ts';
import type { Table } from './table.ts';

const sweepEveryMs = 60_000;
const tooOldSeconds = 5 * 365 * 24 * 3600;

type Sweep = (writes: { table: Table; key: string; before: Item; after: undefined }[]) => void;

interface Expiring {
  attribute: string;
  /** Expiry (seconds, padded so that it sorts) and item key, of every item that will expire. */
  queue: SortedKeys;
  entryByKey: Map<string, string>;
  timer: Timer | undefined;
  timerAt: number;
}

/**
 * Takes expired items away at whole minutes of the clock. A timer is set only while a table has an item that will
 * expire, so that a clock with nothing else to do can come to rest. As AWS does, it leaves items alone whose time lies
 * more than five years back.
 */
export class TimeToLive {
  #byTable = new Map<Table, Expiring>();
  readonly #clock: Clock;
  readonly #sweep: Sweep;

  constructor(clock: Clock, sweep: Sweep) {
    this.#clock = clock;
    this.#sweep = sweep;
  }

  attributeOf(table: Table): string | undefined {
    return this.#byTable.get(table)?.attribute;
  }

  enable(table: Table, attribute: string): void {
    const expiring: Expiring = {
      attribute,
      queue: new SortedKeys(),
      entryByKey: new Map(),
      timer: undefined,
      timerAt: 0,
    };
    this.#byTable.set(table, expiring);
    for (const item of table.items.walk({}, false)) this.follow(table, table.keyOf(item), item);
  }

  disable(table: Table): void {
    this.#clock.cancel(this.#byTable.get(table)?.timer);
    this.#byTable.delete(table);
  }

  /** Keeps up with a write. */
  follow(table: Table, key: string, item: Item | undefined): void {
    const expiring = this.#byTable.get(table);
    if (!expiring) return;
    const known = expiring.entryByKey.get(key);
    const entry = item && this.#entryOf(item[expiring.attribute]?.N, key);
    if (known === entry) return;
    if (known !== undefined) {
      expiring.queue.delete(known);
      expiring.entryByKey.delete(key);
    }
    if (entry !== undefined) {
      expiring.queue.add(entry);
      expiring.entryByKey.set(key, entry);
    }
    this.#schedule(table, expiring);
  }

  #entryOf(seconds: string | undefined, key: string): string | undefined {
    const expiry = Math.floor(Number(seconds));
    if (!Number.isSafeInteger(expiry) || expiry < this.#clock.now() / 1000 - tooOldSeconds) return undefined;
    return `${String(Math.max(0, expiry)).padStart(16, '0')} ${key}`;
  }

  #schedule(table: Table, expiring: Expiring): void {
    const first = expiring.queue.first();
    const at = first === undefined ? undefined : sweepAfter(Math.max(expiryOf(first) * 1000, this.#clock.now()));
    if (expiring.timer?.due && expiring.timerAt === at) return;
    this.#clock.cancel(expiring.timer);
    expiring.timer = undefined;
    if (at === undefined) return;
    expiring.timerAt = at;
    expiring.timer = this.#clock.after(at - this.#clock.now(), () => this.#sweepTable(table, expiring));
  }

  #sweepTable(table: Table, expiring: Expiring): void {
    const now = this.#clock.now() / 1000;
    const due: string[] = [];
    for (const entry of expiring.queue.rising()) {
      if (expiryOf(entry) >= now) break;
      due.push(entry.slice(17));
    }
    expiring.timer = undefined;
    this.#sweep(due.map((key) => ({ table, key, before: table.items.get(key)!, after: undefined })));
    this.#schedule(table, expiring);
  }
}

const expiryOf = (entry: string) => Number(entry.slice(0, 16));
const sweepAfter = (moment: number) => (Math.floor(moment / sweepEveryMs) + 1) * sweepEveryMs;
