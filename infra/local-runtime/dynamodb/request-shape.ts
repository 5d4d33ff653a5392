import { isObject } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import type { Item } from './attribute-value.ts';
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
  readonly shape: string;
  readonly parts: RequestParts;
}

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

/** Texts stand in a shape behind their length: two requests have one shape only if they have the same texts. */
const told = (text: string) => `${text.length} ${text}`;

class Shaping implements ShapedRequest {
  shape: string;
  readonly parts: RequestParts = {};

  constructor(operation: string) {
    this.shape = operation;
  }

  addMembers(request: JsonObject): boolean {
    for (const name in request) {
      const member = request[name];
      if (member === undefined) continue;
      this.shape += `\n${name}`;
      if (!this.#addMember(name, member)) return false;
    }
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
        return this.shape === 'BatchGetItem\nRequestItems' && this.#addReads(member);
      default:
        return false;
    }
  }

  #addConstant(member: Json): boolean {
    if (typeof member === 'object') return false;
    this.shape += typeof member === 'string' ? told(member) : `=${member}`;
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
      this.shape += `\n${told(name)}${told(meant)}`;
    }
    return true;
  }

  #addTypes(values: Item | undefined): boolean {
    for (const name in values) for (const type in values[name]) this.shape += `\n${told(name)}${type}`;
    return values !== undefined;
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
      this.shape += `\n${told(table)}${keys.length}`;
      if (!this.addMembers(options)) return false;
    }
    return true;
  }
}

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
