import { createHash } from 'node:crypto';
import type { Offer } from './case.ts';

/** What the customer saw is what the answer is for: the form carries this, and a changed offer changes it. */
export const offerHashOf = (offer: Offer): string =>
  createHash('sha256').update(JSON.stringify(offer)).digest('hex').slice(0, 16);
