/** The one place where product code meets the machine's clock and chance; everything else gets them passed in. */
import { randomUUID } from 'node:crypto';

export interface World {
  readonly now: () => Date;
  readonly newId: () => string;
}

export const systemWorld: World = { now: () => new Date(), newId: () => randomUUID() };
