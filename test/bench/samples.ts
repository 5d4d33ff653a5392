import { seededRandom } from '#infra/local-runtime/random.ts';

/** One way of doing a thing; answers with what it cost, in milliseconds unless its measurement says otherwise. */
export type Variant = () => Promise<number>;

/**
 * Runs every variant once per round, in another sequence each round, so that a busy moment of the machine hits all of
 * them alike. `tick` is told after each round.
 */
export async function interleave<Name extends string>(
  variants: Readonly<Record<Name, Variant>>,
  rounds: number,
  tick: () => void = () => {},
): Promise<Record<Name, number[]>> {
  const names = Object.keys(variants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const random = seededRandom(1);
  for (let round = 0; round < rounds; round++) {
    const sequence = names.map((name) => ({ name, at: random.next() })).sort((a, b) => a.at - b.at);
    for (const { name } of sequence) samples[name].push(await variants[name]());
    tick();
  }
  return samples;
}

/** The sample that this share of the samples does not exceed; `quantile(times, 0.5)` is the median. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]) => quantile(samples, 0.5);
