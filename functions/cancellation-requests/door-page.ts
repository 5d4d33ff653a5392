import type { Problem } from '#functions/customer-reply/problem.ts';
import type { SentAgain } from '#functions/customer-reply/question-again.ts';
import type { CancellableUnit } from '#shared/domain/cancellation.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Door, OpenDoor, Requested } from './door.ts';
import type { Entered, Wish } from './wish.ts';

/** What the front door shows, before it becomes HTML or JSON. */
export type DoorPage =
  | { readonly kind: 'form'; readonly door: OpenDoor; readonly entered: Entered }
  /** The second page: what was asked for once more, and what only the customer knows. */
  | { readonly kind: 'confirmation'; readonly door: OpenDoor; readonly wish: Wish; readonly requestId: string }
  | { readonly kind: 'requested'; readonly door: Requested }
  | { readonly kind: 'nothing-left'; readonly door: Door }
  | { readonly kind: 'sent-again'; readonly sent: SentAgain }
  | { readonly kind: 'message' };

/** A page, what is wrong if something is, and whether this answer was given before. */
export interface DoorReply {
  readonly page: DoorPage;
  readonly problem?: Problem;
  readonly replayed?: boolean;
  /** A question of the order waits, and can be mailed once more. */
  readonly again?: boolean;
}

/** What a unit is called: its goods with their number, a bundle by all of them. */
export const unitTitle = ({ lines, whole }: CancellableUnit): string =>
  whole ? lines.map(({ title, quantity }) => `${title} × ${quantity}`).join(' + ') : (lines[0]?.title ?? '');

/** The units of a wish by name. */
export function wishedItems({ lines }: Order, wish: Pick<Wish, 'lines'>): string[] {
  const titleOf = new Map(lines.map(({ lineId, title }) => [lineId, title]));
  return (wish.lines ?? []).map(({ lineId, quantity }) => `${titleOf.get(lineId) ?? lineId} × ${quantity}`);
}
