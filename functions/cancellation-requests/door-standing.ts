import { leewaySeconds } from '#functions/customer-reply/claimed-case.ts';
import { Problem } from '#functions/customer-reply/problem.ts';
import type { Visit } from '#functions/customer-reply/reply-handler.ts';
import { type Door, doorOf } from './door.ts';
import type { DoorReply } from './door-page.ts';
import { nothingEntered } from './wish.ts';

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
