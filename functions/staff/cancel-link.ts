import { cancelLink as linkTo } from '#shared/adapters/customer-links.ts';
import type { Desk } from './desk.ts';
import { refused } from './refusal.ts';

/** A link that staff may pass on to the customer of an order. @throws CommandRefused when there is no such order */
export async function cancelLink(desk: Desk, orderId: string): Promise<{ url: string; expiresAt: string }> {
  if (!(await desk.tables.order(orderId))) throw refused(`there is no order ${orderId}`);
  const { linkSecretArn, replyBaseUrl, settings } = desk.place;
  const { now } = await desk.present();
  return linkTo({ secretArn: linkSecretArn, baseUrl: replyBaseUrl, ttlDays: settings.linkTtlDays }, orderId, now);
}
