import type { AttributeValue, Item } from '../dynamodb/attribute-value.ts';
import type { Json } from '../service.ts';

/** An item as JSON, for reading: numbers beyond JSON's and bytes stay text, sets become lists. */
export function plainItem(item: Item): Record<string, Json> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue({ S, N, B, BOOL, NULL, SS, NS, BS, L, M }: AttributeValue): Json {
  if (N !== undefined) return plainNumber(N);
  if (NULL !== undefined) return null;
  if (M !== undefined) return plainItem(M);
  if (L !== undefined) return L.map(plainValue);
  if (NS !== undefined) return NS.map(plainNumber);
  return S ?? BOOL ?? SS ?? B ?? BS ?? null;
}

function plainNumber(digits: string): Json {
  const number = Number(digits);
  return String(number) === digits ? number : digits;
}
