import type { ChangeFeed } from './change-feed.ts';

type Row = Readonly<Record<string, unknown>>;

const kept = new Set<unknown>(['case', 'decision', 'refund', 'audit', 'quarantine']);

/** Rows of the Cases table whose time to live has passed: a trial may be longer than rows are kept, and is judged by all. */
export class ExpiredRows {
  readonly #rows: Row[] = [];

  constructor(feed: Pick<ChangeFeed, 'watch'>) {
    feed.watch('Cases', (change) => {
      if (change.expired && change.before && kept.has(change.entity)) this.#rows.push(change.before);
    });
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }
}
