import { confirmsNumber } from '#functions/customer-reply/order-number.ts';
import { Problem } from '#functions/customer-reply/problem.ts';
import { sentAgain } from '#functions/customer-reply/question-again.ts';
import { readFields } from '#functions/customer-reply/reply-fields.ts';
import { readAgain } from '#functions/customer-reply/reply-form.ts';
import type { Visit } from '#functions/customer-reply/reply-handler.ts';
import { transact } from '#shared/adapters/document-client.ts';
import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import { type Door, limits, type OpenDoor, writeRequest } from './door.ts';
import type { DoorReply } from './door-page.ts';
import { shown, standingOf } from './door-standing.ts';
import { bodyLimitFor, type DoorForm, enteredIn, readWish } from './wish.ts';

/** Posts a minute that one link may send, and wrong confirmations a day. */
const postsAMinute = 10;
const triesADay = 5;
/** How often a post that met another writer looks at the order anew. */
const attempts = 5;

/** The first post is shown again to be confirmed, the second writes the wish. @throws Problem */
export async function takeWish(visit: Visit, newId: () => string): Promise<DoorReply> {
  await countPost(visit);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const door = await standingOf(visit);
    if (wantsAgain(door, visit)) return sentAgain(visit);
    const reply = door.kind === 'open' ? await ask(door, visit, newId) : answered(door, visit);
    if (reply) return reply;
  }
  throw new Problem('UNAVAILABLE', { retryAfter: 1 });
}

const wantsAgain = (door: Door, { body }: Visit): boolean =>
  readAgain(readFields(body, door.kind === 'open' ? bodyLimitFor(door.units) : undefined));

/** The same form sent twice finds its own request; any other is told that one is open. */
function answered(door: Exclude<Door, OpenDoor>, { body }: Visit): DoorReply {
  const requestId = readFields(body).get('request');
  if (door.kind === 'nothing-left') return shown(door);
  if (requestId === door.request.requestId) return { ...shown(door), replayed: true };
  return { ...shown(door), problem: new Problem('ALREADY_REQUESTED') };
}

/** Nothing = the order changed meanwhile. */
async function ask(door: OpenDoor, visit: Visit, newId: () => string): Promise<DoorReply | undefined> {
  const { units, order } = door;
  const fields = readFields(visit.body, bodyLimitFor(units));
  const form = readOrShow(fields, door);
  if ('page' in form) return form;
  const { wish, confirmation, requestId = newId(), goesBack } = form;
  if (goesBack) return { page: { kind: 'form', door, entered: enteredIn(fields, units) } };
  const page = { kind: 'confirmation', door, wish, requestId } as const;
  if (confirmation === undefined) {
    // A program has to be told what is missing; a reader sees the second page.
    return {
      page,
      ...(visit.wantsJson && { problem: new Problem('CONFIRMATION_MISMATCH', { triesLeft: triesADay }) }),
    };
  }
  const tries = { orderId: order.orderId, caseId: `cancel-link-${visit.now.toISOString().slice(0, 10)}` };
  const before = await limits.wrongConfirmations(tries);
  if (before >= triesADay) throw new Problem('TOO_MANY', { retryAfter: untilMidnight(visit.now) });
  if (!confirmsNumber(confirmation, order.orderNumber)) {
    const expiresAt = Math.ceil(visit.now.getTime() / 1000) + 2 * 86_400;
    const { written } = await transact([limits.wrongConfirmationItem({ ...tries, before, expiresAt })]);
    const problem = new Problem('CONFIRMATION_MISMATCH', { triesLeft: Math.max(0, triesADay - before - 1) });
    return written ? { page, problem } : undefined;
  }
  const request: CancelRequest = {
    requestId,
    requestedAt: visit.now.toISOString(),
    ...wish,
    ...(door.withdrawal && { statutory: true }),
  };
  if (!(await writeRequest(door, request, visit.now))) return undefined;
  return { page: { kind: 'requested', door: { ...door, kind: 'requested', request } } };
}

/** What a reader can mend is shown again with what was entered; the rest is thrown. */
function readOrShow(fields: ReadonlyMap<string, string>, door: OpenDoor): DoorForm | DoorReply {
  try {
    return readWish(fields, door.units);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 422) throw problem;
    return { page: { kind: 'form', door, entered: enteredIn(fields, door.units) }, problem };
  }
}

async function countPost({ claims, now }: Visit): Promise<void> {
  const minute = now.toISOString().slice(0, 16);
  const expiresAt = Math.ceil(now.getTime() / 1000) + 3600;
  const linked = { orderId: claims.orderId, caseId: 'cancel-link' };
  if (await limits.countPost(linked, { minute, limit: postsAMinute, expiresAt })) return;
  throw new Problem('TOO_MANY', { retryAfter: 60 - now.getUTCSeconds() });
}

const untilMidnight = (now: Date): number => 86_400 - Math.floor((now.getTime() % 86_400_000) / 1000);
