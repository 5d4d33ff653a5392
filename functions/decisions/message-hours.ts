import type { TransactItem } from '#shared/adapters/document-client.ts';
import { isoDayIn } from '#shared/domain/calendar/local-day.ts';
import { keepableFor, mailableAt, mailableTomorrow, recipientOf } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import { contacts, settings } from './workbench.ts';

/** From when on this customer may be written to without being asked for it. */
export interface MailTimes {
  /** Nothing = now. */
  readonly mailFrom: string | undefined;
  /** For what is owed by law, which waits for the morning alone; nothing = now. */
  readonly owedFrom: string | undefined;
}

export async function mailTimesOf(order: Order, now: Date): Promise<MailTimes> {
  const { messages } = settings;
  const zone = zoneOf(order);
  const sent = await contacts.messagesOn(order.customer.customerId, isoDayIn(zone, now));
  const later = (at: Date) => (at > now ? at.toISOString() : undefined);
  const owedFrom = later(mailableAt(zone, now, messages));
  const full = sent >= messages.perCustomerAndDay;
  return { owedFrom, mailFrom: full ? later(mailableTomorrow(zone, now, messages)) : owedFrom };
}

/** It is none of the hours in which this customer sleeps. */
export const isMailable = (order: Order, at: Date): boolean =>
  mailableAt(zoneOf(order), at, settings.messages).getTime() === at.getTime();

/** A message more on the customer's day that they have not asked for; refused when they have had enough of them. */
export const countUnasked = (order: Order, at: Date): TransactItem =>
  contacts.countMessage(
    order.customer.customerId,
    isoDayIn(zoneOf(order), at),
    at,
    settings.messages.perCustomerAndDay,
  );

/** A deadline that this customer can keep. */
export const keepable = (order: Order, due: Date): Date => keepableFor(order, due, settings.messages);

const zoneOf = (order: Order): string => recipientOf(order).timeZone;

/** Whether that kind of message is the shop's to send: `done`, `reminder`, or the code of a notice. */
export const isShops = (type: string, kind: string): boolean => settings.messages.owner[`${type}/${kind}`] === 'shop';
