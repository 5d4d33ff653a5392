import type { AttributeValue } from './attribute-value.ts';
import { encodedValue, end, last, partitionKeyOf } from './encoded-keys.ts';
import type { KeyRange } from './sorted-entries.ts';

export interface KeyCondition {
  ComparisonOperator: string;
  AttributeValueList: AttributeValue[];
}

/** The keys of one partition that a condition on the sort key admits. */
export function keyRange(partition: AttributeValue, sort: KeyCondition | undefined): KeyRange {
  const start = encoded(partition, partitionKeyOf);
  if (!sort) return { gte: start, lt: start + last };
  const [operand, upper] = sort.AttributeValueList as [AttributeValue, AttributeValue?];
  const beginning = start + encoded(operand, encodedValue);
  const from = beginning + end;
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
      return { gte: beginning, lt: beginning + last };
    default:
      return { gte: from, lte: start + encoded(upper!, encodedValue) + end + last };
  }
}

function encoded(value: AttributeValue, encode: (value: string, type: string) => string): string {
  for (const type of ['S', 'N', 'B'] as const) {
    const held = value[type];
    if (held !== undefined) return encode(held, type);
  }
  throw new TypeError('Only texts, numbers and binaries stand in a key');
}
