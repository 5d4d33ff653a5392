import type { Impact } from '#shared/domain/impact.ts';

/** What a rule found: one exception, identified by its cause. */
export interface Finding {
  /** The same cause gives the same key; with type and order it makes the case's id. */
  readonly causeKey: string;
  readonly causeCode: string;
  /** Which of the order's rows it is about (a shipment, a payment attempt, a request), by id; none = the order itself. */
  readonly subject?: string;
  readonly severity: 'critical' | 'warning';
  readonly impact: Pick<Impact, 'moneyMinor' | 'lines' | 'daysAtStake' | 'daysLate' | 'otherOrders' | 'customers'>;
  /** What stands behind it (SKUs, a provider, a region): many of these within minutes are one incident. */
  readonly behind: readonly string[];
  /** The key of another cause of its type: while the case of that one is open, this is a part of it. */
  readonly partOf?: string;
  /**
   * It is that something is absent, since then. Nothing is made of what was absent before its type went live, nor of what a
   * channel that somebody else is paid through does not write.
   */
  readonly absentSince?: string;
}

/** A rule that finds nothing because rows without what it judges are right in some shops. */
export interface RuleOff {
  /** The threshold that switches it on. */
  readonly setting: string;
  /** What it would find, and what must hold for its findings to be right; both go on as parts of a sentence. */
  readonly unfound: string;
  readonly when: string;
}
