import type { AttributeValue } from './attribute-value.ts';
import { database } from './dynalite.ts';
import { partitionKeyOf } from './encoded-keys.ts';
import type { KeyRange } from './sorted-entries.ts';

export interface KeyCondition {
  ComparisonOperator: string;
  AttributeValueList: AttributeValue[];
}

/** Sorts after every continuation of an encoded key, which is made of hexadecimal digits and slashes. */
const last = '~';

/** The keys of one partition that a condition on the sort key admits. */
export function keyRange(partition: AttributeValue, sort: KeyCondition | undefined): KeyRange {
  const [[type, value]] = Object.entries(partition) as [[string, string]];
  const start = partitionKeyOf(value, type);
  if (!sort) return { gte: start, lt: start + last };
  const encoded = sort.AttributeValueList.map((operand) => start + database.toRangeStr(operand));
  const from = `${encoded[0]}/`;
  switch (sort.ComparisonOperator) {
    case 'EQ':
      return { gte: from, lte: from + last };
    case 'LT':
      return { gte: start, lt: from };
    case 'LE':
      return { gte: start, lte: from + last };
    case 'GT':
      return { gt: from + last, lt: start + last };
    case 'GE':
      return { gte: from, lt: start + last };
    case 'BEGINS_WITH':
      return { gte: encoded[0]!, lt: encoded[0]! + last };
    default:
      return { gte: from, lte: `${encoded[1]}/${last}` };
  }
}
