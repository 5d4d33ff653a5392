/** A row of the file that could not be used; the rest goes on without it. */
export interface RejectedRow {
  /** Counted from 1, the header included. */
  readonly line: number;
  /** What was wrong and what is allowed. */
  readonly reason: string;
  /** The value as it stood in the file, cut to a readable length. */
  readonly value: string;
}

/** Thrown while a row is read: that row is reported and left out. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
  readonly value: string;
  constructor(reason: string, value: string) {
    super(reason);
    this.value = value;
  }
}

const readable = 80;

export function rejected(line: number, reason: string, value: string): RejectedRow {
  return { line, reason, value: value.length > readable ? `${value.slice(0, readable - 1)}…` : value };
}
