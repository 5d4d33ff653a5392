import * as z from 'zod';

/** What is rationed, by a name and of whom. */
export interface Rationed {
  readonly name: string;
  readonly of: string;
}

/** So many of something are allowed in so many days. */
export interface Ration {
  readonly tries: number;
  readonly days: number;
}

/** A try that failed, or one that we asked for and whose outcome is not known yet. */
export const use = z.object({ kind: z.enum(['failed', 'asked']), orderId: z.string(), at: z.string() });
export type Use = Readonly<z.infer<typeof use>>;

const dayMs = 86_400_000;

/**
 * Whether one more at `at` would be too many in a window that ends then. What we asked for counts until its order has a
 * failure after it: then that is its outcome, and counts instead.
 */
export function isUsedUp(uses: readonly Use[], rations: readonly Ration[], at: Date): boolean {
  const counted = uses.filter((use) => use.kind === 'failed' || !hasOutcome(use, uses));
  return rations.some(({ tries, days }) => {
    const from = at.getTime() - days * dayMs;
    return counted.filter((use) => Date.parse(use.at) > from).length >= tries;
  });
}

/** The first failure of its order after it, unless another that we asked for lies between them. */
function hasOutcome(asked: Use, uses: readonly Use[]): boolean {
  const next = uses
    .filter((use) => use.orderId === asked.orderId && use.at > asked.at)
    .sort((a, b) => (a.at < b.at ? -1 : 1))[0];
  return next?.kind === 'failed';
}
