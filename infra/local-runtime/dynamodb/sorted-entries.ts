const blockSize = 64;

export interface KeyRange {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

/** Neighbouring entries, in the rising sequence of their keys. */
export class Block<Entry> {
  readonly entries: Entry[];
  #summary: unknown;

  constructor(entries: Entry[]) {
    this.entries = entries;
  }

  /** What `summarize` makes of the entries, worked out again only after one of them has changed. */
  summary<T>(summarize: (entries: readonly Entry[]) => T): T {
    this.#summary ??= summarize(this.entries);
    return this.#summary as T;
  }

  changed(): void {
    this.#summary = undefined;
  }
}

/**
 * Entries of distinct keys in the rising sequence of these, in blocks of at most 64: an insertion moves the members of
 * one block only, and a range starts with two binary searches, so that neither grows with the size of the table in any
 * way that matters.
 */
export class SortedEntries<Entry extends { readonly key: string }> {
  #blocks: Block<Entry>[] = [new Block<Entry>([])];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds an entry of a key that is not there yet. */
  add(entry: Entry): void {
    const at = this.#blockOf(entry.key);
    const block = this.#blocks[at]!;
    block.changed();
    block.entries.splice(firstNotBefore(block.entries, entry.key), 0, entry);
    this.#size++;
    if (block.entries.length > blockSize) {
      this.#blocks.splice(at + 1, 0, new Block(block.entries.splice(blockSize / 2)));
    }
  }

  delete(key: string): void {
    const at = this.#blockOf(key);
    const block = this.#blocks[at]!;
    const index = firstNotBefore(block.entries, key);
    if (block.entries[index]?.key !== key) return;
    block.changed();
    block.entries.splice(index, 1);
    this.#size--;
    if (block.entries.length === 0 && this.#blocks.length > 1) this.#blocks.splice(at, 1);
  }

  /** To be told when something in the entry of this key is another now. */
  changed(key: string): void {
    this.#blocks[this.#blockOf(key)]!.changed();
  }

  first(): Entry | undefined {
    return this.#blocks[0]!.entries[0];
  }

  /**
   * The entries of a range, rising; their keys must not change while it is walked. A block that lies in the range as a
   * whole is left out if `isPassedOver` says so when the walk comes to it.
   */
  *rising(
    { gt, gte, lt, lte }: KeyRange = {},
    isPassedOver: (block: Block<Entry>) => boolean = () => false,
  ): Generator<Entry> {
    const from = gt ?? gte;
    let at = from === undefined ? 0 : this.#blockOf(from);
    let index = from === undefined ? 0 : firstNotBefore(this.#blocks[at]!.entries, from);
    if (gt !== undefined && this.#blocks[at]!.entries[index]?.key === gt) index++;
    for (; at < this.#blocks.length; at++, index = 0) {
      const block = this.#blocks[at]!;
      const { entries } = block;
      const isWhole = index === 0 && !isAfter(entries.at(-1)?.key, { lt, lte });
      if (isWhole && isPassedOver(block)) continue;
      for (; index < entries.length; index++) {
        const entry = entries[index]!;
        if (!isWhole && isAfter(entry.key, { lt, lte })) return;
        yield entry;
      }
    }
  }

  /** The entries of a range, falling. */
  *falling({ gt, gte, lt, lte }: KeyRange = {}): Generator<Entry> {
    const to = lt ?? lte;
    let at = to === undefined ? this.#blocks.length - 1 : this.#blockOf(to);
    let index = to === undefined ? this.#blocks[at]!.entries.length - 1 : firstNotBefore(this.#blocks[at]!.entries, to);
    for (; at >= 0; at--, index = (this.#blocks[at]?.entries.length ?? 0) - 1) {
      const { entries } = this.#blocks[at]!;
      for (; index >= 0; index--) {
        const entry = entries[index];
        if (entry === undefined || entry.key === lt || (to !== undefined && entry.key > to)) continue;
        if ((gt !== undefined && entry.key <= gt) || (gte !== undefined && entry.key < gte)) return;
        yield entry;
      }
    }
  }

  /** The one block in which a key is or would be: the last whose first member is not after it. */
  #blockOf(key: string): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#blocks[middle]!.entries[0]!.key <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function isAfter(key: string | undefined, { lt, lte }: { lt: string | undefined; lte: string | undefined }): boolean {
  if (key === undefined) return false;
  return (lt !== undefined && key >= lt) || (lte !== undefined && key > lte);
}

function firstNotBefore(entries: readonly { readonly key: string }[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
