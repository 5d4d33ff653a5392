import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import { type Item, typeOf } from './attribute-value.ts';
import { plainCopy } from './plain-items.ts';

/** The members of a request in which its values are, as copies; `Keys` by the table of a batch. */
export interface RequestParts {
  Item?: Item;
  Key?: Item;
  ExclusiveStartKey?: Item;
  ExpressionAttributeValues?: Item;
  Keys?: Record<string, Item[]>;
}

type ItemMember = Exclude<keyof RequestParts, 'Keys'>;

/**
 * A request whose values are plain, taken apart. Whatever is checked of a request, its expressions included, comes out
 * the same for all of one shape, save what compares two of its values.
 */
export interface ShapedRequest {
  /** The same, one after another, for all requests of one shape, and for no others. */
  readonly marks: readonly Mark[];
  /** The longest of its texts but for those in values: few shapes have it in common. */
  readonly longest: string;
  readonly parts: RequestParts;
}

export type Mark = string | number | boolean | typeof end;

/** Stands behind what there is any number of, so that two requests have the same marks only if they have the same members. */
const end = null;

const constants = [
  'ConditionExpression',
  'ConsistentRead',
  'FilterExpression',
  'IndexName',
  'KeyConditionExpression',
  'Limit',
  'ProjectionExpression',
  'ReturnConsumedCapacity',
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
  'ScanIndexForward',
  'Segment',
  'Select',
  'TableName',
  'TotalSegments',
  'UpdateExpression',
] as const;

/** What is known of a request's members; of another nobody knows here what is checked. */
const kinds = new Map<string, 'constant' | 'item' | 'names' | 'values' | 'reads'>([
  ...constants.map((name) => [name, 'constant'] as const),
  ['Item', 'item'],
  ['Key', 'item'],
  ['ExclusiveStartKey', 'item'],
  ['ExpressionAttributeNames', 'names'],
  ['ExpressionAttributeValues', 'values'],
  ['RequestItems', 'reads'],
]);

/** Nothing = there is something in the request for which its shape would not answer. */
export function shapeOf(operation: string, request: JsonObject): ShapedRequest | undefined {
  const shaping = new Shaping(operation);
  return shaping.addMembers(request) ? shaping : undefined;
}

class Shaping implements ShapedRequest {
  readonly marks: Mark[];
  longest = '';
  readonly parts: RequestParts = {};

  constructor(operation: string) {
    this.marks = [operation];
  }

  addMembers(request: JsonObject): boolean {
    for (const name in request) {
      const member = request[name];
      if (member === undefined) continue;
      this.marks.push(name);
      if (!this.#addMember(name, member)) return false;
    }
    this.marks.push(end);
    return true;
  }

  #addMember(name: string, member: Json): boolean {
    switch (kinds.get(name)) {
      case 'constant':
        return this.#addConstant(member);
      case 'item':
        return this.#addItem(name as ItemMember, member) !== undefined;
      case 'names':
        return this.#addNames(member);
      case 'values':
        return this.#addTypes(this.#addItem('ExpressionAttributeValues', member));
      case 'reads':
        return this.marks[0] === 'BatchGetItem' && this.#addReads(member);
      default:
        return false;
    }
  }

  #addConstant(member: Json): boolean {
    if (typeof member === 'object') return false;
    if (typeof member === 'string' && member.length > this.longest.length) this.longest = member;
    this.marks.push(member);
    return true;
  }

  #addItem(name: ItemMember, member: Json): Item | undefined {
    const item = plainCopy(member);
    if (item) this.parts[name] = item;
    return item;
  }

  #addNames(names: Json): boolean {
    if (!isObject(names)) return false;
    for (const name in names) {
      const meant = names[name];
      if (typeof meant !== 'string') return false;
      this.marks.push(name, meant);
    }
    this.marks.push(end);
    return true;
  }

  #addTypes(values: Item | undefined): boolean {
    if (!values) return false;
    for (const name in values) this.marks.push(name, typeOf(values[name]!));
    this.marks.push(end);
    return true;
  }

  #addReads(tables: Json): boolean {
    if (!isObject(tables)) return false;
    this.parts.Keys = {};
    for (const table in tables) {
      const reads = tables[table];
      if (!isObject(reads)) return false;
      const { Keys, ...options } = reads;
      const keys = Array.isArray(Keys) ? distinctKeys(Keys) : undefined;
      if (!keys) return false;
      this.parts.Keys[table] = keys;
      this.marks.push(table, keys.length);
      if (!this.addMembers(options)) return false;
    }
    this.marks.push(end);
    return true;
  }
}

/** Texts stand behind their length: two keys come out the same only if they have the same texts. */
const told = (text: string) => `${text.length} ${text}`;

/** Copies of keys that are made of texts of the same names; nothing if they are not, or if one occurs twice. */
function distinctKeys(given: readonly Json[]): Item[] | undefined {
  const keys: Item[] = [];
  const seen = new Set<string>();
  let names: string | undefined;
  for (const each of given) {
    const key = plainCopy(each);
    let namesOfKey = '';
    let texts = '';
    for (const name in key) {
      const text = key[name]!.S;
      if (text === undefined) return undefined;
      namesOfKey += told(name);
      texts += told(text);
    }
    names ??= namesOfKey;
    if (!key || namesOfKey !== names) return undefined;
    keys.push(key);
    seen.add(texts);
  }
  return seen.size === keys.length ? keys : undefined;
}
