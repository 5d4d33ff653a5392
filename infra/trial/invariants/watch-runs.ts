import type { LocalRuntime } from '#infra/local-runtime/boot.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseBook } from '../observation/case-book.ts';
import type { Findings } from './findings.ts';

type BusEvent = Pick<LocalRuntime['events'][number], 'event'>;

/** What a run may be given: what it does is read from the rows when it does it. */
const given: ReadonlySet<string> = new Set(['caseId', 'orderId', 'refundId']);

interface Run {
  readonly name: string;
  readonly status: string;
  readonly again: boolean;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caseId: string;
  readonly orderId: string;
}

/** Checks the runs of the state machines as Step Functions itself announces their beginning and their end. */
export class RunWatch {
  readonly #findings: Findings;
  readonly #cases: Pick<CaseBook, 'get' | 'all'>;
  /** Cases and refunds that a run was started for. */
  readonly #started = new Set<string>();
  /** Runs that broke and have not been run on, by name. */
  readonly #broken = new Map<string, Run>();

  constructor(findings: Findings, cases: Pick<CaseBook, 'get' | 'all'>) {
    this.#findings = findings;
    this.#cases = cases;
  }

  event({ event: { source, detail } }: BusEvent): void {
    if (source !== 'aws.states') return;
    const run = runOf(detail);
    if (run.status === 'RUNNING') {
      this.#broken.delete(run.name);
      if (!run.again) this.#findings.check('runs', run.orderId, this.#wrongStart(run));
    } else if (run.status === 'SUCCEEDED') this.#findings.check('failures', run.orderId, undefined);
    else this.#broken.set(run.name, run);
  }

  /** When time is up: what broke must have become somebody's by now, and what says that it was started must have been. */
  finish(): void {
    for (const { name, status, caseId, orderId } of this.#broken.values()) {
      const state = this.#cases.get(caseId)?.state;
      const taken = state !== undefined && (state === 'needs-staff' || isClosed(state));
      this.#findings.check('failures', orderId, taken ? undefined : `run ${name} ${status}, its case is ${state}`);
    }
    for (const { caseId, orderId, startedAt } of this.#cases.all()) {
      if (startedAt === undefined) continue;
      this.#findings.check('runs', orderId, this.#started.has(caseId) ? undefined : `${caseId} has no run`);
    }
  }

  #wrongStart({ name, input, caseId }: Run): string | undefined {
    const about = String(input.refundId ?? caseId);
    const second = this.#started.has(about);
    this.#started.add(about);
    if (second) return `${about} has a second run: ${name}`;
    if (name !== about) return `run ${name} is not named after ${about}`;
    if (!this.#cases.get(caseId)) return `run ${name} is of no case`;
    const more = Object.keys(input).filter((key) => !given.has(key));
    return more.length > 0 ? `run ${name} was given ${more.join(', ')}` : undefined;
  }
}

function runOf(detail: Readonly<Record<string, unknown>>): Run {
  const input = JSON.parse(String(detail.input)) as Record<string, unknown>;
  return {
    name: String(detail.name),
    status: String(detail.status),
    again: Number(detail.redriveCount) > 0,
    input,
    caseId: String(input.caseId),
    orderId: String(input.orderId),
  };
}
