import type { AttributeValue, Item } from './attribute-value.ts';
import { database } from './dynalite.ts';
import type { Mark, RequestParts, ShapedRequest } from './request-shape.ts';

/** So many different requests are remembered; an application makes fewer, a program that builds them makes more. */
const most = 5_000;

/** Makes a piece of a checked request for other values. */
type Fill = (parts: RequestParts) => unknown;

/** By a piece of a checked request, where it comes from. */
type Origins = Map<unknown, Fill>;

interface Remembered {
  readonly marks: readonly Mark[];
  readonly fill: Fill;
  readonly ranges: readonly Range[];
}

/** The bounds of a BETWEEN that are both values: DynamoDB refuses a lower one above the upper one. */
interface Range {
  readonly lower: Fill;
  readonly upper: Fill;
}

/**
 * Requests that were checked and found right, by their shape: one of the same shape is right too, and comes out the same
 * with its own values in it, its expressions parsed.
 */
export class RememberedRequests {
  /** By the longest of its texts. */
  readonly #known = new Map<string, Remembered[]>();
  #count = 0;

  /** The checked request; nothing = none of this shape has passed, or two of its values do not go together. */
  filled({ marks, longest, parts }: ShapedRequest): object | undefined {
    const known = this.#known.get(longest)?.find((each) => areSame(each.marks, marks));
    if (!known) return undefined;
    for (const range of known.ranges) if (isTurnedRound(range, parts)) return undefined;
    return known.fill(parts) as object;
  }

  /** Takes note of what has come out of a request of this shape. */
  remember({ marks, longest }: ShapedRequest, checked: object): void {
    const origins = originsIn(checked as CheckedRequest);
    if (dependsOnValues(checked, origins)) return;
    if (this.#count >= most) this.#forget();
    const alike = this.#known.get(longest) ?? [];
    if (alike.some((each) => areSame(each.marks, marks))) return;
    const fill = fillable(checked, origins) ?? (() => checked);
    alike.push({ marks, fill, ranges: rangesIn(checked, origins) });
    this.#known.set(longest, alike);
    this.#count++;
  }

  #forget(): void {
    this.#known.clear();
    this.#count = 0;
  }
}

function areSame(some: readonly Mark[], others: readonly Mark[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

function isTurnedRound({ lower, upper }: Range, parts: RequestParts): boolean {
  return database.compare('GT', lower(parts) as AttributeValue, upper(parts) as AttributeValue);
}

interface CheckedRequest extends Omit<RequestParts, 'Keys'> {
  RequestItems?: Record<string, { Keys: Item[] }>;
}

function originsIn(checked: CheckedRequest): Origins {
  const origins: Origins = new Map();
  for (const member of ['Item', 'Key', 'ExclusiveStartKey', 'ExpressionAttributeValues'] as const) {
    if (checked[member]) origins.set(checked[member], (parts) => parts[member]);
  }
  for (const [name, value] of Object.entries(checked.ExpressionAttributeValues ?? {})) {
    origins.set(value, (parts) => parts.ExpressionAttributeValues![name]);
  }
  for (const [table, { Keys }] of Object.entries(checked.RequestItems ?? {})) {
    origins.set(Keys, (parts) => parts.Keys![table]);
  }
  return origins;
}

/** How to make a piece again for other values; nothing if it holds none, so that it serves again as it is. */
function fillable(piece: unknown, origins: Origins): Fill | undefined {
  const origin = origins.get(piece);
  if (origin) return origin;
  if (typeof piece !== 'object' || piece === null) return undefined;
  if (Array.isArray(piece)) return fillableList(piece, origins);
  const changing: { name: string; fill: Fill }[] = [];
  for (const [name, member] of Object.entries(piece)) {
    const fill = fillable(member, origins);
    if (fill) changing.push({ name, fill });
  }
  if (changing.length === 0) return undefined;
  const copied = copierOf(piece);
  return (parts) => {
    const copy = copied();
    for (const { name, fill } of changing) copy[name] = fill(parts);
    return copy;
  };
}

function fillableList(pieces: readonly unknown[], origins: Origins): Fill | undefined {
  const changing = pieces.flatMap((piece, at) => {
    const fill = fillable(piece, origins);
    return fill ? [{ at, fill }] : [];
  });
  if (changing.length === 0) return undefined;
  return (parts) => {
    const copy = pieces.slice();
    for (const { at, fill } of changing) copy[at] = fill(parts);
    return copy;
  };
}

function copierOf(piece: object): () => Record<string, unknown> {
  // The conditions on keys have no prototype, so that none is found under a name that every object has.
  if (Object.getPrototypeOf(piece) === null) return () => bareCopy(piece as Record<string, unknown>);
  const given = piece as Record<string, unknown>;
  const copied = copierByMembers[Object.keys(piece).join()];
  return () => (copied ? copied(given) : Object.assign({}, given));
}

function bareCopy(piece: Record<string, unknown>): Record<string, unknown> {
  const copy = Object.create(null);
  for (const name in piece) copy[name] = piece[name];
  return copy;
}

/** What expressions have many of is copied by a literal, which takes a tenth of the time that a copy of any object takes. */
const copierByMembers: Record<string, (piece: Record<string, unknown>) => Record<string, unknown>> = {
  'type,args': ({ type, args }) => ({ type, args }),
  'type,args,attrType': ({ type, args, attrType }) => ({ type, args, attrType }),
  'type,name,args,attrType': ({ type, name, args, attrType }) => ({ type, name, args, attrType }),
  'type,path,val,attrType': ({ type, path, val, attrType }) => ({ type, path, val, attrType }),
  'sections,paths,nestedPaths': ({ sections, paths, nestedPaths }) => ({ sections, paths, nestedPaths }),
  'expression,nestedPaths,pathHeads': ({ expression, nestedPaths, pathHeads }) => ({
    expression,
    nestedPaths,
    pathHeads,
  }),
  'ComparisonOperator,AttributeValueList': ({ ComparisonOperator, AttributeValueList }) => ({
    ComparisonOperator,
    AttributeValueList,
  }),
};

/** What a piece may be: a call in an expression, or a condition on a key. */
interface Piece {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly args?: readonly unknown[];
  readonly ComparisonOperator?: unknown;
  readonly AttributeValueList?: readonly unknown[];
}

/** Whether a value, not only its type, decides if the expression is right: the type that `attribute_type` names. */
function dependsOnValues(piece: unknown, origins: Origins): boolean {
  return pieces(piece, origins).some(({ type, name }) => type === 'function' && name === 'attribute_type');
}

function rangesIn(piece: unknown, origins: Origins): Range[] {
  return pieces(piece, origins).flatMap((each) => {
    const [lower, upper] = boundsOf(each).map((bound) => origins.get(bound));
    return lower && upper ? [{ lower, upper }] : [];
  });
}

function boundsOf({ type, args = [], ComparisonOperator, AttributeValueList = [] }: Piece): readonly unknown[] {
  if (type === 'between') return args.slice(1);
  return ComparisonOperator === 'BETWEEN' ? AttributeValueList : [];
}

/** The objects of a checked request, but not those in its values. */
function pieces(piece: unknown, origins: Origins): Piece[] {
  if (typeof piece !== 'object' || piece === null || origins.has(piece)) return [];
  return [piece, ...Object.values(piece).flatMap((member) => pieces(member, origins))];
}
