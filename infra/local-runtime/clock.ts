/** A timer that has been set; pass it to `cancel`. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  due: (() => void) | undefined;
}

/**
 * The one clock of the runtime, in epoch milliseconds. Time stands still while anything runs and is moved by `drive`
 * only: to the next due timer when nothing is left to do. A person's clock (`follow`) lets it pass at wall speed.
 */
export class Clock {
  #now: number;
  #timers: Timer[] = [];
  #set = 0;
  #running = 0;
  #wake: (() => void) | undefined;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Calls `due` once after `ms` milliseconds (at least 0); timers of the same moment fire in the order they were set. */
  after(ms: number, due: () => void): Timer {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#set++, due };
    push(this.#timers, timer);
    this.#wake?.();
    return timer;
  }

  cancel(timer: Timer | undefined): void {
    if (timer) timer.due = undefined;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Marks real work (a Lambda invocation, an HTTP request): time does not move until it has ended. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await work;
    } finally {
      this.#running--;
      this.#wake?.();
    }
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
        if (Number.isFinite(limit)) this.#now = Math.max(this.#now, limit);
        return false;
      }
      this.#fireAt(next.at);
    }
  }

  /** Lets time pass at wall speed until `stop` is aborted; `wallNow` is the wall clock in milliseconds. */
  async follow(stop: AbortSignal, wallNow: () => number): Promise<void> {
    const offset = this.#now - wallNow();
    stop.addEventListener('abort', () => this.#wake?.(), { once: true });
    while (!stop.aborted) {
      await settled();
      this.#now = Math.max(this.#now, wallNow() + offset);
      const next = this.#next();
      if (next && next.at <= this.#now) {
        this.#fireAt(next.at, this.#now);
        continue;
      }
      const pause = Math.min(next ? next.at - this.#now : 1000, 1000);
      const timer = setTimeout(() => this.#wake?.(), pause);
      await this.#woken();
      clearTimeout(timer);
    }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  #next(): Timer | undefined {
    while (this.#timers[0] && !this.#timers[0].due) pop(this.#timers);
    return this.#timers[0];
  }

  #fireAt(at: number, now = at): void {
    this.#now = Math.max(this.#now, now);
    while (this.#timers[0] && this.#timers[0].at <= at) {
      const timer = pop(this.#timers);
      const due = timer?.due;
      if (timer) timer.due = undefined;
      due?.();
    }
  }
}

/** Every microtask, and with it every JSONata expression, has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const before = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Timer[], timer: Timer): void {
  let at = heap.push(timer) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(timer, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = timer;
}

function pop(heap: Timer[]): Timer | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
