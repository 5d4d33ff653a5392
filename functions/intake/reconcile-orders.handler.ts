import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { changedRows } from '#shared/adapters/changed-rows.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { sourceTableNames, sourceTableVariables } from '#shared/lambda/source-table-names.ts';
import { service } from '#shared/resources.ts';
import { desk } from './desk.ts';
import { reconcileOrders } from './reconcile-orders.ts';

const tables = sourceTableNames(readEnv(z.object(sourceTableVariables)));
const changed = changedRows(desk.cases);
const logger = new Logger({ serviceName: service });

/** A run that has less than this left leaves the rest to the next one. */
const reserveMs = 60_000;

async function reconcile(_event: unknown, context: Context): Promise<void> {
  await reconcileOrders({
    desk,
    changed,
    tables,
    operations: await readOperations(desk.operationsParameter),
    now: systemWorld.now(),
    mayGoOn: () => context.getRemainingTimeInMillis() > reserveMs,
    unreadable: (key, code) => logger.warn('a row that was written cannot be read', { key, code }),
  });
}

export const handler = middy(reconcile);
