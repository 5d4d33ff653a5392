import middy from '@middy/core';
import * as z from 'zod';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { sourceTables } from '#shared/domain/primitives.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { streamHandler } from '#shared/lambda/stream-handler.ts';
import { desk } from './desk.ts';
import { lookAtRecord } from './look-at-record.ts';
import { setAside } from './set-aside.ts';

const { SOURCE_TABLE: table } = readEnv(z.object({ SOURCE_TABLE: z.enum(sourceTables) }));

export const handler = middy(
  streamHandler(
    () => readOperations(desk.operationsParameter),
    (record, operations) => lookAtRecord({ desk, table, operations, now: systemWorld.now() }, record),
    (record, fault) => setAside({ desk, table, now: systemWorld.now() }, record, fault),
  ),
);
