import * as z from 'zod';
import { typeOf } from '#functions/exception-types/catalog.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { isPaused, type Operations } from '#shared/domain/operations.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { Paused, RowMissing } from '#shared/lambda/errors.ts';
import type { TaskInput } from '#shared/lambda/task-handler.ts';

/** What every task of a case's workflow has at hand. */
export const workbenchEnv = z.object({
  ORDERS_TABLE: z.string(),
  PAYMENTS_TABLE: z.string(),
  INVENTORY_TABLE: z.string(),
  CASES_TABLE: z.string(),
  OPERATIONS_PARAMETER: z.string(),
});

const env = readEnv(workbenchEnv);
export const cases = casesTable(env.CASES_TABLE);
export const tables = sourceTables({
  orders: env.ORDERS_TABLE,
  payments: env.PAYMENTS_TABLE,
  inventory: env.INVENTORY_TABLE,
});

/** The case as it stands, with its type, its facts and what is switched on. @throws RowMissing */
export async function takeUp({ orderId, caseId }: TaskInput) {
  const [record, facts, settings] = await Promise.all([
    cases.read(orderId, caseId),
    tables.facts(orderId),
    readOperations(env.OPERATIONS_PARAMETER),
  ]);
  if (!record) throw new RowMissing(`case ${caseId} of order ${orderId} is not in the Cases table`);
  if (!facts) throw new RowMissing(`order ${orderId} of case ${caseId} is not in the Orders table`);
  return { record, facts, settings, type: typeOf(record.type) };
}

/** @throws Paused while the kill switch is on */
export function assertNotPaused(settings: Operations, now: Date): void {
  if (isPaused(settings, now)) throw new Paused('writes, mails and refunds are paused; resume to go on');
}
