import { type AttributeValue, type Item, typeOf } from './attribute-value.ts';

export const maxItemBytes = 400 * 1024;

/** An item, which from now on is never changed but replaced, so that its size is counted once. */
export class SizedItem {
  readonly item: Item;
  #bytes: number | undefined;

  constructor(item: Item, bytes?: number) {
    // What was built attribute by attribute, or has lost one, the engine reads slowly and may keep as a hash table of six
    // times the size; a copy made in one go it does not.
    this.item = { ...item };
    this.#bytes = bytes;
  }

  get bytes(): number {
    this.#bytes ??= itemBytes(this.item);
    return this.#bytes;
  }

  /** What has become of it; of attributes that both share nothing is counted. */
  changedTo(after: Item): SizedItem {
    const before = this.item;
    let bytes = this.bytes;
    for (const name in after) if (after[name] !== before[name]) bytes += attributeBytes(name, after[name]!);
    for (const name in before) if (after[name] !== before[name]) bytes -= attributeBytes(name, before[name]!);
    return new SizedItem(after, bytes);
  }
}

/** The bytes that AWS counts for an item: UTF-8 names and values, numbers packed, three bytes for each list or map. */
export function itemBytes(item: Item): number {
  let sum = 0;
  for (const name in item) sum += attributeBytes(name, item[name]!);
  return sum;
}

const attributeBytes = (name: string, value: AttributeValue) => textBytes(name) + valueBytes(value);

function valueBytes(value: AttributeValue): number {
  switch (typeOf(value)) {
    case 'S':
      return textBytes(value.S!);
    case 'N':
      return numberBytes(value.N!);
    case 'B':
      return binaryBytes(value.B!);
    case 'SS':
      return sum(value.SS!, textBytes);
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

function sum<T>(members: readonly T[], bytes: (member: T) => number): number {
  let all = 0;
  for (const member of members) all += bytes(member);
  return all;
}

/** UTF-8; a text that is short and has one byte a letter, as almost all have, is not handed to the platform for it. */
function textBytes(text: string): number {
  if (text.length > 64) return Buffer.byteLength(text);
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return Buffer.byteLength(text);
  return text.length;
}

/**
 * One byte, and one for every two significant digits before and after the point (each half rounded up), and one for a
 * minus sign: as AWS was measured to count, which is not quite as it documents. Numbers are normal here: no exponent.
 */
function numberBytes(digits: string): number {
  const sign = digits.startsWith('-') ? 1 : 0;
  const point = digits.indexOf('.');
  let end = point < 0 ? digits.length : point;
  if (point < 0) while (end > sign && digits[end - 1] === '0') end--;
  let before = end - sign;
  if (before === 1 && digits[sign] === '0') before = 0;
  let from = point < 0 ? digits.length : point + 1;
  if (before === 0) while (digits[from] === '0') from++;
  const after = digits.length - from;
  if (before === 0 && after === 0) return 1;
  return 1 + Math.ceil(before / 2) + Math.ceil(after / 2) + sign;
}

const binaryBytes = (base64: string) => Buffer.byteLength(base64, 'base64');
