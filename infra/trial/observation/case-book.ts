import { type CaseState, isClosed } from '#shared/domain/case.ts';
import { type CaseRecord, parseCase } from '#shared/domain/case-record.ts';
import type { ChangeFeed } from './change-feed.ts';

/** The cases as their stream last showed them. */
export class CaseBook {
  readonly #records = new Map<string, CaseRecord>();
  /** Those that have not closed, by id: few, however long a trial is. */
  readonly #unclosed = new Map<string, CaseRecord>();
  /** Their ids by order. */
  readonly #open = new Map<string, Set<string>>();
  readonly #closings: ((orderId: string) => void)[] = [];
  /** How often each state was entered, over all cases. */
  readonly entered = new Map<CaseState, number>();

  constructor(feed: Pick<ChangeFeed, 'watch'>) {
    feed.watch('Cases', (change) => {
      if (change.entity === 'case' && change.after) this.#note(parseCase(change.after));
    });
  }

  all(): readonly CaseRecord[] {
    return [...this.#records.values()];
  }

  unclosed(): Iterable<CaseRecord> {
    return this.#unclosed.values();
  }

  get(caseId: string): CaseRecord | undefined {
    return this.#records.get(caseId);
  }

  get count(): number {
    return this.#records.size;
  }

  hasOpen(orderId: string): boolean {
    return this.#open.has(orderId);
  }

  get openOrders(): ReadonlySet<string> {
    return new Set(this.#open.keys());
  }

  /** Calls `listener` with the order whose last open case has closed. */
  onClosed(listener: (orderId: string) => void): void {
    this.#closings.push(listener);
  }

  #note(record: CaseRecord): void {
    const before = this.#records.get(record.caseId);
    this.#records.set(record.caseId, record);
    if (before?.state !== record.state) this.entered.set(record.state, (this.entered.get(record.state) ?? 0) + 1);
    const open = this.#open.get(record.orderId) ?? new Set();
    if (!isClosed(record.state)) {
      this.#unclosed.set(record.caseId, record);
      open.add(record.caseId);
      this.#open.set(record.orderId, open);
      return;
    }
    this.#unclosed.delete(record.caseId);
    open.delete(record.caseId);
    if (open.size > 0) return;
    this.#open.delete(record.orderId);
    for (const listener of this.#closings) listener(record.orderId);
  }
}
