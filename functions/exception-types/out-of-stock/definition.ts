import type { ExceptionType } from '../exception-type.ts';
import { shortageOf } from './detect.ts';
import { messages } from './messages.ts';
import { mend, movesMoney, offerFor, onSilence } from './policy.ts';

/** Ordered more than can be had: one case per order and allocation round, a choice per short line. */
export const outOfStock: ExceptionType = {
  key: 'out-of-stock',
  rank: 4,
  settleSeconds: 120,
  rules: { orders: shortageOf },
  offer: offerFor,
  silence: onSilence,
  movesMoney,
  mend,
  messages,
};
