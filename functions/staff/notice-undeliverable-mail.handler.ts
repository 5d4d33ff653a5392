import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customers } from '#shared/adapters/customers.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import { service } from '#shared/resources.ts';
import { noticeUndeliverableMail } from './notice-undeliverable-mail.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string(), ...sourceTableVariables }));
const cases = casesTable(env.CASES_TABLE);
const contacts = customers(cases);
const tables = sourceTables(sourceTableNames(env));
const logger = new Logger({ serviceName: service });

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

/** A full mailbox may pass: it is not noticed. */
async function notice(event: EventBridgeEvent<string, unknown>): Promise<void> {
  const told = sendingEvent.safeParse(event.detail);
  const code = codes[event['detail-type']];
  if (!told.success || !code) {
    logger.warn('a sending event names no case', { detailType: event['detail-type'] });
    return;
  }
  const { mail, bounce } = told.data;
  if (bounce && bounce.bounceType !== 'Permanent') return;
  const { orderId, caseId, letter } = mail.tags;
  const undeliverable = { orderId: orderId[0]!, caseId: caseId[0]!, letter: letter?.[0], code };
  await noticeUndeliverableMail({ cases, contacts, tables }, undeliverable, systemWorld.now());
}

export const handler = middy(notice);
