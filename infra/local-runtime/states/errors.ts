/** A failure that the workflow can see: what `ErrorEquals` is compared with and what an execution ends with. */
export class StatesError extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Ends the execution whatever Retry and Catch say. */
  readonly terminal: boolean;
  /** A second name by which it can be caught: a missed heartbeat is reported as `States.Timeout`. */
  readonly alias: string | undefined;

  constructor(
    error?: string,
    reason?: string,
    { terminal = false, alias }: { terminal?: boolean; alias?: string } = {},
  ) {
    super(`${error ?? 'unnamed error'}: ${reason ?? ''}`);
    this.name = 'StatesError';
    this.error = error;
    this.reason = reason;
    this.terminal = terminal;
    this.alias = alias;
  }
}

/** Thrown inside a branch that has been stopped from outside; nothing more of it is written to the history. */
export class Aborted extends Error {
  constructor() {
    super('The branch was stopped.');
    this.name = 'Aborted';
  }
}

/** Whether a Retry or Catch with these `ErrorEquals` is meant for the error. */
export function isNamedBy(errorEquals: readonly string[], error: StatesError): boolean {
  if (error.terminal) return false;
  return errorEquals.some(
    (name) =>
      name === error.error ||
      name === error.alias ||
      name === 'States.ALL' ||
      (name === 'States.TaskFailed' && error.error !== 'States.Timeout'),
  );
}
