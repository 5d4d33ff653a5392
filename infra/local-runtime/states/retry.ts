import type { Random } from '../random.ts';
import type { Retrier } from './definition.ts';
import { isNamedBy, type StatesError } from './errors.ts';

/** The Retry field of a state during one visit: each retrier counts its own attempts. */
export class Retries {
  readonly #attempts = new Map<Retrier, number>();
  readonly #retriers: readonly Retrier[];
  readonly #random: Random;

  constructor(retriers: readonly Retrier[], random: Random) {
    this.#retriers = retriers;
    this.#random = random;
  }

  /** How many seconds to wait before the state is tried again, or undefined if it is not. */
  delayAfter(error: StatesError): number | undefined {
    const retrier = this.#retriers.find(({ ErrorEquals }) => isNamedBy(ErrorEquals, error));
    if (!retrier) return undefined;
    const attempts = this.#attempts.get(retrier) ?? 0;
    if (attempts >= (retrier.MaxAttempts ?? 3)) return undefined;
    this.#attempts.set(retrier, attempts + 1);
    const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
    const delay = Math.min(IntervalSeconds * BackoffRate ** attempts, MaxDelaySeconds);
    return retrier.JitterStrategy === 'FULL' ? delay * this.#random.next() : delay;
  }
}
