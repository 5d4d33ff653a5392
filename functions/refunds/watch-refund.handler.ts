import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { RowMissing } from '#shared/lambda/errors.ts';
import { taskHandler } from '#shared/lambda/task-handler.ts';
import { type Next, watchRefund } from './watch-refund.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string() }));
const cases = casesTable(env.CASES_TABLE);

export const handler = taskHandler(async ({ orderId, caseId, refundId = '' }, { now }): Promise<Next> => {
  const [row, record] = await Promise.all([cases.refund(orderId, caseId, refundId), cases.read(orderId, caseId)]);
  if (!row || !record) throw new RowMissing(`refund ${refundId} of case ${caseId} is not in the Cases table`);
  return watchRefund(cases, row, record, now());
});
