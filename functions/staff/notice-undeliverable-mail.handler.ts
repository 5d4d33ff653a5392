import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customers } from '#shared/adapters/customers.ts';
import { transact } from '#shared/adapters/document-client.ts';
import { outboxWrites } from '#shared/adapters/outbox-item.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { isClosed } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import type { Order } from '#shared/domain/order.ts';
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
  mail: z.object({ tags: z.object({ orderId: one, caseId: one, letter: one.optional() }) }),
  bounce: z.object({ bounceType: z.string() }).optional(),
});

const codes: Readonly<Record<string, string>> = {
  'Email Bounced': 'MAIL_BOUNCED',
  'Email Complaint Received': 'MAIL_COMPLAINT',
  'Email Rejected': 'MAIL_REJECTED',
};

/**
 * A mail did not arrive. Of the customer's, silence no longer means yes; a partner's says nothing of the customer. Staff are
 * told of either. A full mailbox may pass.
 */
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
  const [letter] = mail.tags.letter ?? [];
  if (letter) return letterReturned(record, order, { letter, code }, at);
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

interface Returned {
  /** The key of the errand that wrote it. */
  readonly letter: string;
  readonly code: string;
}

/** Told once, also after the case has closed: the address stays wrong for the next one. */
async function letterReturned(record: CaseRecord, order: Order, { letter, code }: Returned, at: Date): Promise<void> {
  const { pk, caseId, orderId, type } = record;
  const written = await cases.letterOf(orderId, caseId, letter);
  if (!written) return;
  const about = { pk, sk: () => caseKeys.outbox(caseId, letter), id: () => `${caseId}/${letter}/returned` };
  await transact([
    cases.letterReturnedItem(orderId, caseId, letter, code),
    ...outboxWrites(cases.tableName, { ...about, type, caseId, orderId }, at, [
      {
        kind: 'alert',
        severity: 'critical',
        subject: `${type}: ${written.to} is not reached by mail (${code})`,
        text: [
          `The mail to ${written.to} about order ${order.orderNumber} (${written.code}) did not arrive: ${code}.`,
          `Ask another way, and mend the address under types.${type} in the configuration.`,
          `npm run case -- show ${caseId}`,
        ].join('\n'),
      },
    ]),
  ]);
}

export const handler = middy(notice);
