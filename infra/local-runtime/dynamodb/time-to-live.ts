import type { Clock, Timer } from '../clock.ts';
import { Heap } from '../heap.ts';
import type { Item } from './attribute-value.ts';
import type { SizedItem } from './item-size.ts';
import type { Table } from './table.ts';

const sweepEveryMs = 60_000;
const tooOldSeconds = 5 * 365 * 24 * 3600;
/** Expiries that no longer hold wait for their time, until there are more than so many, and more than items. */
const fewExpiries = 1_000;

type Sweep = (writes: { table: Table; key: string; before: SizedItem; after: undefined }[]) => void;

interface Expiry {
  readonly seconds: number;
  /** The encoded key of the item. */
  readonly key: string;
}

interface Expiring {
  attribute: string;
  /** Of every item that will expire, and of some whose time is another by now. */
  queue: Heap<Expiry>;
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
    const expiring: Expiring = { attribute, queue: new Heap(difference), timer: undefined, timerAt: 0 };
    this.#byTable.set(table, expiring);
    for (const item of table.items.walk({}, false)) this.follow(table, table.keyOf(item), undefined, item);
  }

  disable(table: Table): void {
    this.#clock.cancel(this.#byTable.get(table)?.timer);
    this.#byTable.delete(table);
  }

  /** Keeps up with a write, once the table has. */
  follow(table: Table, key: string, before: Item | undefined, after: Item | undefined): void {
    const expiring = this.#byTable.get(table);
    if (!expiring) return;
    const { attribute, queue } = expiring;
    if (before?.[attribute]?.N === after?.[attribute]?.N) return;
    const seconds = secondsOf(after, attribute);
    if (seconds !== undefined && seconds >= this.#clock.now() / 1000 - tooOldSeconds) {
      queue.add({ seconds: Math.max(0, seconds), key });
      if (queue.size > 2 * table.items.size + fewExpiries) queue.keep((expiry) => holds(expiry, table, attribute));
    }
    this.#schedule(table, expiring);
  }

  #schedule(table: Table, expiring: Expiring): void {
    const { attribute, queue } = expiring;
    while (queue.first && !holds(queue.first, table, attribute)) queue.takeFirst();
    const { first } = queue;
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
    const { attribute, queue } = expiring;
    const due: Expiry[] = [];
    for (let { first } = queue; first && first.seconds < now; first = queue.first) {
      queue.takeFirst();
      if (first.key !== due.at(-1)?.key && holds(first, table, attribute)) due.push(first);
    }
    expiring.timer = undefined;
    this.#sweep(due.map(({ key }) => ({ table, key, before: table.items.get(key)!, after: undefined })));
    this.#schedule(table, expiring);
  }
}

/** When an item with this attribute expires; nothing = never. */
function secondsOf(item: Item | undefined, attribute: string): number | undefined {
  const seconds = Math.floor(Number(item?.[attribute]?.N));
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** Whether the item still expires then. */
function holds({ seconds, key }: Expiry, table: Table, attribute: string): boolean {
  const now = secondsOf(table.items.get(key)?.item, attribute);
  return now !== undefined && Math.max(0, now) === seconds;
}

/** The earliest first, those of one second in the sequence of their keys. */
function difference(a: Expiry, b: Expiry): number {
  if (a.seconds !== b.seconds) return a.seconds - b.seconds;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

const sweepAfter = (moment: number) => (Math.floor(moment / sweepEveryMs) + 1) * sweepEveryMs;
