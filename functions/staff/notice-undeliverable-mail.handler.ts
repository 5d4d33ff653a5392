import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customers } from '#shared/adapters/customers.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { isClosed } from '#shared/domain/case.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';

const env = readEnv(
  z.object({
    CASES_TABLE: z.string(),
    ...sourceTableVariables,
  }),
);
const cases = casesTable(env.CASES_TABLE);
const contacts = customers(cases);
const tables = sourceTables(sourceTableNames(env));
const logger = new Logger({ serviceName: 'ordermend' });

const one = z.array(z.string()).length(1);
/** What SES tells of a mail of ours: the tags say whose case it was; addresses are not read. */
const sendingEvent = z.object({
  mail: z.object({ tags: z.object({ orderId: one, caseId: one }) }),
  bounce: z.object({ bounceType: z.string() }).optional(),
});

const codes: Readonly<Record<string, string>> = {
  'Email Bounced': 'MAIL_BOUNCED',
  'Email Complaint Received': 'MAIL_COMPLAINT',
  'Email Rejected': 'MAIL_REJECTED',
};

/** Mail to this customer does not arrive: silence no longer means yes, and staff are told. A full mailbox may pass. */
async function notice(event: EventBridgeEvent<string, unknown>): Promise<void> {
  const told = sendingEvent.safeParse(event.detail);
  const code = codes[event['detail-type']];
  if (!told.success || !code) {
    logger.warn('a sending event names no case', { detailType: event['detail-type'] });
    return;
  }
  const { mail, bounce } = told.data;
  if (bounce && bounce.bounceType !== 'Permanent') return;
  const [orderId, caseId] = [mail.tags.orderId[0]!, mail.tags.caseId[0]!];
  const [record, order] = await Promise.all([cases.read(orderId, caseId), tables.order(orderId)]);
  if (!record || !order) return;
  const at = systemWorld.now();
  await contacts.markUnreachable(order.customer.customerId, code, at);
  if (record.unreachable || isClosed(record.state)) return;
  const { written } = await transact(
    cases.moveItems(record, {
      to: record.state,
      at,
      by: 'mail',
      because: code,
      changes: { unreachable: true },
      outgoing: [
        {
          kind: 'alert',
          severity: 'critical',
          subject: `${record.type}: order ${order.orderNumber}, the customer is not reached by mail (${code})`,
          text: `Case ${caseId}: ${code}. Silence decides nothing any more. Ask another way, then decide:\nnpm run case -- show ${caseId}`,
        },
      ],
    }),
  );
  if (!written) throw new ConcurrentWrite(`case ${caseId} changed while its mail came back`);
}

export const handler = middy(notice);
