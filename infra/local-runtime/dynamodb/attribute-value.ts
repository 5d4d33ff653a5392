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
      return equalLists(a.L!, b.L!);
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

function equalLists(a: AttributeValue[], b: AttributeValue[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!equalValues(a[at], b[at])) return false;
  return true;
}

export function equalItems(a: Item, b: Item): boolean {
  if (a === b) return true;
  let more = 0;
  for (const _ in a) more++;
  for (const _ in b) more--;
  if (more !== 0) return false;
  for (const name in a) if (!Object.hasOwn(b, name) || !equalValues(a[name], b[name])) return false;
  return true;
}

/** The value at a document path, or undefined when a step of it leads nowhere. */
export function valueAt(path: DocumentPath, item: Item): AttributeValue | undefined {
  if (path.length === 0) return { M: item };
  let value: AttributeValue | undefined = item[path[0]!];
  for (let at = 1; at < path.length; at++) {
    const step = path[at]!;
    value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step];
  }
  return value;
}
