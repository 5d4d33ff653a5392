import type { Desk } from './desk.ts';
import { wrongUse } from './refusal.ts';

/**
 * The types that a command is about: the one that was named, or each; `word` is how it was named.
 * @throws CommandRefused for an unknown type
 */
export function typesAsked({ types }: Desk, type: string | undefined, word = type): readonly string[] {
  const known = types.map(({ key }) => key);
  if (type === undefined) return known;
  if (!known.includes(type)) throw wrongUse(`${word}: no such type; there are ${known.join(', ')}`);
  return [type];
}

/** A month as `yyyy-mm`: the one that was named, or the present one, in UTC. */
export const monthAsked = (month: string | undefined, now: Date): string => month ?? now.toISOString().slice(0, 7);
