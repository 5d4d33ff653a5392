import type { SaidAlong } from '#shared/adapters/case-messages.ts';

/** A mail names so many other orders: with more of them Gmail would cut it off (102 KB). */
const mostNamed = 99;

/** Those that the n-th message names, and how many orders it only counts: each message begins with others. */
export function namedIn(said: readonly SaidAlong[], n: number): { named: SaidAlong[]; unnamed: number } {
  const from = ((n - 1) * mostNamed) % Math.max(1, said.length);
  const turned = [...said.slice(from), ...said.slice(0, from)];
  const named = turned.slice(0, mostNamed);
  const known = new Set(named.map(({ orderId }) => orderId));
  const left = new Set(turned.slice(mostNamed).flatMap(({ orderId }) => (known.has(orderId) ? [] : [orderId])));
  return { named, unnamed: left.size };
}
