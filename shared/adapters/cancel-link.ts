import { signLink } from '#shared/domain/link.ts';
import { linkKeys } from './link-secret.ts';

/** Where links lead, and how long they hold. */
export interface LinkPlace {
  readonly secretArn: string;
  readonly baseUrl: string;
  readonly ttlDays: number;
}

/** A link by which the customer of an order cancels it or withdraws from its contract. */
export async function cancelLink(
  { secretArn, baseUrl, ttlDays }: LinkPlace,
  orderId: string,
  at: Date,
): Promise<{ url: string; expiresAt: string }> {
  const [key] = await linkKeys(secretArn);
  const expiresAt = Math.floor(at.getTime() / 1000) + ttlDays * 86_400;
  const token = signLink(key, { caseId: '', orderId, purpose: 'cancel', expiresAt });
  return { url: `${baseUrl}/c/${token}`, expiresAt: new Date(expiresAt * 1000).toISOString() };
}
