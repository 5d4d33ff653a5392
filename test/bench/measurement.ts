/** Two numbers of one run and what they say together. */
export interface Comparison {
  readonly what: string;
  readonly ours: number;
  readonly base: number;
  readonly unit: 'ms' | 'KB' | 'orders/s' | 'writes/s';
  readonly baseUnit?: Comparison['unit'];
}

export interface Conditions {
  readonly rounds: number;
  /** The assembly of the product with a settling time of 0. */
  readonly assembly: string;
  readonly root: string;
  /** Told after every round. */
  readonly tick: () => void;
}

/** One thing that `npm run bench` measures. */
export interface Measurement {
  readonly name: string;
  /** What `ours` is compared with: the heading of the base column says it in a few words. */
  readonly about: string;
  readonly rounds: number;
  run(conditions: Conditions): Promise<readonly Comparison[]>;
}
