import { isObject } from '../json-fields.ts';
import type { Json } from '../service.ts';
import type { AttributeValue, Item } from './attribute-value.ts';

/*
 * What most items are made of: texts, numbers, truth values, and lists and maps of them. Nothing can be wrong with these
 * but their type and the form of a number, so one walk copies and checks them; everything else has rules of its own.
 */

/** A number as DynamoDB writes it, of at most 38 digits. */
const normalNumber = /^(?:0|-?[1-9]\d{0,37}|-?(?:0|[1-9]\d{0,18})\.\d{0,18}[1-9])$/;

/** A copy of an item; nothing if it is not plain, or no item. */
export function plainCopy(item: Json | undefined): Item | undefined {
  if (!isObject(item)) return undefined;
  const copy: Item = {};
  for (const name in item) {
    const value = item[name];
    if (value === undefined) continue;
    const copied = plainValue(value);
    if (!copied) return undefined;
    copy[name] = copied;
  }
  return copy;
}

function plainValue(value: Json): AttributeValue | undefined {
  if (!isObject(value)) return undefined;
  let copy: AttributeValue | undefined;
  for (const type in value) {
    const held = value[type];
    if (held === undefined) continue;
    if (copy) return undefined;
    copy = plainOf(type, held);
    if (!copy) return undefined;
  }
  return copy;
}

function plainOf(type: string, held: Json): AttributeValue | undefined {
  switch (type) {
    case 'S':
      return typeof held === 'string' ? { S: held } : undefined;
    case 'N':
      return typeof held === 'string' && normalNumber.test(held) ? { N: held } : undefined;
    case 'BOOL':
      return typeof held === 'boolean' ? { BOOL: held } : undefined;
    case 'NULL':
      return held === true ? { NULL: true } : undefined;
    case 'L': {
      const members = Array.isArray(held) ? plainList(held) : undefined;
      return members && { L: members };
    }
    case 'M': {
      const members = plainCopy(held);
      return members && { M: members };
    }
    default:
      return undefined;
  }
}

function plainList(members: readonly Json[]): AttributeValue[] | undefined {
  const copy: AttributeValue[] = [];
  for (const member of members) {
    const copied = plainValue(member);
    if (!copied) return undefined;
    copy.push(copied);
  }
  return copy;
}
