import * as z from 'zod';

/** A number with its unit and its allowed range, which an error then names. */
export function range(unit: string, min: number, max: number) {
  const error = ({ input }: { input?: unknown }) =>
    `${JSON.stringify(input)} is refused, allowed: ${min}..${max} ${unit}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

/** The same for whole numbers. */
export function whole(unit: string, min: number, max: number) {
  const error = ({ input }: { input?: unknown }) =>
    `${JSON.stringify(input)} is refused, allowed: whole numbers ${min}..${max} (${unit})`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}
