import * as z from 'zod';
import type { MailText } from '#functions/exception-types/exception-type.ts';
import { replyLink } from '#shared/adapters/customer-links.ts';
import { type OutgoingMail, sendMail } from '#shared/adapters/mail.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { Order } from '#shared/domain/order.ts';
import { type Language, languageOf, mailAddress } from '#shared/domain/primitives.ts';
import { listedFrom, type MailPart, type MailWords, renderMail } from '#shared/html/mail.tsx';
import { readEnv } from '#shared/lambda/env.ts';
import { paragraphsOf } from './merged-words.ts';
import { namedIn } from './named-orders.ts';
import { type WordsAlong, wordsAlong } from './words-along.ts';
import { cases, settings } from './workbench.ts';

const env = readEnv(
  z.object({
    LINK_SECRET_ARN: z.string(),
    REPLY_BASE_URL: z.string(),
    MAIL_FROM: z.string(),
    MAIL_CONFIGURATION_SET: z.string(),
  }),
);

const place = { secretArn: env.LINK_SECRET_ARN, baseUrl: env.REPLY_BASE_URL, ttlDays: settings.linkTtlDays };

/** Which message of its case a mail is, and of what kind: `question`, `reminder`, `done` or the code of a notice. */
export interface Message {
  readonly n: number;
  readonly kind: string;
  /** What has just been written down of it; left out = that is read. */
  readonly written?: Written | undefined;
}
export type Written = Awaited<ReturnType<typeof cases.messageOf>>;

/**
 * Sends a message of a case to its customer, unless it is known to have gone out or there is nowhere to send it any more.
 * Without words of its own it is what the customer's other orders say in it.
 */
export async function sendMessage(
  record: CaseRecord,
  order: Order,
  wordsOf: () => MailText | undefined | Promise<MailText>,
  { n, kind, written }: Message,
  at: Date,
): Promise<void> {
  const { orderId, caseId } = record;
  const to = mailAddress.safeParse(order.customer.email);
  if (!to.success) return;
  const { sentAt, merged, along } = written ?? (await cases.messageOf(orderId, caseId, n));
  if (sentAt) return;
  const words = await wordsOf();
  const { named, unnamed } = namedIn(along, n);
  const language = languageOf(order.customer.locale);
  if (words) {
    const paragraphs = await paragraphsWith(merged, words, { order, caseId }, at);
    const above = named.length >= listedFrom ? paragraphs.map((each) => unnumbered(each, order.orderNumber)) : [];
    const others = await partsOf(await wordsAlong(named, at), new Set([...paragraphs, ...above]), at);
    const { url: link } = await replyLink(place, record, at);
    await send(
      { email: to.data, language, link },
      { ...words, paragraphs, others, unnamed },
      { orderId, caseId, kind },
    );
  } else {
    const [first, ...others] = await partsOf(await wordsAlong(named, at), new Set(), at);
    const recipient = { email: to.data, language, ...(first?.link && { link: first.link }) };
    if (first) await send(recipient, { ...first, others, unnamed }, { orderId, caseId, kind });
  }
  await cases.markSent(orderId, caseId, n, at);
}

/** A notice of its own stands before the question it leads to, what others of the order say behind; what is alike once. */
async function paragraphsWith(
  merged: Written['merged'],
  words: MailText,
  { order, caseId }: { readonly order: Order; readonly caseId: string },
  at: Date,
): Promise<string[]> {
  const [ahead, behind] = await Promise.all([
    paragraphsOf(
      merged.filter((each) => each.caseId === caseId),
      order,
      at,
    ),
    paragraphsOf(
      merged.filter((each) => each.caseId !== caseId),
      order,
      at,
    ),
  ]);
  return [...new Set([...ahead, ...words.paragraphs, ...behind])];
}

/** Each order's own part with its own link; what stands above, be it of another order, is not said again. */
async function partsOf(along: readonly WordsAlong[], above: ReadonlySet<string>, at: Date): Promise<MailPart[]> {
  const said = new Set(above);
  const parts: MailPart[] = [];
  for (const { record, words, orderNumber } of along) {
    const { subject, paragraphs, action } = words;
    const { url: link } = await replyLink(place, record, at);
    const own = paragraphs.filter((each) => !said.has(each) && !said.has(unnumbered(each, orderNumber)));
    parts.push({ subject, paragraphs: own, ...(action && { action, link }) });
    for (const each of paragraphs) said.add(each);
  }
  return parts;
}

/** A sentence that differs by the number of its order alone says nothing more of it: the part is headed by that number. */
const unnumbered = (paragraph: string, orderNumber: string): string => paragraph.replaceAll(orderNumber, '');

interface Recipient {
  readonly email: string;
  readonly language: Language;
  /** Nobody but the customer gets one. */
  readonly link?: string;
}

/** A mail to somebody, as it is: what keeps it from going out twice is its sender's. */
export const send = (
  { email, language, link }: Recipient,
  words: MailWords,
  tags: OutgoingMail['tags'],
): Promise<void> =>
  sendMail({
    from: env.MAIL_FROM,
    to: email,
    ...renderMail(language, words, link),
    configurationSet: env.MAIL_CONFIGURATION_SET,
    tags,
  });
