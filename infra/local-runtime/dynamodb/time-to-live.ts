import type { Clock, Timer } from '../clock.ts';
import type { Item } from './attribute-value.ts';
import type { SizedItem } from './item-size.ts';
import { SortedEntries } from './sorted-entries.ts';
import type { Table } from './table.ts';

const sweepEveryMs = 60_000;
const tooOldSeconds = 5 * 365 * 24 * 3600;

type Sweep = (writes: { table: Table; key: string; before: SizedItem; after: undefined }[]) => void;

interface Expiry {
  /** Its time (seconds, padded so that it sorts) and the item's key. */
  readonly key: string;
  readonly seconds: number;
  readonly itemKey: string;
}

interface Expiring {
  attribute: string;
  /** Of every item that will expire. */
  queue: SortedEntries<Expiry>;
  expiryByItem: Map<string, Expiry>;
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
      queue: new SortedEntries(),
      expiryByItem: new Map(),
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
    const known = expiring.expiryByItem.get(key);
    const seconds = item && this.#secondsOf(item[expiring.attribute]?.N);
    if (known?.seconds === seconds) return;
    if (known) {
      expiring.queue.delete(known.key);
      expiring.expiryByItem.delete(key);
    }
    if (seconds !== undefined) {
      const expiry = { key: `${String(seconds).padStart(16, '0')} ${key}`, seconds, itemKey: key };
      expiring.queue.add(expiry);
      expiring.expiryByItem.set(key, expiry);
    }
    this.#schedule(table, expiring);
  }

  /** When an item with this attribute expires; nothing = never. */
  #secondsOf(attribute: string | undefined): number | undefined {
    const seconds = Math.floor(Number(attribute));
    if (!Number.isSafeInteger(seconds) || seconds < this.#clock.now() / 1000 - tooOldSeconds) return undefined;
    return Math.max(0, seconds);
  }

  #schedule(table: Table, expiring: Expiring): void {
    const first = expiring.queue.first();
    const at = first && sweepAfter(Math.max(first.seconds * 1000, this.#clock.now()));
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
    for (const { seconds, itemKey } of expiring.queue.rising()) {
      if (seconds >= now) break;
      due.push(itemKey);
    }
    expiring.timer = undefined;
    this.#sweep(due.map((key) => ({ table, key, before: table.items.get(key)!, after: undefined })));
    this.#schedule(table, expiring);
  }
}

const sweepAfter = (moment: number) => (Math.floor(moment / sweepEveryMs) + 1) * sweepEveryMs;
