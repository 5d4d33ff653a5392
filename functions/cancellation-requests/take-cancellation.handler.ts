import { systemWorld } from '#shared/lambda/clock.ts';
import { doorHandler } from './door-handler.ts';
import { takeWish } from './take-wish.ts';

/** POST: the first asks to confirm, the second, with its own button, writes the request onto the order. */
export const handler = doorHandler(['POST'], (visit) => takeWish(visit, systemWorld.newId));
