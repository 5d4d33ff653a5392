import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { noticeRunFailure } from './notice-run-failure.ts';

const env = readEnv(z.object({ CASES_TABLE: z.string() }));
const cases = casesTable(env.CASES_TABLE);

const runInput = z.object({ caseId: z.string().max(80), orderId: z.string().max(40) });

export const handler = middy(async ({ detail }: EventBridgeEvent<string, { status: string; input: string }>) => {
  const ids = runInput.parse(JSON.parse(detail.input));
  await noticeRunFailure(cases, { ...ids, status: detail.status }, systemWorld.now());
});
