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
import { type HeldQuestion, questionLock } from '#shared/adapters/question-lock.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { transitHistory } from '#shared/adapters/transit-history.ts';
import type { Decision } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { FactKind, Facts } from '#shared/domain/facts.ts';
import { isPaused, type Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Refund } from '#shared/domain/refund.ts';
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

/** A case by its own rows: what it is, what was decided, who has its order's question, what is switched on. */
export interface Rows {
  readonly record: CaseRecord;
  readonly decision: Decision | undefined;
  /** The question of the order, if a case has it. */
  readonly held: HeldQuestion | undefined;
  readonly order: Order;
  readonly operations: Operations;
  readonly type: InstalledType;
}

/** A case on the workbench: its rows, and the facts that its type judges by. */
export interface Work extends Rows {
  readonly facts: Facts;
}

export type Ids = Pick<TaskInput, 'orderId' | 'caseId'>;

/**
 * The case as it stands: who only does what was decided needs no more. `operations` = what has just been read of them.
 * @throws RowMissing
 */
export async function rowsOf({ orderId, caseId }: Ids, known?: Operations): Promise<Rows> {
  const [record, decision, held, order, operations] = await Promise.all([
    cases.read(orderId, caseId),
    cases.decisionOf(orderId, caseId),
    question.held(orderId),
    tables.order(orderId),
    known ?? readOperations(env.OPERATIONS_PARAMETER),
  ]);
  if (!record) throw new RowMissing(`case ${caseId} of order ${orderId} is not in the Cases table`);
  if (!order) throw new RowMissing(`order ${orderId} of case ${caseId} is not in the Orders table`);
  return { record, decision, held, order, operations, type: typeOf(record.type, settings) };
}

/** With the facts that its type reads, and `also` others. @throws RowMissing */
export const takeUp = async (input: Ids, also: readonly FactKind[] = []): Promise<Work> =>
  withFacts(await rowsOf(input), also);

/** `before` = the same case, a moment ago in this step: it writes no payment and no parcel, so that these are not read again. */
export async function withFacts(rows: Rows, also: readonly FactKind[] = [], before?: Work): Promise<Work> {
  const reads = readsOf(rows);
  const known = before && readsOf(before).join() === reads.join() ? before.facts : undefined;
  return { ...rows, facts: await tables.factsOf(rows.order, [...reads, ...also], known) };
}

const readsOf = ({ type, order, record }: Pick<Rows, 'type' | 'order' | 'record'>) =>
  type.casesRead?.(order, record) ?? type.reads;

/** Another case of an order on the workbench; `order` is as the case at hand leaves it. */
export async function besides(record: CaseRecord, order: Order, operations: Operations): Promise<Work> {
  const type = typeOf(record.type, settings);
  const { orderId, caseId } = record;
  const [decision, held, facts] = await Promise.all([
    cases.decisionOf(orderId, caseId),
    question.held(orderId),
    tables.factsOf(order, readsOf({ type, order, record })),
  ]);
  return { record, decision, held, order, operations, type, facts };
}

/** Every refund that a case has requested; one whose row names no amount has requested none. */
export const refundsOf = async ({ orderId, caseId, refundMinor }: CaseRecord): Promise<Refund[]> =>
  refundMinor ? cases.refundsOf(orderId, caseId) : [];

/** @throws Paused while the kill switch is on */
export function assertNotPaused(operations: Operations, now: Date): void {
  if (isPaused(operations, now)) throw new Paused('writes, mails and refunds are paused; resume to go on');
}

/** Writes what belongs together. @throws ConcurrentWrite when another writer was faster */
export async function commit(record: CaseRecord, items: TransactItem[], what: string): Promise<void> {
  const { written } = await transact(items);
  if (!written) throw new ConcurrentWrite(`case ${record.caseId} or its order changed meanwhile: ${what}`);
}
