import type { Json } from '../service.ts';
import type { SizedItem } from './item-size.ts';

export interface CapacityRequest {
  TableName: string;
  ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE';
  ConsistentRead?: boolean;
}

export const readUnits = (bytes: number, consistent: boolean | undefined) =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);

export const writeUnits = (...images: (SizedItem | undefined)[]) =>
  Math.max(1, ...images.map((image) => (image ? Math.ceil(image.bytes / 1024) : 0)));

/** The `ConsumedCapacity` member of an answer, if it was asked for. */
export function consumed(request: CapacityRequest, units: () => number) {
  const { TableName, ReturnConsumedCapacity: wanted } = request;
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return {};
  const CapacityUnits = units();
  return {
    ConsumedCapacity: { TableName, CapacityUnits, ...(wanted === 'INDEXES' && { Table: { CapacityUnits } }) },
  };
}

/** The same for a request about several items, summed up by table. */
export function consumedByTable(
  kind: 'Read' | 'Write',
  wanted: Json | undefined,
  parts: { table: string; units: number }[],
) {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return {};
  const unitsByTable = new Map<string, number>();
  for (const { table, units } of parts) unitsByTable.set(table, (unitsByTable.get(table) ?? 0) + units);
  const ConsumedCapacity = [...unitsByTable].map(([TableName, CapacityUnits]) => {
    const capacity = { CapacityUnits, [`${kind}CapacityUnits`]: CapacityUnits };
    return { TableName, ...capacity, ...(wanted === 'INDEXES' && { Table: capacity }) };
  });
  return { ConsumedCapacity };
}
