import type { Payment } from '#shared/domain/payment.ts';
import { isUsedUp, type Ration } from '#shared/domain/ration.ts';
import type { Failed, RowChange, Within } from '../exception-type.ts';
import { mayRepeat } from './decline.ts';

/**
 * Caps per network: Visa 20 declines in 30 days (since 25 May 2025: docs.cielo.com.br, developers.tabapay.com);
 * Mastercard 10 in a day and 35 in 30 days (developers.tabapay.com).
 */
export const networkCaps: Readonly<Record<string, readonly Ration[]>> = {
  visa: [{ tries: 20, days: 30 }],
  mastercard: [
    { tries: 10, days: 1 },
    { tries: 35, days: 30 },
  ],
};

/** When the nth automatic retry is due, minutes after the first refusal (docs.y.uno/v1.0/reference/retries). */
export const retryAfterMinutes = [5, 60, 300, 1440, 2880, 5760] as const;

export type RetryVerdict =
  /** May be tried from then on. */
  | { readonly retry: true; readonly at: string }
  | { readonly retry: false; readonly because: 'off' | 'no-card' | 'never' | 'used-up' | 'network-cap' };

const cardLike = new Set(['card', 'apple-pay', 'google-pay']);

/** A refusal with all attempts on its order, when the first of them was refused, and how many retries we have asked for. */
export interface Refusal {
  /** The newest: what its code says counts. */
  readonly refused: Payment;
  readonly since: string;
  readonly attempts: readonly Payment[];
  readonly made: number;
}

/**
 * Whether a refused card may be charged again without its holder, and when: `most` retries at the most, never what its
 * code or its network's advice forbids, and never the try that would pass a cap of its network, whoever made the others.
 */
export function retryOf({ refused, since, attempts, made }: Refusal, most: number): RetryVerdict {
  if (most === 0) return { retry: false, because: 'off' };
  if (!cardLike.has(refused.method)) return { retry: false, because: 'no-card' };
  if (lacksAdvice(refused) || !mayRepeat(refused.declineCode, refused.adviceCode)) {
    return { retry: false, because: 'never' };
  }
  const due = retryAfterMinutes[made];
  if (made >= most || due === undefined) return { retry: false, because: 'used-up' };
  const at = Date.parse(since) + due * 60_000;
  const declines = attempts.filter(({ status, method }) => status === 'failed' && cardLike.has(method));
  if (isCapped(refused.cardNetwork, declines, at)) return { retry: false, because: 'network-cap' };
  return { retry: true, at: new Date(at).toISOString() };
}

/** Of Mastercard, a refusal that comes without an advice code is one that is not to be tried again. */
const lacksAdvice = ({ cardNetwork, adviceCode }: Payment): boolean => cardNetwork === 'mastercard' && !adviceCode;

/** Declined tries of one card that its network allows in a window; an unknown network has the strictest caps of all. */
const capsOf = (network: string | undefined): readonly Ration[] =>
  networkCaps[network ?? ''] ?? Object.values(networkCaps).flat();

/** Tries of one card count over all orders, where the rows say which card it was. */
const ofCard = (fingerprint: string) => ({ name: 'card-tries', of: fingerprint });

/** What a retry has to keep within beside its own order's attempts. */
export const withinOf = ({ cardFingerprint, cardNetwork }: Payment): Within | undefined =>
  cardFingerprint ? { rationed: ofCard(cardFingerprint), rations: capsOf(cardNetwork) } : undefined;

/** A card was declined, as a changed row has it. */
export function declineOf({ before, after }: RowChange): Failed | undefined {
  const { status, method, cardFingerprint, orderId, attemptId, createdAt } = after;
  if (status !== 'failed' || before?.status === 'failed') return undefined;
  if (typeof cardFingerprint !== 'string' || !cardLike.has(String(method))) return undefined;
  return {
    rationed: ofCard(cardFingerprint),
    orderId: String(orderId),
    at: String(createdAt),
    id: String(attemptId),
  };
}

/** One more try at `at` would be one too many in a window that ends then. */
function isCapped(network: string | undefined, declines: readonly Payment[], at: number): boolean {
  const uses = declines.map(({ orderId, createdAt }) => ({ kind: 'failed', orderId, at: createdAt }) as const);
  return isUsedUp(uses, capsOf(network), new Date(at));
}
