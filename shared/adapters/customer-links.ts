import { type LinkClaims, signLink } from '#shared/domain/link.ts';
import { signingKey } from './link-secret.ts';

/** Where links lead, and how long they hold. */
export interface LinkPlace {
  readonly secretArn: string;
  readonly baseUrl: string;
  readonly ttlDays: number;
}

/** A link that is ready to be sent. */
export interface CustomerLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** A link by which the customer of an order cancels it or withdraws from its contract. */
export const cancelLink = (place: LinkPlace, orderId: string, at: Date): Promise<CustomerLink> =>
  linkTo(place, 'c', { caseId: '', orderId, purpose: 'cancel' }, at);

/** A link to the page of a case, by which its customer answers. */
export const replyLink = (
  place: LinkPlace,
  { caseId, orderId }: Pick<LinkClaims, 'caseId' | 'orderId'>,
  at: Date,
): Promise<CustomerLink> => linkTo(place, 'r', { caseId, orderId, purpose: 'reply' }, at);

async function linkTo(
  { secretArn, baseUrl, ttlDays }: LinkPlace,
  site: string,
  claims: Omit<LinkClaims, 'expiresAt'>,
  at: Date,
): Promise<CustomerLink> {
  const key = await signingKey(secretArn);
  const expiresAt = Math.floor(at.getTime() / 1000) + ttlDays * 86_400;
  const url = `${baseUrl}/${site}/${signLink(key, { ...claims, expiresAt })}`;
  return { url, expiresAt: new Date(expiresAt * 1000).toISOString() };
}
