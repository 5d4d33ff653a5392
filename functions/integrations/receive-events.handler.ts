import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { currencyCode, nonNegativeMinorUnits } from '#shared/domain/money.ts';
import { orderId } from '#shared/domain/primitives.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { refundOutcome } from './refund-outcome.ts';

const env = readEnv(
  z.object({
    CASES_TABLE: z.string(),
    ORDERS_TABLE: z.string(),
    PAYMENTS_TABLE: z.string(),
    INVENTORY_TABLE: z.string(),
  }),
);
const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables({ orders: env.ORDERS_TABLE, payments: env.PAYMENTS_TABLE, inventory: env.INVENTORY_TABLE });

/** What finance says about a refund; ids and amount are held against our own row before anything moves. */
const refundReport = z.object({
  refundId: z.string().max(80),
  caseId: z.string().max(80),
  orderId,
  amount: nonNegativeMinorUnits.optional(),
  currency: currencyCode.optional(),
  code: z.string().max(64).optional(),
});

const states = { RefundAccepted: 'accepted', RefundSettled: 'settled', RefundFailed: 'failed' } as const;
export type RefundNews = keyof typeof states;

/** Thrown when another writer was faster; the bus delivers again. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Money moves here only together with the refund's row, so that a report delivered twice moves it once. */
async function receive(event: EventBridgeEvent<RefundNews, unknown>): Promise<void> {
  const to = states[event['detail-type']];
  const report = refundReport.parse(event.detail);
  const row = await cases.refund(report.orderId, report.caseId, report.refundId);
  const record = await cases.read(report.orderId, report.caseId);
  const payments = await tables.payments(report.orderId);
  const payment = payments.find(({ attemptId }) => attemptId === row?.paymentAttemptId);
  if (!row || !record || !payment || row.state === to) return;
  const last = !(await cases.hasOpenRefund(row.orderId, row.caseId, row.refundId));
  const writes = refundOutcome(cases, tables, { row, record, payment, to, report, last, at: systemWorld.now() });
  if (writes.length > 0 && !(await transact(writes)).written)
    throw new Overtaken(`refund ${row.refundId} changed meanwhile`);
}

export const handler = middy(receive);
