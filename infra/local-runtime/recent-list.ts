/**
 * The newest entries of a list that grows for as long as the runtime runs; how many there were in all stays known. What is
 * too old is cut off an eighth at a time: a long list that lost its first entry would be moved as a whole each time.
 */
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

  /** Keeps none of those that have come so far. */
  forget(): void {
    this.items.length = 0;
  }

  add(item: T): void {
    this.#total++;
    this.items.push(item);
    if (this.items.length > this.#most + Math.floor(this.#most / 8))
      this.items.splice(0, this.items.length - this.#most);
  }
}
