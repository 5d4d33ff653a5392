/** Small, since of a block of which one entry is wanted all are looked at. */
const blockSize = 32;

/** The keys after `gt` or from `gte` on, and before `lt` or up to `lte`: at most one of each pair. */
export interface KeyRange {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

/** What is known of some entries without looking at each of them. */
export interface Summary<Entry> {
  /** Takes account of one more. */
  enter(entry: Entry): void;
  leave(entry: Entry): void;
}

/** Neighbouring entries, in the rising sequence of their keys. */
interface Block<Entry, Known> {
  readonly entries: Entry[];
  /** The key of the first of them: a search looks at nothing else of a block. */
  first: string;
  /** Made when somebody asks for it, and kept up to date from then on. */
  summary: Known | undefined;
}

/** Looks at one entry; false = it has seen enough. */
type Visit<Entry> = (entry: Entry) => boolean;

/**
 * Entries of distinct keys in the rising sequence of these, in small blocks: an insertion moves the members of
 * one block only, and a range starts with two binary searches, so that neither grows with the size of the table in any
 * way that matters.
 */
export class SortedEntries<Entry extends { readonly key: string }, Known extends Summary<Entry>> {
  #blocks: Block<Entry, Known>[] = [{ entries: [], first: '', summary: undefined }];
  readonly #summarize: (entries: readonly Entry[]) => Known;
  #isSummarized = false;
  #size = 0;

  constructor(summarize: (entries: readonly Entry[]) => Known) {
    this.#summarize = summarize;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds an entry of a key that is not there yet. */
  add(entry: Entry): void {
    const at = this.#blockOf(entry.key);
    const block = this.#blocks[at]!;
    const { entries } = block;
    const index = firstNotBefore(entries, entry.key);
    entries.splice(index, 0, entry);
    if (index === 0) block.first = entry.key;
    block.summary?.enter(entry);
    this.#size++;
    if (entries.length > blockSize) {
      const behind = entries.splice(blockSize / 2);
      block.summary = undefined;
      this.#blocks.splice(at + 1, 0, { entries: behind, first: behind[0]!.key, summary: undefined });
    }
  }

  delete(key: string): void {
    const at = this.#blockOf(key);
    const block = this.#blocks[at]!;
    const { entries } = block;
    const index = firstNotBefore(entries, key);
    const entry = entries[index];
    if (entry?.key !== key) return;
    entries.splice(index, 1);
    block.summary?.leave(entry);
    this.#size--;
    if (entries.length === 0 && this.#blocks.length > 1) this.#blocks.splice(at, 1);
    else if (index === 0) block.first = entries[0]?.key ?? '';
  }

  /** What has to be told when the entry of this key becomes another; nothing if nobody has asked about its neighbours. */
  summaryAround(key: string): Known | undefined {
    return this.#isSummarized ? this.#blocks[this.#blockOf(key)]!.summary : undefined;
  }

  /**
   * Visits the entries of a range, rising; nothing may be added or deleted meanwhile. Those of a block that lies in the
   * range as a whole are left out if `isPassedOver` says so when the walk comes to them.
   */
  rising({ gt, gte, lt, lte }: KeyRange, visit: Visit<Entry>, isPassedOver?: (known: Known) => boolean): void {
    const from = gt ?? gte;
    let at = from === undefined ? 0 : this.#blockOf(from);
    let index = from === undefined ? 0 : firstNotBefore(this.#blocks[at]!.entries, from);
    if (gt !== undefined && this.#blocks[at]!.entries[index]?.key === gt) index++;
    for (; at < this.#blocks.length; at++, index = 0) {
      const block = this.#blocks[at]!;
      const { entries } = block;
      if (isPassedOver && index === 0 && liesBefore(entries, lt ?? lte) && isPassedOver(this.#summaryOf(block)))
        continue;
      for (; index < entries.length; index++) {
        const entry = entries[index]!;
        if (lt !== undefined ? entry.key >= lt : lte !== undefined && entry.key > lte) return;
        if (!visit(entry)) return;
      }
    }
  }

  /** Visits the entries of a range, falling. */
  falling({ gt, gte, lt, lte }: KeyRange, visit: Visit<Entry>): void {
    const to = lt ?? lte;
    let at = to === undefined ? this.#blocks.length - 1 : this.#blockOf(to);
    let index = to === undefined ? this.#blocks[at]!.entries.length - 1 : firstNotBefore(this.#blocks[at]!.entries, to);
    for (; at >= 0; at--, index = (this.#blocks[at]?.entries.length ?? 0) - 1) {
      const { entries } = this.#blocks[at]!;
      for (; index >= 0; index--) {
        const entry = entries[index];
        if (entry === undefined || entry.key === lt || (to !== undefined && entry.key > to)) continue;
        if ((gt !== undefined && entry.key <= gt) || (gte !== undefined && entry.key < gte)) return;
        if (!visit(entry)) return;
      }
    }
  }

  #summaryOf(block: Block<Entry, Known>): Known {
    this.#isSummarized = true;
    block.summary ??= this.#summarize(block.entries);
    return block.summary;
  }

  /** The one block in which a key is or would be: the last whose first member is not after it. */
  #blockOf(key: string): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#blocks[middle]!.first <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function liesBefore(entries: readonly { readonly key: string }[], to: string | undefined): boolean {
  return to === undefined || (entries.length > 0 && entries[entries.length - 1]!.key < to);
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
