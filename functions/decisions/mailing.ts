import * as z from 'zod';
import type { MailText } from '#functions/exception-types/exception-type.ts';
import { type OutgoingMail, sendMail } from '#shared/adapters/mail.ts';
import { replyLink } from '#shared/adapters/reply-link.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { type Language, languageOf, mailAddress } from '#shared/domain/primitives.ts';
import { renderMail } from '#shared/html/mail.tsx';
import { readEnv } from '#shared/lambda/env.ts';
import { paragraphsOf } from './merged-notices.ts';
import { cases, settings } from './workbench.ts';

const env = readEnv(
  z.object({
    LINK_SECRET_ARN: z.string(),
    REPLY_BASE_URL: z.string(),
    MAIL_FROM: z.string(),
    MAIL_CONFIGURATION_SET: z.string(),
  }),
);

/** Which message of its case a mail is, and of what kind: `question`, `reminder`, `done` or the code of a notice. */
export interface Message {
  readonly n: number;
  readonly kind: string;
}

/** Sends a message of a case to its customer, unless it is known to have gone out or there is nowhere to send it any more. */
export async function sendMessage(
  record: CaseRecord,
  order: Order,
  words: MailText,
  { n, kind }: Message,
  at: Date,
): Promise<void> {
  const { orderId, caseId } = record;
  const to = mailAddress.safeParse(order.customer.email);
  if (!to.success) return;
  const { sentAt, merged } = await cases.messageOf(orderId, caseId, n);
  if (sentAt) return;
  const paragraphs = [...words.paragraphs, ...(await paragraphsOf(merged, order, at))];
  const language = languageOf(order.customer.locale);
  const place = { secretArn: env.LINK_SECRET_ARN, baseUrl: env.REPLY_BASE_URL, ttlDays: settings.linkTtlDays };
  const link = await replyLink(place, record, at);
  await send({ email: to.data, language, link }, { ...words, paragraphs }, { orderId, caseId, kind });
  await cases.markSent(orderId, caseId, n, at);
}

interface Recipient {
  readonly email: string;
  readonly language: Language;
  /** Nobody but the customer gets one. */
  readonly link?: string;
}

/** A mail to somebody, as it is: what keeps it from going out twice is its sender's. */
export const send = (
  { email, language, link }: Recipient,
  words: MailText,
  tags: OutgoingMail['tags'],
): Promise<void> =>
  sendMail({
    from: env.MAIL_FROM,
    to: email,
    ...renderMail(language, words, link),
    configurationSet: env.MAIL_CONFIGURATION_SET,
    tags,
  });
