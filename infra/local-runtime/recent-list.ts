/** The newest entries of a list that grows for as long as the runtime runs; how many there were in all stays known. */
export class RecentList<T> {
  readonly items: T[] = [];
  readonly #most: number;
  #total = 0;

  constructor(most = Number.POSITIVE_INFINITY) {
    if (!(most >= 0)) throw new RangeError(`keep: expected a number of entries, at least 0, got ${most}`);
    this.#most = most;
  }

  /** How many there have been, kept or not. */
  get total(): number {
    return this.#total;
  }

  add(item: T): void {
    this.#total++;
    this.items.push(item);
    if (this.items.length > this.#most) this.items.shift();
  }
}
