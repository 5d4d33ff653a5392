import type { JsonObject } from '../service.ts';
import type { Mail, MailOutcome } from './mail.ts';

/** What SES tells about a mail: the kind in a configuration set, the detail type on the bus, and the event's own part. */
interface SendingEvent {
  readonly kind: string;
  readonly detailType: string;
  readonly part: string;
  fields(mail: Mail): JsonObject;
}

const send: SendingEvent = { kind: 'SEND', detailType: 'Email Sent', part: 'send', fields: () => ({}) };

const delivery: SendingEvent = {
  kind: 'DELIVERY',
  detailType: 'Email Delivered',
  part: 'delivery',
  fields: (mail) => ({
    timestamp: mail.at,
    processingTimeMillis: 0,
    recipients: [...mail.to],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'local',
  }),
};

const bounce: SendingEvent = {
  kind: 'BOUNCE',
  detailType: 'Email Bounced',
  part: 'bounce',
  fields: (mail) => ({
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: mail.to.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    })),
    timestamp: mail.at,
    feedbackId: `feedback-${mail.id}`,
    reportingMTA: 'dns; local',
  }),
};

const complaint: SendingEvent = {
  kind: 'COMPLAINT',
  detailType: 'Email Complaint Received',
  part: 'complaint',
  fields: (mail) => ({
    complainedRecipients: mail.to.map((emailAddress) => ({ emailAddress })),
    timestamp: mail.at,
    feedbackId: `feedback-${mail.id}`,
    complaintFeedbackType: 'abuse',
    arrivalDate: mail.at,
  }),
};

/** In which sequence SES tells about a mail with this outcome. */
export const eventsOf: Readonly<Record<MailOutcome, readonly SendingEvent[]>> = {
  delivered: [send, delivery],
  bounced: [send, bounce],
  complained: [send, delivery, complaint],
};

/** The detail of the event on the default bus. */
export function sendingDetail({ part, kind, fields }: SendingEvent, mail: Mail): JsonObject {
  const tags = Object.entries({ ...mail.tags, 'ses:configuration-set': mail.configurationSet ?? '' });
  const headers = Object.entries({ ...mail.headers, Subject: mail.subject });
  return {
    eventType: kind.charAt(0) + kind.slice(1).toLowerCase(),
    mail: {
      timestamp: mail.at,
      source: mail.from,
      sendingAccountId: '000000000000',
      messageId: mail.id,
      destination: [...mail.to],
      headersTruncated: false,
      headers: headers.map(([name, value]) => ({ name, value })),
      commonHeaders: { from: [mail.from], to: [...mail.to], messageId: mail.id, subject: mail.subject },
      tags: Object.fromEntries(tags.map(([name, value]) => [name, [value]])),
    },
    [part]: fields(mail),
  };
}
