import type { Clock } from '../clock.ts';

/** So long may a function be silent in wall time before the clock goes on without it: it hangs, and will time out. */
const patience = 5_000;

/** Keeps the clock still while an invocation works, and lets it go on while the invocation only waits. */
export class WorkHold {
  readonly #clock: () => Clock;
  #release: (() => void) | undefined;
  #silentSince = 0;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(clock: () => Clock) {
    this.#clock = clock;
  }

  keep(working: boolean): void {
    if (!working) {
      this.#release?.();
      this.#release = undefined;
    } else if (!this.#release) {
      this.#release = this.#clock().holdStill();
      this.heard();
      this.#watchdog ??= this.#watch(patience);
    }
  }

  /** The invocation has just been heard of: it works. */
  heard(): void {
    this.#silentSince = performance.now();
  }

  /** One real timer for many holds: it looks again when the present hold will have been silent for too long. */
  #watch(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const left = this.#silentSince + patience - performance.now();
      this.#watchdog = this.#release && left > 0 ? this.#watch(left) : undefined;
      if (left > 0) return;
      this.#release?.();
      this.#release = undefined;
    }, ms).unref();
  }
}
