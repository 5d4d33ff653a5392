import * as z from 'zod';
import { Problem } from '#functions/customer-reply/problem.ts';
import { cancelLink } from '#shared/adapters/customer-links.ts';
import { settingsVariable } from '#shared/domain/settings.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { doorOf } from './door.ts';
import { shopHandler } from './shop-handler.ts';

const env = readEnv(z.object({ LINK_SECRET_ARN: z.string(), REPLY_BASE_URL: z.url(), SETTINGS: settingsVariable }));

/** POST /orders/{orderId}/cancellation-links: an address for the shop's own mails about the order. */
export const handler = shopHandler(async ({ orderId, now }) => {
  if (!(await doorOf(orderId, now))) throw new Problem('ORDER_UNKNOWN');
  const site = {
    secretArn: env.LINK_SECRET_ARN,
    baseUrl: env.REPLY_BASE_URL,
    ttlDays: env.SETTINGS.linkTtlDays,
  };
  return { status: 201, body: { orderId, ...(await cancelLink(site, orderId, now)) } };
});
