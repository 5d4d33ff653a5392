import type { Payment } from '#shared/domain/payment.ts';
import { aPayment } from './shop.ts';
import type { World } from './world.ts';

/** Payment rows as a shop writes them, at the world's present time. */
const at = (world: World) => new Date(world.runtime.clock.now()).toISOString();

/** An attempt that came to nothing, or has not yet. */
export const anAttempt = (world: World, orderId: string, attemptId: string, changes: Partial<Payment> = {}): Payment =>
  aPayment(3500, {
    orderId,
    attemptId,
    authorizedMinor: 0,
    capturedMinor: 0,
    refundableMinor: 0,
    status: 'failed',
    declineCode: 'generic_decline',
    createdAt: at(world),
    ...changes,
  });

/** An attempt that brought the money. */
export const aCapture = (
  world: World,
  orderId: string,
  attemptId: string,
  { amount = 3500, ...changes }: Partial<Payment> & { amount?: number } = {},
): Payment => aPayment(amount, { orderId, attemptId, createdAt: at(world), ...changes });
