import type { Clock } from '../clock.ts';

/** So long may a function be silent in wall time before the clock goes on without it: it hangs, and will time out. */
const patience = 5_000;

/** Keeps the clock still while an invocation works, and lets it go on while the invocation only waits. */
export class WorkHold {
  readonly #clock: Clock;
  #release: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(working: boolean): void {
    if (!working) {
      this.#release?.();
      this.#release = undefined;
      return;
    }
    if (this.#release) return;
    const work = new Promise<void>((resolve) => {
      const watchdog = setTimeout(resolve, patience);
      watchdog.unref();
      this.#release = () => {
        clearTimeout(watchdog);
        resolve();
      };
    });
    this.#clock.hold(work);
  }
}
