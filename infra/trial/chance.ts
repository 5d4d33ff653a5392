import type { Random } from '#infra/local-runtime/random.ts';

/** True in `share` of the draws. */
export const happens = (random: Random, share: number): boolean => random.next() < share;

/** A whole number from `from` to `to`, both included. */
export const between = (random: Random, from: number, to: number): number =>
  from + Math.floor(random.next() * (to - from + 1));

/** A log-normal draw: half of them lie below `median`; `spread` is the standard deviation of the logarithm. */
export function logNormal(random: Random, median: number, spread: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * random.next()));
}

/** One of `candidates`, each as likely as its weight says; all weights 0 = the first. */
export function weighted<T>(random: Random, candidates: readonly T[], weightOf: (candidate: T) => number): T {
  const total = candidates.reduce((sum, candidate) => sum + weightOf(candidate), 0);
  let left = random.next() * total;
  for (const candidate of candidates) {
    left -= weightOf(candidate);
    if (left < 0) return candidate;
  }
  return candidates[0]!;
}

/** The candidates in an order drawn by chance (Fisher and Yates). */
export function shuffled<T>(random: Random, candidates: readonly T[]): T[] {
  const order = [...candidates];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
