/** A value as DynamoDB's API writes it: exactly one of the members is there. */
export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
}

export type AttributeType = keyof AttributeValue;
export type Item = Record<string, AttributeValue>;
/** A document path with its names resolved: `a.b[2]` is `['a', 'b', 2]`. */
export type DocumentPath = readonly (string | number)[];

export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new TypeError('An attribute value has one member, this one has none');
}

/** Equality as DynamoDB sees it: sets have no sequence, map members no sequence, numbers are already normal. */
export function equalValues(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  switch (type) {
    case 'L':
      return a.L!.length === b.L!.length && a.L!.every((member, i) => equalValues(member, b.L![i]));
    case 'M':
      return equalItems(a.M!, b.M!);
    case 'SS':
    case 'NS':
    case 'BS': {
      const members = new Set(b[type]);
      return a[type]!.length === members.size && a[type]!.every((member) => members.has(member));
    }
    default:
      return a[type] === b[type];
  }
}

export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => equalValues(a[name], b[name]));
}

/** The value at a document path, or undefined when a step of it leads nowhere. */
export function valueAt(path: DocumentPath, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step];
  return value;
}
