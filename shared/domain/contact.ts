import { mayMail, type Operations } from './operations.ts';
import type { Order } from './order.ts';
import { mailAddress } from './primitives.ts';

/** Why we may not write to the customer of this order at all, if so; whether mail arrives is another matter. */
export function noMailBecause({ channel, customer }: Order, operations: Operations): string | undefined {
  if (operations.channels[channel]?.contact !== 'direct') return 'CUSTOMER_NOT_OURS_TO_CONTACT';
  if (!mailAddress.safeParse(customer.email).success) return 'NO_MAIL_ADDRESS';
  return mayMail(operations, customer.email!) ? undefined : 'NOT_ON_MAIL_ALLOW_LIST';
}

/** Who owns the address knows it; whoever else holds the link learns its domain only. */
export const maskedAddress = (email: string) => email.replace(/^(.).*(?=@)/, '$1•••');
