import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type * as z from 'zod';
import { PoisonRecord } from '#shared/lambda/stream-handler.ts';

/**
 * Refuses what a record itself is at fault for, before any row is read: another table's (`UNKNOWN_SOURCE`), without the row
 * (`MISSING_IMAGE`), a version that is not above the one it took the place of (`STALE`), or a key that would become a
 * prototype (`UNKNOWN_FIELD`). `tableName` is the name of the table whose records are worked here.
 * @throws PoisonRecord
 */
export function assertWorthWorking({ dynamodb, eventName, eventSourceARN }: DynamoDBRecord, tableName: string): void {
  const source = eventSourceARN && /:table\/([^/]+)/.exec(eventSourceARN)?.[1];
  if (source !== undefined && source !== tableName) {
    throw new PoisonRecord('UNKNOWN_SOURCE', `eventSourceARN: a record of ${tableName} is expected`);
  }
  if (eventName === 'REMOVE') return;
  const { NewImage: after, OldImage: before } = dynamodb ?? {};
  if (!after) throw new PoisonRecord('MISSING_IMAGE', 'NewImage: the stream must have new and old images');
  if (hasPrototypeKey({ M: after })) throw new PoisonRecord('UNKNOWN_FIELD', '__proto__: is no field');
  const [was, is] = [before?.version?.N, after.version?.N];
  if (was !== undefined && is !== undefined && Number(is) <= Number(was)) {
    throw new PoisonRecord('STALE', 'version: is not above the one before, raise it with each write');
  }
}

function hasPrototypeKey({ M, L }: AttributeValue): boolean {
  if (L) return L.some(hasPrototypeKey);
  return M !== undefined && (Object.hasOwn(M, '__proto__') || Object.values(M).some(hasPrototypeKey));
}

/** A row that does not fit its schema will not fit it on the next try either: the code under which it is set aside. */
export function poisonOf({ issues: [issue] }: z.ZodError): PoisonRecord {
  const { path = [], message = '', code } = issue ?? {};
  const [, named] = /^([A-Z]+_[A-Z_]+):/.exec(message) ?? [];
  return new PoisonRecord(named ?? codeOf(code, message), `${path.join('.')}: ${message}`);
}

/** What a schema finds wrong without having a name for it; a field that is missing is no flip of its type. */
function codeOf(code: string | undefined, message: string): string {
  if (code === 'unrecognized_keys') return 'UNKNOWN_FIELD';
  return code === 'invalid_type' && !message.endsWith('received undefined') ? 'TYPE_MISMATCH' : 'SCHEMA';
}
