import { signLink } from '#shared/domain/link.ts';
import type { LinkPlace } from './cancel-link.ts';
import { linkKeys } from './link-secret.ts';

/** A link to the page of a case, by which its customer answers. */
export async function replyLink(
  { secretArn, baseUrl, ttlDays }: LinkPlace,
  { caseId, orderId }: { readonly caseId: string; readonly orderId: string },
  at: Date,
): Promise<string> {
  const [key] = await linkKeys(secretArn);
  const expiresAt = Math.floor(at.getTime() / 1000) + ttlDays * 86_400;
  return `${baseUrl}/r/${signLink(key, { caseId, orderId, purpose: 'reply', expiresAt })}`;
}
