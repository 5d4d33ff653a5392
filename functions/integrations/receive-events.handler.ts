import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { quarantine } from '#shared/adapters/quarantine.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { EventInvalid, type IncomingEventName, reportedBy } from '#shared/domain/events.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { ConcurrentWrite } from '#shared/lambda/errors.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import { caseNews } from './case-news.ts';
import { refundNews } from './refund-news.ts';
import { ReportRefused } from './report-refused.ts';
import { stockNews } from './stock-news.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string(), ...sourceTableVariables }));
const cases = casesTable(env.CASES_TABLE);
const tables = sourceTables(sourceTableNames(env));
const news = {
  ...refundNews(cases, tables, systemWorld.now),
  ...stockNews(tables, systemWorld.now),
  ...caseNews(cases, systemWorld.now),
};

/** Others that write the same rows meanwhile are met again at once; only then is the delivery tried again. */
const attempts = 6;

type Incoming = EventBridgeEvent<string, unknown>;

async function receive(event: Incoming): Promise<void> {
  try {
    const name = event['detail-type'];
    if (!isKnown(name)) return await setAside(event, 'UNKNOWN_EVENT_TYPE', 'detail-type: none that is taken in');
    const work = worked(name, event.detail);
    for (let attempt = 0; attempt < attempts; attempt++) if (await work()) return;
    throw new ConcurrentWrite(`${name} met other writers ${attempts} times`);
  } catch (error) {
    if (error instanceof EventInvalid) return setAside(event, 'EVENT_INVALID', error.message);
    if (error instanceof ReportRefused) return setAside(event, error.code, error.message);
    throw error;
  }
}

const isKnown = (name: string): name is IncomingEventName => Object.hasOwn(news, name);

function worked<Name extends IncomingEventName>(name: Name, detail: unknown): () => Promise<boolean> {
  const report = reportedBy(name, detail);
  const take = news[name] as (report: unknown) => Promise<boolean>;
  return () => take(report);
}

/** The whole event stays in the archive of the bus, from where it can be replayed. */
const setAside = ({ id, time, source, 'detail-type': detailType }: Incoming, code: string, field: string) =>
  quarantine(cases, { source: 'events', id, keys: { eventId: id, source, detailType }, code, field, at: time });

export const handler = middy(receive);
