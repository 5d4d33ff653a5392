import * as z from 'zod';
import { typeOf } from '#functions/exception-types/catalog.ts';
import type { InstalledType } from '#functions/exception-types/exception-type.ts';
import { allocation } from '#shared/adapters/allocation.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customerOrders } from '#shared/adapters/customer-orders.ts';
import { customers } from '#shared/adapters/customers.ts';
import { type TransactItem, transact } from '#shared/adapters/document-client.ts';
import { incidentCustomers } from '#shared/adapters/incident-customers.ts';
import { incidents } from '#shared/adapters/incidents.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { transitHistory } from '#shared/adapters/transit-history.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { FactKind, Facts } from '#shared/domain/facts.ts';
import { isPaused, type Operations } from '#shared/domain/operations.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { ConcurrentWrite, Paused, RowMissing } from '#shared/lambda/errors.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import type { TaskInput } from '#shared/lambda/task-handler.ts';

/** What every task of a case's workflow has at hand. */
const env = readEnv(
  z.object({
    ...sourceTableVariables,
    CASES_TABLE: z.string(),
    OPERATIONS_PARAMETER: z.string(),
    SETTINGS: settingsVariable,
  }),
);
export const cases = casesTable(env.CASES_TABLE);
export const tables = sourceTables(
  sourceTableNames(env),
  customerOrders(cases),
  transitHistory(cases, systemWorld.now),
);
export const stock = allocation(tables);
export const question = questionLock(cases);
export const incidentsOf = incidents(cases);
export const people = incidentCustomers(cases);
export const contacts = customers(cases);
export const settings = env.SETTINGS;

/** A case on the workbench: the row, the order's facts, what is switched on, and the type's rules. */
export interface Work {
  readonly record: CaseRecord;
  readonly facts: Facts;
  readonly operations: Operations;
  readonly type: InstalledType;
}

/**
 * The case as it stands, with its type, what is switched on, and the facts that its type reads, `also` others.
 * @throws RowMissing
 */
export async function takeUp({ orderId, caseId }: TaskInput, also: readonly FactKind[] = []): Promise<Work> {
  const [record, order, operations] = await Promise.all([
    cases.read(orderId, caseId),
    tables.order(orderId),
    readOperations(env.OPERATIONS_PARAMETER),
  ]);
  if (!record) throw new RowMissing(`case ${caseId} of order ${orderId} is not in the Cases table`);
  if (!order) throw new RowMissing(`order ${orderId} of case ${caseId} is not in the Orders table`);
  const type = typeOf(record.type, settings);
  return { record, facts: await tables.factsOf(order, [...type.reads, ...also]), operations, type };
}

/** @throws Paused while the kill switch is on */
export function assertNotPaused(operations: Operations, now: Date): void {
  if (isPaused(operations, now)) throw new Paused('writes, mails and refunds are paused; resume to go on');
}

/** Writes what belongs together. @throws ConcurrentWrite when another writer was faster */
export async function commit(record: CaseRecord, items: TransactItem[], what: string): Promise<void> {
  const { written } = await transact(items);
  if (!written) throw new ConcurrentWrite(`case ${record.caseId} or its order changed meanwhile: ${what}`);
}
