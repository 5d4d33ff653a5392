import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { quarantine } from '#shared/adapters/quarantine.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import { caseNews } from './case-news.ts';
import { refundNews } from './refund-news.ts';
import { stockNews } from './stock-news.ts';
import { takenIn } from './taken-in.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string(), ...sourceTableVariables }));
const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables(sourceTableNames(env));
const news = {
  ...refundNews(cases, tables, systemWorld.now),
  ...stockNews(tables, systemWorld.now),
  ...caseNews(cases, systemWorld.now),
};

/** What does not fit is set aside; the whole event stays in the archive of the bus, from where it can be replayed. */
export const handler = middy(async ({ id, time, source, ...event }: EventBridgeEvent<string, unknown>) => {
  const detailType = event['detail-type'];
  const misfit = await takenIn(news, detailType, event.detail);
  if (!misfit) return;
  await quarantine(cases, { source: 'events', id, keys: { eventId: id, source, detailType }, ...misfit, at: time });
});
