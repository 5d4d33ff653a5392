import { noMailBecause } from '#shared/domain/contact.ts';
import type { Operations } from '#shared/domain/operations.ts';
import type { Order } from '#shared/domain/order.ts';
import { contacts } from './workbench.ts';

/** Why we may not change this order, if so: the code under which staff get its case. */
export function channelProblemOf({ channel }: Order, { channels }: Operations): string | undefined {
  const known = channels[channel];
  if (!known) return 'CHANNEL_UNKNOWN';
  return known.amend ? undefined : 'ORDER_NOT_OURS_TO_CHANGE';
}

/** Why we may not or cannot write to this customer, if so. */
export async function contactProblemOf(order: Order, operations: Operations): Promise<string | undefined> {
  const problem = noMailBecause(order, operations);
  if (problem) return problem;
  return (await contacts.isUnreachable(order.customer.customerId)) ? 'CUSTOMER_UNREACHABLE' : undefined;
}
