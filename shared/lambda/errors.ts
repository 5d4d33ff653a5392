/** Errors whose names cross into Step Functions; an `ErrorEquals` may name these and AWS's own only. */

/** Thrown by an asking state that finds nothing left to ask: a value returned by a callback state would be discarded. */
export class AlreadyDecided extends Error {
  override readonly name = 'AlreadyDecided';
}

/** Thrown while a pause is on: the state is retried until it ends, and nothing was written. */
export class Paused extends Error {
  override readonly name = 'Paused';
}

/** Thrown when another writer was faster; trying again reads what it wrote. */
export class ConcurrentWrite extends Error {
  override readonly name = 'ConcurrentWrite';
}

/** Thrown when a case, order or row that must exist does not. */
export class RowMissing extends Error {
  override readonly name = 'RowMissing';
}

/** Thrown when a service was busy or out of order: the step is tried again. */
export class ServiceTrouble extends Error {
  override readonly name = 'ServiceTrouble';
}
