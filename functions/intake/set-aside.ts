import type { DynamoDBRecord } from 'aws-lambda';
import { transact } from '#shared/adapters/document-client.ts';
import { asideItem } from '#shared/adapters/quarantine.ts';
import type { SourceTable } from '#shared/domain/primitives.ts';
import type { PoisonRecord } from '#shared/lambda/stream-handler.ts';
import type { Desk } from './desk.ts';

interface Aside {
  readonly desk: Pick<Desk, 'cases'>;
  /** Whose stream the record is from. */
  readonly table: SourceTable;
  readonly now: Date;
}

/** Key, field and code; the raw image stays where it is, in the shop's own table. */
export async function setAside(
  { desk, table, now }: Aside,
  { dynamodb }: DynamoDBRecord,
  { code, message }: PoisonRecord,
): Promise<void> {
  const keys = Object.entries(dynamodb?.Keys ?? {}).map(([name, { S, N }]) => [name, S ?? N ?? '']);
  const what = {
    source: table,
    id: dynamodb?.SequenceNumber ?? '',
    keys: Object.fromEntries(keys),
    code,
    field: message,
    at: now.toISOString(),
  };
  await transact([asideItem(desk.cases, what)]);
}
