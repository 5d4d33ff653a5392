import middy from '@middy/core';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { publishAlert } from '#shared/adapters/alerts.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { putEvent } from '#shared/adapters/event-bus.ts';
import { readOutboxItem } from '#shared/adapters/outbox-item.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { streamHandler } from '#shared/lambda/stream-handler.ts';

const env = readEnv(
  z.object({ CASES_TABLE: z.string(), EVENT_BUS_NAME: z.string(), ALERT_TOPIC_ARN_PREFIX: z.string() }),
);
const cases = casesTable(env.CASES_TABLE);

/** Delivers what a change put into the outbox, or the sweep touched again: at least once, always under the one id. */
async function publish(record: DynamoDBRecord): Promise<void> {
  const image = record.dynamodb?.NewImage;
  const item = image && !image.publishedAt && readOutboxItem(image);
  if (!item) return;
  if (item.kind === 'alert') {
    await publishAlert(`${env.ALERT_TOPIC_ARN_PREFIX}${item.type}-${item.severity}`, item.subject, item.text);
  } else {
    const { id, caseId, orderId, at } = item;
    await putEvent(env.EVENT_BUS_NAME, item.detailType, {
      id,
      schemaVersion: 1,
      occurredAt: at,
      ...(caseId && { caseId }),
      ...(orderId && { orderId }),
      ...item.detail,
    });
  }
  await cases.markPublished(item.pk, item.sk, systemWorld.now());
}

export const handler = middy(
  streamHandler(
    async () => undefined,
    publish,
    async (_record, fault) => {
      throw fault;
    },
  ),
);
