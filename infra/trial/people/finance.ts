import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Random } from '#infra/local-runtime/random.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { happens, logNormal } from '../chance.ts';
import type { Schedule } from '../schedule.ts';

const hour = 3_600_000;
/** Finance acknowledges within hours and pays within days (log-normal medians, in hours). */
const acknowledges = { median: 1, spread: 0.8 } as const;
const pays = { median: 40, spread: 0.5 } as const;

interface FinanceWorld {
  readonly runtime: LocalRuntime;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly bus: string;
  /** The `source` that the deployment takes finance's events from; none = finance does not answer by events. */
  readonly source: string | undefined;
  /** Share of the refunds that fail on their way. */
  readonly failures: number;
}

/** Finance and the bank behind it: each request is acknowledged, then settled, or it fails. */
export class Finance {
  readonly #world: FinanceWorld;
  readonly #known = new Set<string>();
  settled = 0;
  failed = 0;

  constructor(world: FinanceWorld) {
    this.#world = world;
  }

  /** A RefundRequested has come over the bus; the same request twice is booked once. */
  receive(detail: JsonObject): void {
    const refundId = String(detail.refundId);
    const { schedule, random, source, failures } = this.#world;
    if (source === undefined || this.#known.has(refundId)) return;
    this.#known.add(refundId);
    const chance = random.fork(`finance/${refundId}`);
    const accepted = schedule.now() + logNormal(chance, acknowledges.median, acknowledges.spread) * hour;
    const ended = accepted + logNormal(chance, pays.median, pays.spread) * hour;
    const fails = happens(chance, failures);
    schedule.at(accepted, () => this.#report('RefundAccepted', detail));
    schedule.at(ended, async () => {
      if (fails) this.failed++;
      else this.settled++;
      await this.#report(fails ? 'RefundFailed' : 'RefundSettled', detail, fails ? { code: 'account_closed' } : {});
    });
  }

  async #report(detailType: string, request: JsonObject, more: JsonObject = {}): Promise<void> {
    const { refundId, caseId, orderId, amount, currency } = request;
    const { runtime, bus, source } = this.#world;
    await runtime.call({
      service: 'events',
      operation: 'PutEvents',
      input: {
        Entries: [
          {
            EventBusName: bus,
            Source: source,
            DetailType: detailType,
            Detail: JSON.stringify({ refundId, caseId, orderId, amount, currency, ...more }),
          },
        ],
      },
    });
  }
}
