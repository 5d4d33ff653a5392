import { leewaySeconds } from '#functions/customer-reply/claimed-case.ts';
import { confirmsNumber } from '#functions/customer-reply/order-number.ts';
import { Problem } from '#functions/customer-reply/problem.ts';
import { readFields } from '#functions/customer-reply/reply-fields.ts';
import type { Visit } from '#functions/customer-reply/reply-handler.ts';
import { transact } from '#shared/adapters/document-client.ts';
import type { CancelRequest } from '#shared/domain/cancel-request.ts';
import { type Door, doorOf, limits, type OpenDoor, writeRequest } from './door.ts';
import type { DoorReply } from './door-page.ts';
import { bodyLimitFor, type DoorForm, enteredIn, nothingEntered, readWish } from './wish.ts';

/** Posts a minute that one link may send, and wrong confirmations a day. */
const postsAMinute = 10;
const triesADay = 5;
/** How often a post that met another writer looks at the order anew. */
const attempts = 5;

/** Where an order stands, for the link of somebody who wants to cancel. @throws Problem LINK_INVALID, LINK_EXPIRED */
export async function standingOf({ claims, now, speak }: Visit): Promise<Door> {
  const door = await doorOf(claims.orderId, now);
  if (!door) throw new Problem('LINK_INVALID');
  speak(door);
  if (claims.expiresAt + leewaySeconds < now.getTime() / 1000) throw new Problem('LINK_EXPIRED');
  return door;
}

/** The page of where an order stands. */
export function shown(door: Door): DoorReply {
  if (door.kind === 'open') return { page: { kind: 'form', door, entered: nothingEntered } };
  if (door.kind === 'requested') return { page: { kind: 'requested', door } };
  return { page: { kind: 'nothing-left', door }, problem: new Problem('ALREADY_CANCELLED') };
}

/** The first post is shown again to be confirmed, the second writes the wish. @throws Problem */
export async function takeWish(visit: Visit, newId: () => string): Promise<DoorReply> {
  await countPost(visit);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const door = await standingOf(visit);
    const reply = door.kind === 'open' ? await ask(door, visit, newId) : answered(door, visit);
    if (reply) return reply;
  }
  throw new Problem('UNAVAILABLE', { retryAfter: 1 });
}

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
