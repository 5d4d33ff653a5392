import { mayMail, type Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import { mailAddress } from '#shared/domain/primitives.ts';
import { contacts } from './workbench.ts';

/** Why we may not change this order, if so: the code under which staff get its case. */
export function channelProblemOf({ channel }: Order, { channels }: Operations): string | undefined {
  const known = channels[channel];
  if (!known) return 'CHANNEL_UNKNOWN';
  return known.amend ? undefined : 'ORDER_NOT_OURS_TO_CHANGE';
}

/** Why we may not or cannot write to this customer, if so. */
export async function contactProblemOf(
  { channel, customer }: Order,
  operations: Operations,
): Promise<string | undefined> {
  if (operations.channels[channel]?.contact !== 'direct') return 'CUSTOMER_NOT_OURS_TO_CONTACT';
  if (!mailAddress.safeParse(customer.email).success) return 'NO_MAIL_ADDRESS';
  if (!mayMail(operations, customer.email!)) return 'NOT_ON_MAIL_ALLOW_LIST';
  return (await contacts.isUnreachable(customer.customerId)) ? 'CUSTOMER_UNREACHABLE' : undefined;
}
