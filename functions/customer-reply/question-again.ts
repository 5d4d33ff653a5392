import * as z from 'zod';
import { replyLink } from '#shared/adapters/customer-links.ts';
import { sendMail } from '#shared/adapters/mail.ts';
import { readOperations } from '#shared/adapters/operations-parameter.ts';
import { orderFile } from '#shared/adapters/order-file.ts';
import { askedCases } from '#shared/domain/case-record.ts';
import { maskedAddress, noMailBecause } from '#shared/domain/contact.ts';
import type { LinkClaims } from '#shared/domain/link.ts';
import { isPaused, modeOf } from '#shared/domain/operations.ts';
import { renderMail } from '#shared/html/mail.tsx';
import { readEnv } from '#shared/lambda/env.ts';
import { Problem } from './problem.ts';
import { cases, limits, type OpenQuestion, settings, standingOf } from './standing.ts';

const env = readEnv(
  z.object({
    LINK_SECRET_ARN: z.string(),
    REPLY_BASE_URL: z.string(),
    OPERATIONS_PARAMETER: z.string(),
    MAIL_FROM: z.string(),
    MAIL_CONFIGURATION_SET: z.string(),
  }),
);

/** One mail per question and so long. */
const restMs = 3_600_000;

/** A question that is on its way once more: to whom, since when, and from when on it may be sent again. */
export interface SentAgain {
  readonly order: OpenQuestion['order'];
  /** Without what only its owner knows. */
  readonly to: string;
  readonly at: string;
  readonly nextAt: string;
  /** It had been sent before, within the hour, and was not sent now. */
  readonly replayed: boolean;
}

/**
 * Mails the newest question of an order once more, with a fresh link, to the address that the order has now. It is asked
 * for, so it knows no quiet hours and counts for no day; its deadlines stay. Of many at once one mails.
 * @throws Problem NOTHING_ASKED, UNAVAILABLE
 */
async function sendQuestionAgain(orderId: string, now: Date): Promise<SentAgain> {
  const [question, operations] = await Promise.all([
    newestQuestion(orderId, now),
    readOperations(env.OPERATIONS_PARAMETER),
  ]);
  if (isPaused(operations, now)) throw new Problem('UNAVAILABLE', { retryAfter: 600 });
  if (!question || noMailBecause(question.order, operations)) throw new Problem('NOTHING_ASKED');
  if (modeOf(operations, question.record.type, now) === 'observe') throw new Problem('NOTHING_ASKED');
  const { record, order } = question;
  const email = order.customer.email!;
  const before = await limits.takeTurnToSend(record, now, restMs);
  const at = before ?? now.toISOString();
  if (!before) await mailOrGiveBack(question, email, now);
  const nextAt = new Date(Date.parse(at) + restMs).toISOString();
  return { order, to: maskedAddress(email), at, nextAt, replayed: before !== undefined };
}

/** The page for who wants the newest question of the order of their link again. @throws Problem NOTHING_ASKED, UNAVAILABLE */
export async function sentAgain({ claims, now }: { readonly claims: Pick<LinkClaims, 'orderId'>; readonly now: Date }) {
  const sent = await sendQuestionAgain(claims.orderId, now);
  return { page: { kind: 'sent-again', sent }, replayed: sent.replayed } as const;
}

/** A mail that the service refuses may be asked for again at once. */
async function mailOrGiveBack({ record, order, offer, type, language }: OpenQuestion, to: string, now: Date) {
  const { caseId, orderId } = record;
  const place = { secretArn: env.LINK_SECRET_ARN, baseUrl: env.REPLY_BASE_URL, ttlDays: settings.linkTtlDays };
  const { url: link } = await replyLink(place, { caseId, orderId }, now);
  const words = type.messages[language].question(order, offer);
  const tags = { orderId, caseId, kind: 'question-again' };
  try {
    await sendMail({
      from: env.MAIL_FROM,
      to,
      ...renderMail(language, words, link),
      configurationSet: env.MAIL_CONFIGURATION_SET,
      tags,
    });
  } catch (error) {
    await limits.giveTurnBack(record, now);
    throw error;
  }
}

/** The question that an answer would count for now, the last that was asked; nothing = none is open. */
async function newestQuestion(orderId: string, now: Date): Promise<OpenQuestion | undefined> {
  const expiresAt = Math.ceil(now.getTime() / 1000) + 60;
  for (const { caseId } of askedCases((await orderFile(cases.tableName, orderId)).cases)) {
    const standing = await standingOf({ orderId, caseId, purpose: 'reply', expiresAt }, now);
    if (standing.kind === 'open') return standing;
  }
  return undefined;
}
