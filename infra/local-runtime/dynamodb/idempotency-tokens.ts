import type { Clock } from '../clock.ts';
import { type JsonObject, ServiceError } from '../service.ts';

const rememberedMs = 10 * 60_000;

/** The tokens of transactions that succeeded, each for ten minutes of the clock. */
export class IdempotencyTokens {
  readonly #clock: Clock;
  #seen = new Map<string, { until: number; body: JsonObject }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the same request has already been done under this token; another request under it is refused. */
  hasSeen(token: string, body: JsonObject): boolean {
    this.#forget();
    const seen = this.#seen.get(token);
    if (!seen) return false;
    if (canonical(seen.body) !== canonical(body)) {
      throw new ServiceError(
        'IdempotentParameterMismatchException',
        'Request parameters do not match previous request with the same idempotency token',
      );
    }
    return true;
  }

  remember(token: string, body: JsonObject): void {
    this.#seen.set(token, { until: this.#clock.now() + rememberedMs, body });
  }

  /** A map keeps its entries as they were made, so the ones to forget come first. */
  #forget(): void {
    for (const [token, { until }] of this.#seen) {
      if (until > this.#clock.now()) break;
      this.#seen.delete(token);
    }
  }
}

/** The same text for requests that differ only in the sequence of their members. */
const canonical = (body: JsonObject) =>
  JSON.stringify(body, (_, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
