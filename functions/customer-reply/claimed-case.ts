import { linkKeys } from '#shared/adapters/link-secret.ts';
import { type LinkClaims, type LinkKey, type LinkPurpose, readLink } from '#shared/domain/link.ts';
import { Problem } from './problem.ts';

/** How long keys are kept in memory: a key that is revoked signs nothing any more after this. */
const freshSeconds = 60;
/** A link of a key not seen before fetches the keys at most this often. */
const refetchSeconds = 5;
/** Clocks may differ by this much. */
export const leewaySeconds = 60;

let kept: { readonly at: number; readonly keys: readonly LinkKey[] } | undefined;

/** A link as it came. */
export interface GivenLink {
  readonly token: string;
  readonly purpose: LinkPurpose;
}

/**
 * What a link says, of its page or for the check. Only this names the case, never an id from a form; whether a link of the
 * page has expired is not asked here.
 * @throws Problem LINK_INVALID
 */
export async function claimsOf(secretArn: string, { token, purpose }: GivenLink, now: Date): Promise<LinkClaims> {
  const claims = readLink(await keysFor(secretArn, token, now), token, [purpose, 'check']);
  const over = claims?.purpose === 'check' && claims.expiresAt + leewaySeconds <= now.getTime() / 1000;
  if (!claims || over) throw new Problem('LINK_INVALID');
  return claims;
}

async function keysFor(secretArn: string, token: string, now: Date): Promise<readonly LinkKey[]> {
  const age = kept && now.getTime() >= kept.at ? (now.getTime() - kept.at) / 1000 : Number.POSITIVE_INFINITY;
  const known = kept?.keys.some(({ keyId }) => token.startsWith(`${keyId}.`));
  if (!kept || age >= freshSeconds || (!known && age >= refetchSeconds)) {
    kept = { at: now.getTime(), keys: await linkKeys(secretArn) };
  }
  return kept.keys;
}
