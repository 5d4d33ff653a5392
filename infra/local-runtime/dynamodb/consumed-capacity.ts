import type { Item } from './attribute-value.ts';
import { itemBytes } from './item-size.ts';

export interface CapacityRequest {
  TableName: string;
  ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE';
  ConsistentRead?: boolean;
}

export const readUnits = (bytes: number, consistent: boolean | undefined) =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);

export const writeUnits = (...images: (Item | undefined)[]) =>
  Math.max(1, ...images.map((image) => (image ? Math.ceil(itemBytes(image) / 1024) : 0)));

/** The `ConsumedCapacity` member of an answer, if it was asked for. */
export function consumed(request: CapacityRequest, units: () => number) {
  const { TableName, ReturnConsumedCapacity: wanted } = request;
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return {};
  const CapacityUnits = units();
  return {
    ConsumedCapacity: { TableName, CapacityUnits, ...(wanted === 'INDEXES' && { Table: { CapacityUnits } }) },
  };
}
