import { doorHandler } from './door-handler.ts';
import { shown, standingOf } from './take-wish.ts';

/** GET and HEAD: shows what can be cancelled, or what became of it, and changes nothing. */
export const handler = doorHandler(['GET', 'HEAD'], async (visit) => shown(await standingOf(visit)));
