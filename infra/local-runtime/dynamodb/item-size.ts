import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';

export const maxItemBytes = 400 * 1024;

/** An item, which from now on is never changed but replaced, so that its size is counted once. */
export class SizedItem {
  readonly item: Item;
  #bytes: number | undefined;

  constructor(item: Item) {
    this.item = item;
  }

  get bytes(): number {
    this.#bytes ??= itemBytes(this.item);
    return this.#bytes;
  }
}

/** The bytes that AWS counts for an item: UTF-8 names and values, numbers packed, three bytes for each list or map. */
export function itemBytes(item: Item): number {
  let sum = 0;
  for (const name in item) sum += Buffer.byteLength(name) + valueBytes(item[name]!);
  return sum;
}

function valueBytes(value: AttributeValue): number {
  switch (typeOf(value)) {
    case 'S':
      return Buffer.byteLength(value.S!);
    case 'N':
      return numberBytes(value.N!);
    case 'B':
      return binaryBytes(value.B!);
    case 'SS':
      return sum(value.SS!, Buffer.byteLength);
    case 'NS':
      return sum(value.NS!, numberBytes);
    case 'BS':
      return sum(value.BS!, binaryBytes);
    case 'L':
      return 3 + value.L!.length + sum(value.L!, valueBytes);
    case 'M':
      return 3 + Object.keys(value.M!).length + itemBytes(value.M!);
    default:
      return 1;
  }
}

const sum = <T>(members: T[], bytes: (member: T) => number) => members.reduce((all, member) => all + bytes(member), 0);

/**
 * One byte, and one for every two significant digits before and after the point (each half rounded up), and one for a
 * minus sign: as AWS was measured to count, which is not quite as it documents. Numbers are normal here: no exponent.
 */
function numberBytes(digits: string): number {
  const [whole = '', fraction = ''] = digits.replace(/^-/, '').split('.');
  const before = fraction === '' ? whole.replace(/0+$/, '') : whole.replace(/^0$/, '');
  const after = before === '' ? fraction.replace(/^0+/, '') : fraction;
  if (before === '' && after === '') return 1;
  return 1 + Math.ceil(before.length / 2) + Math.ceil(after.length / 2) + (digits.startsWith('-') ? 1 : 0);
}

const binaryBytes = (base64: string) => Buffer.byteLength(base64, 'base64');
