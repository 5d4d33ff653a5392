import type { OutageThresholds } from '#shared/domain/outage.ts';
import type { SourceTable } from '#shared/domain/primitives.ts';
import type { Rationed } from '#shared/domain/ration.ts';

/** One change of a row, as its table announced it. */
export interface RowChange {
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What is made of a changed row of a table; the changes of a table that is not named need not even be read. */
export type ByTable<What> = Partial<Readonly<Record<SourceTable, (change: RowChange) => What | undefined>>>;

/** What a type's troubles may all come from, and when they do: a provider that is down, a region in a storm. */
export interface OutageRules {
  /** By table what its changed row says of what stands behind it (named as in `Finding.behind`): it worked once, or failed once. */
  readonly signals: ByTable<{ readonly behind: string; readonly worked: boolean }>;
  /** Each case that opens counts as a failure of what stands behind it: for a trouble that no row announces. */
  readonly casesCount?: (behind: string) => boolean;
  /** Left out = notices, questions and reminders wait until its incident is over; not where customers can be told the reason. */
  readonly holdsBack?: (behind: string) => boolean;
  readonly thresholds: OutageThresholds;
}

/** Something that failed and is rationed: of whom, for which order, when, and by which id. */
export interface Failed {
  readonly rationed: Rationed;
  readonly orderId: string;
  readonly at: string;
  readonly id: string;
}
