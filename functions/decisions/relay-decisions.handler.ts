import middy from '@middy/core';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { incidents } from '#shared/adapters/incidents.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { streamHandler } from '#shared/lambda/stream-handler.ts';
import { relay } from './relay.ts';

const env = readEnv(
  z.object({ CASES_TABLE: z.string(), REFUND_MACHINE_ARN: z.string(), DEMAND_QUEUE_URL: z.string() }),
);
const cases = casesTable(env.CASES_TABLE);
const desk = {
  cases,
  lock: questionLock(cases),
  incidents: incidents(cases),
  demandQueueUrl: env.DEMAND_QUEUE_URL,
  refundMachineArn: env.REFUND_MACHINE_ARN,
};

export const handler = middy(
  streamHandler(
    async () => undefined,
    (record) => relay(desk, record, systemWorld.now()),
  ),
);
