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
import { undeliverableIn } from './sending-event.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string(), ...sourceTableVariables }));
const cases = casesTable(env.CASES_TABLE);
const addressees = { cases, contacts: customers(cases), tables: sourceTables(sourceTableNames(env)) };
const logger = new Logger({ serviceName: service });

export const handler = middy(async (event: EventBridgeEvent<string, unknown>) => {
  const told = undeliverableIn(event);
  if (told === 'unknown') logger.warn('a sending event names no case', { detailType: event['detail-type'] });
  else if (told !== 'passing') await noticeUndeliverableMail(addressees, told, systemWorld.now());
});
