import middy from '@middy/core';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { catalog } from '#functions/exception-types/catalog.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { isPaused, modeOf, type Operations } from '#shared/domain/operations.ts';
import { orderId, sourceTables as sourceTableNames } from '#shared/domain/primitives.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { PoisonRecord, streamHandler } from '#shared/lambda/stream-handler.ts';
import { allocateStock } from './allocate-stock.ts';
import { openCase } from './open-case.ts';

const env = readEnv(
  z.object({
    SOURCE_TABLE: z.enum(sourceTableNames),
    ORDERS_TABLE: z.string(),
    PAYMENTS_TABLE: z.string(),
    INVENTORY_TABLE: z.string(),
    CASES_TABLE: z.string(),
    STATE_MACHINE_ARN_PREFIX: z.string(),
    OPERATIONS_PARAMETER: z.string(),
  }),
);
const tables = sourceTables({ orders: env.ORDERS_TABLE, payments: env.PAYMENTS_TABLE, inventory: env.INVENTORY_TABLE });
const cases = casesTable(env.CASES_TABLE);

/** One record says "look at this order": the present rows are judged, never the images. */
async function look(record: DynamoDBRecord): Promise<void> {
  const removedByTtl = record.userIdentity?.type === 'Service';
  if (record.eventName === 'REMOVE' || removedByTtl || env.SOURCE_TABLE === 'inventory') return;
  const id = orderId.safeParse(record.dynamodb?.Keys?.orderId?.S);
  if (!id.success) throw new PoisonRecord('ID_INVALID', 'orderId: 1 to 40 of A-Z a-z 0-9 _ -');
  const now = systemWorld.now();
  const settings = await readOperations(env.OPERATIONS_PARAMETER);
  if (mayWrite(settings, now)) await readable(() => allocateStock(tables, id.data, now));
  const facts = await readable(() => tables.facts(id.data));
  if (!facts) return;
  for (const type of catalog) {
    const finding = type.rules[env.SOURCE_TABLE]?.(facts, now);
    if (finding) await openCase(cases, env.STATE_MACHINE_ARN_PREFIX, type, facts.order, finding, now);
  }
}

/** Stock is set aside once any type may act; a shop that only watches is not written to. */
const mayWrite = (settings: Operations, now: Date) =>
  !isPaused(settings, now) && catalog.some((type) => modeOf(settings, type.key, now) !== 'observe');

/** A row that does not fit its schema will not fit it on the next try either. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw new PoisonRecord('SCHEMA', `${issue?.path.join('.')}: ${issue?.message}`);
  }
}

/** Key, field and code; the raw image stays where it is, in the shop's own table. */
async function quarantine(record: DynamoDBRecord, fault: PoisonRecord): Promise<void> {
  const at = systemWorld.now().toISOString();
  await cases.put({
    pk: `QUARANTINE#${env.SOURCE_TABLE}`,
    sk: `${at}#${record.dynamodb?.SequenceNumber}`,
    entity: 'quarantine',
    keys: JSON.stringify(record.dynamodb?.Keys ?? {}),
    code: fault.code,
    field: fault.message,
    at,
  });
}

export const handler = middy(streamHandler(look, quarantine));
