import type { ExceptionType } from './exception-type.ts';
import { outOfStock } from './out-of-stock/definition.ts';

/** The registration: one line per type. */
export const catalog: readonly ExceptionType[] = [outOfStock];

/** Thrown when a row names a type that is not installed. */
export class TypeUnknown extends Error {
  override readonly name = 'TypeUnknown';
}

/** @throws TypeUnknown */
export function typeOf(key: string): ExceptionType {
  const found = catalog.find((type) => type.key === key);
  if (!found)
    throw new TypeUnknown(`no exception type '${key}'; installed: ${catalog.map((type) => type.key).join(', ')}`);
  return found;
}
