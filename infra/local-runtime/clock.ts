import { Heap } from './heap.ts';

/** A timer that has been set; pass it to `cancel`. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  due: (() => void) | undefined;
}

/**
 * The one clock of the runtime, in epoch milliseconds. Time stands still while anything runs and is moved by `drive`
 * only: to the next due timer when nothing is left to do. A person's clock (`follow`) lets it pass at wall speed; a
 * `drive` meanwhile skips ahead, and the clock then follows the wall from where it got to.
 */
export class Clock {
  #now: number;
  readonly #timers = new Heap<Timer>(difference);
  #set = 0;
  #running = 0;
  #cancelled = 0;
  readonly #sleepers = new Set<() => void>();
  #wall: (() => number) | undefined;
  /** How far the clock is ahead of the wall while it follows. */
  #lead = 0;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    if (this.#wall) this.#moveTo(this.#wall() + this.#lead);
    return this.#now;
  }

  /** Calls `due` once after `ms` milliseconds (at least 0); timers of the same moment fire in the order they were set. */
  after(ms: number, due: () => void): Timer {
    const timer: Timer = { at: this.now() + Math.max(0, ms), order: this.#set++, due };
    this.#timers.add(timer);
    this.#wake();
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    if (!timer?.due) return;
    timer.due = undefined;
    this.#cancelled++;
    if (this.#cancelled > fewTimers && this.#cancelled * 2 > this.#timers.size) this.#sweep();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Marks real work (a Lambda invocation, an HTTP request): time does not move until it has ended. */
  async hold<T>(work: Promise<T>): Promise<T> {
    const release = this.holdStill();
    try {
      return await work;
    } finally {
      release();
    }
  }

  /** The same for work that is no promise; time may move again once the function that it returns has been called. */
  holdStill(): () => void {
    this.#running++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#running--;
      this.#wake();
    };
  }

  /**
   * Runs until `done` answers true (returns true), or nothing is left to do before `limit` (returns false; the clock
   * then stands at `limit` if that is finite, so that "a day passes" passes even when nothing is due).
   */
  async drive(done: () => boolean = () => false, limit = Number.POSITIVE_INFINITY): Promise<boolean> {
    for (;;) {
      await settled();
      if (done()) return true;
      if (this.#running > 0) {
        await this.#woken();
        continue;
      }
      const next = this.#next();
      if (!next || next.at > limit) {
        if (Number.isFinite(limit)) this.#moveTo(limit);
        return false;
      }
      this.#fireAt(next.at);
    }
  }

  /** Lets time pass at wall speed until `stop` is aborted; `wallNow` is the wall clock in milliseconds. */
  async follow(stop: AbortSignal, wallNow: () => number): Promise<void> {
    if (this.#wall) throw new Error('the clock follows the wall already');
    this.#lead = this.#now - wallNow();
    this.#wall = wallNow;
    const wake = () => this.#wake();
    stop.addEventListener('abort', wake, { once: true });
    try {
      for (;;) {
        await settled();
        if (stop.aborted) return;
        const now = this.now();
        const next = this.#next();
        if (next && next.at <= now) {
          this.#fireAt(next.at);
          continue;
        }
        const alarm = setTimeout(wake, Math.min(next ? next.at - now : longestNap, longestNap));
        await this.#woken();
        clearTimeout(alarm);
      }
    } finally {
      this.#wall = undefined;
      stop.removeEventListener('abort', wake);
    }
  }

  /** Time goes forward only. A skip while the clock follows the wall widens its lead. */
  #moveTo(moment: number): void {
    if (moment <= this.#now) return;
    this.#now = moment;
    if (this.#wall) this.#lead = Math.max(this.#lead, moment - this.#wall());
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#sleepers.add(resolve);
    });
  }

  #wake(): void {
    if (this.#sleepers.size === 0) return;
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const wake of sleepers) wake();
  }

  #next(): Timer | undefined {
    while (this.#timers.first && !this.#timers.first.due) {
      this.#timers.takeFirst();
      this.#cancelled--;
    }
    return this.#timers.first;
  }

  /** Takes the cancelled timers away. */
  #sweep(): void {
    this.#timers.keep(({ due }) => due !== undefined);
    this.#cancelled = 0;
  }

  #fireAt(at: number): void {
    this.#moveTo(at);
    while (this.#timers.first && this.#timers.first.at <= at) {
      const timer = this.#timers.takeFirst();
      const due = timer?.due;
      if (timer?.due) timer.due = undefined;
      else this.#cancelled--;
      due?.();
    }
  }
}

/** Cancelled timers are left where they are until there are more than so many, and more than others. */
const fewTimers = 1_000;

/** In milliseconds; a following clock looks at the wall at least so often. */
const longestNap = 1000;

/** Every microtask, and with it every JSONata expression, has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const difference = (a: Timer, b: Timer) => a.at - b.at || a.order - b.order;
