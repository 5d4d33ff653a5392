/** Where a list of numbers lies; all 0 when it is empty. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const order = [...values].sort((a, b) => a - b);
  const at = (share: number) => rounded(order[Math.max(0, Math.ceil(order.length * share) - 1)] ?? 0, 2);
  return { count: order.length, median: at(0.5), p90: at(0.9), most: at(1) };
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
