/** Says to everything below a branch that it is to stop. */
export class Cancellation {
  #cancelled = false;
  readonly #listeners = new Set<() => void>();

  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** A cancellation that also happens when this one does. */
  child(): Cancellation {
    const child = new Cancellation();
    if (this.#cancelled) child.cancel();
    else this.onCancel(() => child.cancel());
    return child;
  }

  /** Returns the function that takes the listener away again. */
  onCancel(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
