import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { service } from '#shared/resources.ts';
import { sweep } from './sweep.ts';

const env = readEnv(
  z.object({
    CASES_TABLE: z.string(),
    STATE_MACHINE_ARN_PREFIX: z.string(),
    REFUND_MACHINE_ARN: z.string(),
    DEMAND_QUEUE_URL: z.string(),
    OPERATIONS_PARAMETER: z.string(),
  }),
);
const cases = casesTable(env.CASES_TABLE);
const lock = questionLock(cases);
const logger = new Logger({ serviceName: service });

export const handler = middy(() =>
  sweep({
    cases,
    lock,
    machineArnPrefix: env.STATE_MACHINE_ARN_PREFIX,
    refundMachineArn: env.REFUND_MACHINE_ARN,
    demandQueueUrl: env.DEMAND_QUEUE_URL,
    operationsParameter: env.OPERATIONS_PARAMETER,
    logger,
    at: systemWorld.now(),
  }),
);
