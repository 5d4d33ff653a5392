/** Negative = `a` comes first, 0 = they are the same. */
type Difference<Entry> = (a: Entry, b: Entry) => number;

/** Entries of which the first is always known: a binary heap. */
export class Heap<Entry> {
  #entries: Entry[] = [];
  readonly #difference: Difference<Entry>;

  constructor(difference: Difference<Entry>) {
    this.#difference = difference;
  }

  get size(): number {
    return this.#entries.length;
  }

  get first(): Entry | undefined {
    return this.#entries[0];
  }

  add(entry: Entry): void {
    const entries = this.#entries;
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#difference(entry, entries[parent]!) >= 0) break;
      entries[at] = entries[parent]!;
      at = parent;
    }
    entries[at] = entry;
  }

  takeFirst(): Entry | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const sinking = entries.pop();
    if (sinking === undefined || entries.length === 0) return first;
    let at = 0;
    for (let child = 1; child < entries.length; child = 2 * at + 1) {
      if (child + 1 < entries.length && this.#difference(entries[child + 1]!, entries[child]!) < 0) child++;
      if (this.#difference(sinking, entries[child]!) <= 0) break;
      entries[at] = entries[child]!;
      at = child;
    }
    entries[at] = sinking;
    return first;
  }

  /** Lets go of those that do not hold, and of what is there twice; what is sorted is a heap. */
  keep(holds: (entry: Entry) => boolean): void {
    const sorted = this.#entries.filter(holds).sort(this.#difference);
    this.#entries = sorted.filter((entry, at) => at === 0 || this.#difference(sorted[at - 1]!, entry) !== 0);
  }
}
