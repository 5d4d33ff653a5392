export interface Expiry {
  readonly seconds: number;
  /** The encoded key of the item. */
  readonly key: string;
}

/** Expiries, the earliest first, those of one second in the sequence of their keys: a binary heap. */
export class ExpiryQueue {
  #heap: Expiry[] = [];

  get size(): number {
    return this.#heap.length;
  }

  get first(): Expiry | undefined {
    return this.#heap[0];
  }

  add(expiry: Expiry): void {
    const heap = this.#heap;
    let at = heap.push(expiry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (difference(expiry, heap[parent]!) >= 0) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = expiry;
  }

  takeFirst(): void {
    const heap = this.#heap;
    const sinking = heap.pop();
    if (!sinking || heap.length === 0) return;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && difference(heap[child + 1]!, heap[child]!) < 0) child++;
      if (difference(sinking, heap[child]!) <= 0) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = sinking;
  }

  /** Lets go of those that do not hold, and of what is there twice; what is sorted is a heap. */
  keep(holds: (expiry: Expiry) => boolean): void {
    const sorted = this.#heap.filter(holds).sort(difference);
    this.#heap = sorted.filter((expiry, at) => at === 0 || difference(sorted[at - 1]!, expiry) !== 0);
  }
}

function difference(a: Expiry, b: Expiry): number {
  if (a.seconds !== b.seconds) return a.seconds - b.seconds;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
