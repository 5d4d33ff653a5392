import type { LocalRuntime } from '#infra/local-runtime/boot.ts';

/** What the people and programs around the system do at their time; the clock stands still while they do it. */
export class Schedule {
  readonly #clock: LocalRuntime['clock'];
  #planned = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor({ clock }: Pick<LocalRuntime, 'clock'>) {
    this.#clock = clock;
  }

  /** Epoch milliseconds of the virtual clock. */
  now(): number {
    return this.#clock.now();
  }

  /** How much is planned and not done yet, what repeats for ever not counted. */
  get planned(): number {
    return this.#planned;
  }

  /** Does `work` at that moment, or now if it has passed. */
  at(instant: number, work: () => Promise<void>): void {
    this.#planned++;
    this.#clock.after(instant - this.now(), () => {
      this.#planned--;
      this.#run(work);
    });
  }

  /** Does what waits for nothing again and again, until it fails. */
  every(ms: number, work: () => void): void {
    this.#clock.after(ms, () => {
      try {
        work();
        this.every(ms, work);
      } catch (error) {
        this.#failure ??= { error };
      }
    });
  }

  /** Lets time pass until `done` or the limit (milliseconds from now); what failed on the way is thrown. */
  async pass(runtime: LocalRuntime, done: () => boolean, limitMs: number): Promise<boolean> {
    const ended = await runtime.until(() => this.#failure !== undefined || done(), limitMs);
    if (this.#failure) throw this.#failure.error;
    return ended;
  }

  #run(work: () => Promise<void>): void {
    this.#clock.hold(
      work().catch((error: unknown) => {
        this.#failure ??= { error };
      }),
    );
  }
}
