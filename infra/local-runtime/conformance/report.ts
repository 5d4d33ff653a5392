/** What the command prints, and whether the bar was reached. */
export interface Report {
  readonly lines: readonly string[];
  readonly passed: boolean;
}
