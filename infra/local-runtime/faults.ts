import type { RecordFaults } from './event-source-mapping/record-faults.ts';
import { object } from './json-fields.ts';
import type { InvocationFault } from './lambda/execution-environment.ts';
import type { Random } from './random.ts';
import { type Answer, type JsonObject, type ServiceCall, ServiceError, type ServiceName } from './service.ts';
import type { CallInterceptor } from './service-router.ts';

/** What shall go wrong, as probabilities between 0 and 1; the seed of the runtime decides when. */
export interface FaultPlan {
  /** A call fails before it reached the service, after its effect, or is refused for its rate. */
  readonly calls?: readonly CallFault[];
  /** A stream delivers a record twice, changes the sequence across items, or delivers a batch again. */
  readonly records?: { readonly duplicate?: number; readonly reorder?: number; readonly redeliver?: number };
  /** A function crashes in the middle of its work (some of its calls have had their effect) or never ends. */
  readonly functions?: readonly FunctionFault[];
}

export interface CallFault {
  /** Absent: every service, operation or caller. */
  readonly service?: ServiceName;
  readonly operation?: string;
  readonly caller?: string;
  readonly before?: number;
  readonly after?: number;
  readonly throttled?: number;
}

export interface FunctionFault {
  /** A part of the function's name; absent: every function. */
  readonly name?: string;
  readonly crash?: number;
  readonly timeOut?: number;
}

/** A crash comes after at most so many calls of the invocation. */
const callsBeforeCrash = 4;

/** Seeded faults at the three seams where a cloud fails: calls, records, functions. They can be switched off and on. */
export class Faults {
  /** While false nothing goes wrong. */
  active = true;
  readonly #plan: FaultPlan;
  readonly #random: Random;

  constructor(plan: FaultPlan, random: Random) {
    this.#plan = plan;
    this.#random = random;
  }

  readonly call: CallInterceptor = (call, proceed) => {
    const fault = this.#callFault(call);
    if (fault === undefined) return proceed();
    if (fault === 'after') return lost(proceed);
    if (fault === 'throttled') {
      const code = call.service === 'dynamodb' ? 'ThrottlingException' : 'TooManyRequestsException';
      throw new ServiceError(code, 'Rate exceeded', { statusCode: 429 });
    }
    throw unavailable();
  };

  readonly records: RecordFaults = {
    disturb: (batch) => {
      const { duplicate = 0, reorder = 0 } = this.#plan.records ?? {};
      const repeated = batch.flatMap((record) => (this.#strikes(duplicate) ? [record, record] : [record]));
      return this.#strikes(reorder) ? this.#shuffled(repeated) : repeated;
    },
    redelivers: () => this.#strikes(this.#plan.records?.redeliver ?? 0),
  };

  function(name: string): InvocationFault | undefined {
    for (const fault of this.#plan.functions ?? []) {
      if (fault.name !== undefined && !name.includes(fault.name)) continue;
      const afterCalls = Math.floor(this.#random.next() * callsBeforeCrash);
      if (this.#strikes(fault.crash ?? 0)) return { kind: 'crash', afterCalls };
      if (this.#strikes(fault.timeOut ?? 0)) return { kind: 'time-out', afterCalls };
    }
    return undefined;
  }

  #callFault({ service, operation, caller }: ServiceCall): 'before' | 'after' | 'throttled' | undefined {
    for (const fault of this.#plan.calls ?? []) {
      if (fault.service !== undefined && fault.service !== service) continue;
      if (fault.operation !== undefined && fault.operation !== operation) continue;
      if (fault.caller !== undefined && !caller?.includes(fault.caller)) continue;
      for (const kind of ['throttled', 'before', 'after'] as const) if (this.#strikes(fault[kind] ?? 0)) return kind;
    }
    return undefined;
  }

  /** Puts records of different items in another sequence; the records of one item keep theirs. */
  #shuffled(batch: readonly JsonObject[]): readonly JsonObject[] {
    const byItem = new Map<string, JsonObject[]>();
    for (const record of batch) {
      const item = JSON.stringify(object(record, 'dynamodb').Keys);
      byItem.set(item, [...(byItem.get(item) ?? []), record]);
    }
    const shuffled: JsonObject[] = [];
    const open = [...byItem.values()];
    while (open.length > 0) {
      const at = Math.floor(this.#random.next() * open.length);
      const next = open[at]?.shift();
      if (next) shuffled.push(next);
      else open.splice(at, 1);
    }
    return shuffled;
  }

  #strikes(probability: number): boolean {
    return this.active && probability > 0 && this.#random.next() < probability;
  }
}

/** The service does what it is asked, and nobody hears of it. */
async function lost(proceed: () => Answer): Promise<never> {
  await proceed();
  throw unavailable();
}

const unavailable = () => new ServiceError('ServiceUnavailable', 'Injected by the fault plan', { statusCode: 503 });
