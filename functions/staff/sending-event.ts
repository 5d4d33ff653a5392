import type { EventBridgeEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Undeliverable } from './notice-undeliverable-mail.ts';

const one = z.array(z.string()).length(1);
/** What SES tells of a mail of ours: the tags say whose case it was; addresses are not read. */
const sendingEvent = z.object({
  mail: z.object({ tags: z.object({ orderId: one, caseId: one, letter: one.optional() }) }),
  bounce: z.object({ bounceType: z.string() }).optional(),
});

const codes: Readonly<Record<string, string>> = {
  'Email Bounced': 'MAIL_BOUNCED',
  'Email Complaint Received': 'MAIL_COMPLAINT',
  'Email Rejected': 'MAIL_REJECTED',
};

/**
 * Which mail did not arrive, by an event of SES. `unknown` = the event names no case; `passing` = a mailbox that is full,
 * say, which may take the next one.
 */
export function undeliverableIn(event: EventBridgeEvent<string, unknown>): Undeliverable | 'unknown' | 'passing' {
  const told = sendingEvent.safeParse(event.detail);
  const code = codes[event['detail-type']];
  if (!told.success || !code) return 'unknown';
  const { mail, bounce } = told.data;
  if (bounce && bounce.bounceType !== 'Permanent') return 'passing';
  const { orderId, caseId, letter } = mail.tags;
  return { orderId: orderId[0]!, caseId: caseId[0]!, letter: letter?.[0], code };
}
