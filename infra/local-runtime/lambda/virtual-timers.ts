import { promisify } from 'node:util';
import type { Clock, Timer } from '../clock.ts';

/** What `setTimeout` returns: an object as in Node, a number where one is asked for. */
class TimerHandle {
  readonly id: number;

  constructor(id: number) {
    this.id = id;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

type Callback = (...words: unknown[]) => void;

/** Timers of one execution environment, on the runtime's clock: a back-off of ten seconds costs no real time. */
export class VirtualTimers {
  readonly #clock: () => Clock;
  readonly #changed: () => void;
  readonly #pending = new Map<number, Timer>();
  #last = 0;

  /** `changed` is called whenever the number of pending timers changes. */
  constructor(clock: () => Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get pending(): number {
    return this.#pending.size;
  }

  /** The functions to put in the place of Node's. */
  readonly functions = {
    setTimeout: Object.assign((run: Callback, ms?: number, ...words: unknown[]) => this.#set(run, ms, words), {
      [promisify.custom]: (ms?: number, value?: unknown) => this.sleep(ms, value),
    }),
    setInterval: (run: Callback, ms?: number, ...words: unknown[]) => this.#repeat(run, ms, words),
    clearTimeout: (handle: unknown) => this.#clear(handle),
    clearInterval: (handle: unknown) => this.#clear(handle),
  };

  sleep(ms?: number, value?: unknown): Promise<unknown> {
    return new Promise((resolve) => {
      this.#set(() => resolve(value), ms, []);
    });
  }

  cancelAll(): void {
    for (const timer of this.#pending.values()) this.#clock().cancel(timer);
    this.#pending.clear();
    this.#changed();
  }

  #set(run: Callback, ms: number | undefined, words: unknown[], id = ++this.#last): TimerHandle {
    const timer = this.#clock().after(ms ?? 0, () => {
      this.#pending.delete(id);
      this.#changed();
      run(...words);
    });
    this.#pending.set(id, timer);
    this.#changed();
    return new TimerHandle(id);
  }

  #repeat(run: Callback, ms: number | undefined, words: unknown[]): TimerHandle {
    const id = ++this.#last;
    const again = () => {
      this.#set(again, Math.max(1, ms ?? 1), [], id);
      run(...words);
    };
    return this.#set(again, Math.max(1, ms ?? 1), [], id);
  }

  #clear(handle: unknown): void {
    const id = handle instanceof TimerHandle ? handle.id : Number(handle ?? -1);
    const timer = this.#pending.get(id);
    if (!timer) return;
    this.#clock().cancel(timer);
    this.#pending.delete(id);
    this.#changed();
  }
}
