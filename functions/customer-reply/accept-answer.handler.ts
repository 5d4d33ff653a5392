import { systemWorld } from '#shared/lambda/clock.ts';
import { acceptReply } from './accept-reply.ts';
import { replyHandler } from './reply-handler.ts';

/** POST decides: one conditional write, and everything that follows is its delivery. */
export const handler = replyHandler(['POST'], (visit) => acceptReply(visit, systemWorld.newId));
