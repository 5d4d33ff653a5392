import { replyHandler } from './reply-handler.ts';
import { shown } from './shown.ts';
import { standingOf } from './standing.ts';

/** GET and HEAD: shows where the case stands and changes nothing, however often it is opened and by whomever. */
export const handler = replyHandler(['GET', 'HEAD'], async ({ claims, now, speak }) =>
  shown(speak(await standingOf(claims, now)), now),
);
