/** A deep copy of anything made of JSON, in which nothing is undefined: what a service holds is never shared with a caller. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    const member = value[key];
    if (member !== undefined) copy[key] = typeof member === 'object' ? copyOf(member) : member;
  }
  return copy as T;
}
