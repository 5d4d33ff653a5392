import middy from '@middy/core';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { readOutboxItem } from '#shared/adapters/outbox-item.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { eventCounter } from '#shared/lambda/event-counter.ts';
import { streamHandler } from '#shared/lambda/stream-handler.ts';
import { deliverOutbox } from './deliver-outbox.ts';

const env = readEnv(
  z.object({
    CASES_TABLE: z.string(),
    EVENT_BUS_NAME: z.string(),
    ALERT_TOPIC_ARN_PREFIX: z.string(),
    METRICS_NAMESPACE: z.string(),
  }),
);
const cases = casesTable(env.CASES_TABLE);
const counter = eventCounter(env.METRICS_NAMESPACE);
const targets = { eventBusName: env.EVENT_BUS_NAME, topicArnPrefix: env.ALERT_TOPIC_ARN_PREFIX };

/**
 * Delivers what a change put into the outbox, or the sweep touched again. Touches pile up while the bus is down, so the
 * row says whether one of them has been delivered meanwhile.
 */
async function publish(record: DynamoDBRecord): Promise<void> {
  const image = record.dynamodb?.NewImage;
  const item = image && !image.publishedAt && !image.setAsideAt && readOutboxItem(image);
  if (!item) return;
  const touched = record.eventName === 'MODIFY' && (await cases.get(item.pk, item.sk));
  if (touched && (touched.publishedAt || touched.setAsideAt)) return;
  const wentOut = await deliverOutbox(cases, targets, item, systemWorld.now());
  if (wentOut && item.kind === 'event') counter.count(item.detailType, item.type);
}

export const handler = middy(streamHandler(async () => undefined, publish));
