import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { causeCounts } from '#shared/adapters/cause-counts.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import type { World } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { ConcurrentWrite, RowMissing } from '#shared/lambda/errors.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { isReportDue, repeatAlert, reported } from './repeat-report.ts';
import { settings } from './settings.ts';

const env = readEnv(z.object({ ...sourceTableVariables, CASES_TABLE: z.string(), SETTINGS: settingsVariable }));
const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables(sourceTableNames(env));
const counts = causeCounts(cases);

/** Counts the request by its reason; a customer who cancels often is reported to staff, who may know why. */
async function countRequest({ orderId, caseId }: TaskInput, { now }: World): Promise<{ counted: number }> {
  const [record, order] = await Promise.all([cases.read(orderId, caseId), tables.order(orderId)]);
  if (!record || !order) throw new RowMissing(`case ${caseId} or its order ${orderId} is not in its table`);
  const { repeatRequests, repeatDays } = settings.parse(env.SETTINGS.types[record.type] ?? {});
  const at = now();
  const { customerId } = order.customer;
  await counts.count(record, customerId, at);
  const since = new Date(at.getTime() - repeatDays * 86_400_000);
  const counted = await counts.ofCustomer(customerId, record.type, since);
  if (!isReportDue(record, counted, repeatRequests)) return { counted };
  const changes = { done: { ...record.done, [reported]: at.toISOString() } };
  const outgoing = [repeatAlert(record, order.orderNumber, { counted, repeatDays })];
  const move = { to: record.state, at, by: 'workflow', because: reported, changes, outgoing };
  const { written } = await transact(cases.moveItems(record, move));
  if (!written) throw new ConcurrentWrite(`case ${caseId} changed while its customer was reported`);
  return { counted };
}

export const handler = taskHandler(countRequest);
