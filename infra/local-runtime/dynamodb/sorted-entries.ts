const chunkSize = 512;

export interface KeyRange {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

/**
 * Entries of distinct keys in the rising sequence of these, in chunks of at most 512: an insertion moves the members of
 * one chunk only, and a range starts with two binary searches, so that neither grows with the size of the table in any
 * way that matters.
 */
export class SortedEntries<Entry extends { readonly key: string }> {
  #chunks: Entry[][] = [[]];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds an entry of a key that is not there yet. */
  add(entry: Entry): void {
    const at = this.#chunkOf(entry.key);
    const chunk = this.#chunks[at]!;
    chunk.splice(firstNotBefore(chunk, entry.key), 0, entry);
    this.#size++;
    if (chunk.length > chunkSize) this.#chunks.splice(at + 1, 0, chunk.splice(chunkSize / 2));
  }

  delete(key: string): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    const index = firstNotBefore(chunk, key);
    if (chunk[index]?.key !== key) return;
    chunk.splice(index, 1);
    this.#size--;
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(at, 1);
  }

  first(): Entry | undefined {
    return this.#chunks[0]![0];
  }

  /** The entries of a range, rising; their keys must not change while it is walked. */
  *rising({ gt, gte, lt, lte }: KeyRange = {}): Generator<Entry> {
    const from = gt ?? gte;
    let at = from === undefined ? 0 : this.#chunkOf(from);
    let index = from === undefined ? 0 : firstNotBefore(this.#chunks[at]!, from);
    if (gt !== undefined && this.#chunks[at]![index]?.key === gt) index++;
    for (; at < this.#chunks.length; at++, index = 0) {
      const chunk = this.#chunks[at]!;
      for (; index < chunk.length; index++) {
        const entry = chunk[index]!;
        if ((lt !== undefined && entry.key >= lt) || (lte !== undefined && entry.key > lte)) return;
        yield entry;
      }
    }
  }

  /** The entries of a range, falling. */
  *falling({ gt, gte, lt, lte }: KeyRange = {}): Generator<Entry> {
    const to = lt ?? lte;
    let at = to === undefined ? this.#chunks.length - 1 : this.#chunkOf(to);
    let index = to === undefined ? this.#chunks[at]!.length - 1 : firstNotBefore(this.#chunks[at]!, to);
    for (; at >= 0; at--, index = (this.#chunks[at]?.length ?? 0) - 1) {
      const chunk = this.#chunks[at]!;
      for (; index >= 0; index--) {
        const entry = chunk[index];
        if (entry === undefined || entry.key === lt || (to !== undefined && entry.key > to)) continue;
        if ((gt !== undefined && entry.key <= gt) || (gte !== undefined && entry.key < gte)) return;
        yield entry;
      }
    }
  }

  /** The one chunk in which a key is or would be: the last whose first member is not after it. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]![0]!.key <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function firstNotBefore(chunk: readonly { readonly key: string }[], key: string): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunk[middle]!.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
