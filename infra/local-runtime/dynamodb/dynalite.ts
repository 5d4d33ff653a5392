import { createRequire } from 'node:module';
import type { AttributeValue, DocumentPath, Item } from './attribute-value.ts';

/*
 * The parts of dynalite 4 that are used here: the request validators with AWS's messages, the expression parsers behind
 * them, and the sortable encoding of keys. It publishes no types and no such entry points, hence the deep requires.
 */

/** An operand of a parsed expression: a path, a literal, or a function or arithmetic of operands. */
export type Operand = DocumentPath | AttributeValue | Expression;

export interface Expression {
  type: string;
  name?: string;
  args: Operand[];
}

export const isPath = (operand: Operand): operand is DocumentPath => Array.isArray(operand);
export const isExpression = (operand: Operand): operand is Expression => 'args' in operand;

export interface UpdateClause {
  type: 'set' | 'remove' | 'add' | 'delete';
  path: DocumentPath;
  val: Operand;
  attrType?: keyof AttributeValue | null;
}

/** What the validators leave in the request for the expressions in it. */
export interface ParsedExpressions {
  _condition?: { expression: Expression; nestedPaths: Record<string, true> };
  _filter?: { expression: Expression; nestedPaths: Record<string, true>; pathHeads: Record<string, true> };
  _projection?: { paths: DocumentPath[]; nestedPaths: Record<string, true> };
  _updates?: { sections: UpdateClause[]; paths: DocumentPath[]; nestedPaths: Record<string, true> };
}

export interface KeySchemaElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}

/** The part of a table's description from which keys are made and checked. */
export interface KeyedTable {
  KeySchema: KeySchemaElement[];
  AttributeDefinitions: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
}

/** What dynalite returns instead of throwing; `body.__type` ends in AWS's error code. */
export interface DynaliteError extends Error {
  statusCode: number;
  body: { __type: string; message?: string; Message?: string };
}
type Verdict = DynaliteError | null | undefined;

interface Validation {
  types: object;
  custom?: (data: object, store: object) => string | undefined;
}

interface Validations {
  checkTypes(data: object, types: object): object;
  checkValidations(data: object, types: object, custom: Validation['custom'], store: object): void;
}

interface LegacyConditions {
  Expected?: object;
  ConditionalOperator?: string;
}

interface Database {
  validateKey(key: Item, table: KeyedTable): Verdict;
  validateItem(item: Item, table: KeyedTable): Verdict;
  validateUpdates(updates: object | undefined, parsed: object | undefined, table: KeyedTable): Verdict;
  validateKeyPaths(nestedPaths: object | undefined, table: KeyedTable): Verdict;
  checkConditional(data: LegacyConditions, item: Item | undefined): Verdict;
  compare(comparison: 'GT', a: AttributeValue, b: AttributeValue): boolean;
  hashPrefix(value: string, type: string): string;
  toRangeStr(value: string | AttributeValue, type?: string): string;
  matchesFilter(item: Item, filter: object, operator: string | undefined): boolean;
  mapPaths(paths: (DocumentPath | string)[], item: Item): Item;
}

/** An exact decimal; DynamoDB's numbers have up to 38 digits. */
export interface Decimal {
  readonly c: number[];
  readonly e: number;
  plus(other: string): Decimal;
  minus(other: string): Decimal;
  cmp(other: string): -1 | 0 | 1;
  toFixed(): string;
}

const require = createRequire(import.meta.url);
const requireBesideDynalite = createRequire(require.resolve('dynalite/package.json'));

// dynalite/db requires two databases at load time that this runtime never opens; one of them is native code.
for (const [database, name] of [
  ['level', 'Level'],
  ['memory-level', 'MemoryLevel'],
] as const) {
  const file = requireBesideDynalite.resolve(database);
  const stub = { [name]: class {} };
  require.cache[file] ??= Object.assign(Object.create(null), { id: file, filename: file, loaded: true, exports: stub });
}

export const database: Database = require('dynalite/db');
export const validations: Validations = require('dynalite/validations');
export const decimal: (digits: string) => Decimal = requireBesideDynalite('big.js');
export const validationOf = (action: string): Validation => require(`dynalite/validations/${action}`);
