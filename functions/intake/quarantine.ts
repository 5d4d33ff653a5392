import type { DynamoDBRecord } from 'aws-lambda';
import type { SourceTable } from '#shared/domain/primitives.ts';
import type { PoisonRecord } from '#shared/lambda/stream-handler.ts';
import type { Desk } from './desk.ts';

interface Quarantine {
  readonly desk: Pick<Desk, 'cases'>;
  /** Whose stream the record is from. */
  readonly table: SourceTable;
  readonly now: Date;
}

/** Key, field and code; the raw image stays where it is, in the shop's own table. */
export async function quarantine(
  { desk, table, now }: Quarantine,
  record: DynamoDBRecord,
  fault: PoisonRecord,
): Promise<void> {
  const at = now.toISOString();
  await desk.cases.put({
    pk: `QUARANTINE#${table}`,
    sk: `${at}#${record.dynamodb?.SequenceNumber}`,
    entity: 'quarantine',
    keys: JSON.stringify(record.dynamodb?.Keys ?? {}),
    code: fault.code,
    field: fault.message,
    at,
  });
}
