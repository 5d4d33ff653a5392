import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import type { Random } from '#infra/local-runtime/random.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import type { IncomingEventName, Reported } from '#shared/domain/events.ts';
import { currencyCode } from '#shared/domain/money.ts';
import { happens, logNormal } from '../chance.ts';
import type { Schedule } from '../schedule.ts';

const hour = 3_600_000;
/** Finance acknowledges within hours and pays within days (log-normal medians, in hours). */
const acknowledges = { median: 1, spread: 0.8 } as const;
const pays = { median: 40, spread: 0.5 } as const;
const issues = { median: 20, spread: 0.5 } as const;

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

  constructor(world: FinanceWorld) {
    this.#world = world;
  }

  /** A RefundRequested has come over the bus; the same request twice is booked once. */
  refund(detail: JsonObject): void {
    const request = requestOf(detail);
    const { schedule, random, source, failures } = this.#world;
    if (source === undefined || this.#known.has(request.refundId)) return;
    this.#known.add(request.refundId);
    const chance = random.fork(`finance/${request.refundId}`);
    const accepted = schedule.now() + logNormal(chance, acknowledges.median, acknowledges.spread) * hour;
    const ended = accepted + logNormal(chance, pays.median, pays.spread) * hour;
    const fails = happens(chance, failures);
    const { amount, currency, ...ids } = request;
    schedule.at(accepted, () => this.#report('RefundAccepted', ids));
    schedule.at(ended, () =>
      fails
        ? this.#report('RefundFailed', { ...request, code: 'account_closed' })
        : this.#report('RefundSettled', { ...request, settledAt: iso(ended), reference: `trial-${request.refundId}` }),
    );
  }

  /** A CreditDocumentRequested has come over the bus. */
  document(detail: JsonObject): void {
    const { amount, currency, ...ids } = requestOf(detail);
    const { schedule, random, source } = this.#world;
    const key = `document/${ids.refundId}`;
    if (source === undefined || this.#known.has(key)) return;
    this.#known.add(key);
    const issued = schedule.now() + logNormal(random.fork(key), issues.median, issues.spread) * hour;
    schedule.at(issued, () =>
      this.#report('CreditDocumentIssued', {
        ...ids,
        number: `trial-${ids.refundId.slice(-12)}`,
        issuedAt: iso(issued),
      }),
    );
  }

  async #report<Name extends IncomingEventName>(detailType: Name, detail: Reported<Name>): Promise<void> {
    const { runtime, bus, source } = this.#world;
    const entry = { EventBusName: bus, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
    await runtime.call({ service: 'events', operation: 'PutEvents', input: { Entries: [entry] } });
  }
}

/** What finance takes from a request to answer it. */
function requestOf({ refundId, caseId, orderId, amount, currency }: JsonObject) {
  return {
    refundId: String(refundId),
    caseId: String(caseId),
    orderId: String(orderId),
    amount: Number(amount),
    currency: currencyCode.parse(currency),
  };
}

const iso = (at: number) => new Date(at).toISOString();
