import type { TransactItem } from '#shared/adapters/document-client.ts';
import { isoDayIn } from '#shared/domain/calendar/local-day.ts';
import { keepableDeadline, mailableAt, mailableTomorrow } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import { contacts, settings } from './workbench.ts';

/** From when on this customer may be written to without being asked for it; nothing = now. */
export async function mailableFrom({ customer }: Order, now: Date): Promise<string | undefined> {
  const { messages } = settings;
  const { customerId, timeZone } = customer;
  const sent = await contacts.messagesOn(customerId, isoDayIn(timeZone, now));
  const at =
    sent < messages.perCustomerAndDay ? mailableAt(timeZone, now, messages) : mailableTomorrow(timeZone, now, messages);
  return at > now ? at.toISOString() : undefined;
}

/** A message more on the customer's day that they have not asked for; refused when they have had enough of them. */
export const countUnasked = ({ customer }: Order, at: Date): TransactItem =>
  contacts.countMessage(customer.customerId, isoDayIn(customer.timeZone, at), at, settings.messages.perCustomerAndDay);

/** A deadline that this customer can keep. */
export const keepable = ({ market, customer }: Order, due: Date): Date =>
  keepableDeadline(due, { market, timeZone: customer.timeZone }, settings.messages);

/** Whether that kind of message is the shop's to send: `done`, `reminder`, or the code of a notice. */
export const isShops = (type: string, kind: string): boolean => settings.messages.owner[`${type}/${kind}`] === 'shop';
