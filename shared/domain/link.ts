import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes that a key must have at least. */
export const leastKeyBytes = 32;

/** A key that signs links; `keyId` is the version of the secret it comes from. */
export interface LinkKey {
  readonly keyId: string;
  /** At least `leastKeyBytes`. */
  readonly secret: Uint8Array;
}

/**
 * `reply`: to answer the question of a case. `cancel`: to cancel the order or withdraw from its contract. `check`: to see
 * that the pages answer, and know the key that signs; it names no order.
 */
export type LinkPurpose = 'reply' | 'cancel' | 'check';

/** What a link says: which case, for what, until when. It grants that and nothing else. */
export interface LinkClaims {
  /** Empty when the link is about the order itself. */
  readonly caseId: string;
  readonly orderId: string;
  readonly purpose: LinkPurpose;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Thrown when a key is too short to sign with. */
export class WeakLinkKey extends Error {
  override readonly name = 'WeakLinkKey';
}

const sign = (key: LinkKey, body: string) => createHmac('sha256', key.secret).update(`${key.keyId}.${body}`).digest();

/** A URL-safe token `<keyId>.<claims>.<mac>`. @throws WeakLinkKey */
export function signLink(key: LinkKey, { caseId, orderId, purpose, expiresAt }: LinkClaims): string {
  if (key.secret.length < leastKeyBytes)
    throw new WeakLinkKey(`link key ${key.keyId} has ${key.secret.length} bytes, ${leastKeyBytes} needed`);
  const body = Buffer.from(JSON.stringify([caseId, orderId, purpose, expiresAt])).toString('base64url');
  return `${key.keyId}.${body}.${sign(key, body).toString('base64url')}`;
}

/**
 * The claims of a token that one of `keys` signed for a wanted purpose, or nothing; whether it has expired is the caller's
 * question.
 */
export function readLink(
  keys: readonly LinkKey[],
  token: string,
  wanted: readonly LinkPurpose[] = ['reply'],
): LinkClaims | undefined {
  const [keyId, body, mac, ...rest] = token.split('.');
  const key = keys.find((candidate) => candidate.keyId === keyId);
  if (!key || !body || !mac || rest.length > 0) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const expected = sign(key, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected) || given.toString('base64url') !== mac)
    return undefined;
  const [caseId, orderId, purpose, expiresAt] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  return wanted.includes(purpose) ? { caseId, orderId, purpose, expiresAt } : undefined;
}
