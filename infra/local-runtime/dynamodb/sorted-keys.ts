const chunkSize = 512;

export interface KeyRange {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

/**
 * Distinct strings in rising sequence, in chunks of at most 512: an insertion moves the members of one chunk only, and
 * a range starts with two binary searches, so that neither grows with the size of the table in any way that matters.
 */
export class SortedKeys {
  #chunks: string[][] = [[]];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a key that is not there yet. */
  add(key: string): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    chunk.splice(firstNotBefore(chunk, key), 0, key);
    this.#size++;
    if (chunk.length > chunkSize) this.#chunks.splice(at + 1, 0, chunk.splice(chunkSize / 2));
  }

  delete(key: string): void {
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    const index = firstNotBefore(chunk, key);
    if (chunk[index] !== key) return;
    chunk.splice(index, 1);
    this.#size--;
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(at, 1);
  }

  first(): string | undefined {
    return this.#chunks[0]![0];
  }

  /** The keys of a range, rising; the keys must not change while it is walked. */
  *rising({ gt, gte, lt, lte }: KeyRange = {}): Generator<string> {
    const from = gt ?? gte;
    let at = from === undefined ? 0 : this.#chunkOf(from);
    let index = from === undefined ? 0 : firstNotBefore(this.#chunks[at]!, from);
    for (; at < this.#chunks.length; at++, index = 0) {
      const chunk = this.#chunks[at]!;
      for (; index < chunk.length; index++) {
        const key = chunk[index]!;
        if (key === gt) continue;
        if ((lt !== undefined && key >= lt) || (lte !== undefined && key > lte)) return;
        yield key;
      }
    }
  }

  /** The keys of a range, falling. */
  *falling({ gt, gte, lt, lte }: KeyRange = {}): Generator<string> {
    const to = lt ?? lte;
    let at = to === undefined ? this.#chunks.length - 1 : this.#chunkOf(to);
    let index = to === undefined ? this.#chunks[at]!.length - 1 : firstNotBefore(this.#chunks[at]!, to);
    for (; at >= 0; at--, index = (this.#chunks[at]?.length ?? 0) - 1) {
      const chunk = this.#chunks[at]!;
      for (; index >= 0; index--) {
        const key = chunk[index];
        if (key === undefined || key === lt || (to !== undefined && key > to)) continue;
        if ((gt !== undefined && key <= gt) || (gte !== undefined && key < gte)) return;
        yield key;
      }
    }
  }

  /** The one chunk in which a key is or would be: the last whose first member is not after it. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]![0]! <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function firstNotBefore(chunk: string[], key: string): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunk[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
