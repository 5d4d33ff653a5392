import * as z from 'zod';
import { transact } from '#shared/adapters/document-client.ts';
import { linkKeys } from '#shared/adapters/link-secret.ts';
import { sendMail } from '#shared/adapters/mail.ts';
import type { Offer } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { signLink } from '#shared/domain/link.ts';
import { languageOf } from '#shared/domain/primitives.ts';
import { mailHtml, mailPlainText } from '#shared/html/mail.tsx';
import type { World } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { AlreadyDecided, ConcurrentWrite } from '#shared/lambda/errors.ts';
import { type TaskInput, taskHandler } from '#shared/lambda/task-handler.ts';
import { offerHashOf } from './offer-hash.ts';
import { assertNotPaused, cases, takeUp } from './workbench.ts';

const env = readEnv(
  z.object({
    LINK_SECRET_ARN: z.string(),
    REPLY_BASE_URL: z.string(),
    MAIL_FROM: z.string(),
    MAIL_CONFIGURATION_SET: z.string(),
  }),
);

const hour = 3_600_000;
/** Design section 5: an answer within 48 h, one reminder at 24 h; a link works 30 days longer, to say what was done. */
const answerHours = 48;
const linkDays = 32;

/** Stores the wait before it mails: whoever answers finds the token, and the relay sees both. */
async function askCustomer(input: TaskInput, { now }: World): Promise<void> {
  const { record, facts, settings, type } = await takeUp(input);
  const at = now();
  assertNotPaused(settings, at);
  if (await cases.decisionOf(record.orderId, record.caseId)) throw new AlreadyDecided('the case has its decision');
  const offer = record.offer ?? type.offer(facts, record, at);
  if (!offer || !input.taskToken) throw new AlreadyDecided('nothing is left to ask');
  const reminding = record.state === 'asking';
  const asked = reminding ? { reminders: record.reminders + 1 } : firstAsked(offer, facts.order.customer.locale, at);
  const { written } = await transact([
    ...cases.moveItems(record, {
      to: 'asking',
      at,
      by: 'workflow',
      because: reminding ? 'reminded' : 'asked',
      changes: { ...asked, messages: record.messages + 1, owner: 'customer' },
      outgoing: [{ kind: 'event', detailType: 'CustomerAsked', detail: { type: type.key, round: record.round } }],
    }),
    cases.waitItem(record, input.taskToken, record.round + 1),
    cases.questionItem(record),
  ]);
  if (!written) throw new ConcurrentWrite(`case ${record.caseId} changed while it was about to ask`);
  await mail(record, offer, reminding, at);

  async function mail(asking: CaseRecord, put: Offer, again: boolean, sentAt: Date): Promise<void> {
    const language = languageOf(facts.order.customer.locale);
    const words = again
      ? type.messages[language].reminder(facts.order, put)
      : type.messages[language].question(facts.order, put);
    const [key] = await linkKeys(env.LINK_SECRET_ARN);
    const expiresAt = Math.floor(sentAt.getTime() / 1000) + linkDays * 86_400;
    const link = `${env.REPLY_BASE_URL}/r/${signLink(key, { caseId: asking.caseId, orderId: asking.orderId, purpose: 'reply', expiresAt })}`;
    await sendMail({
      from: env.MAIL_FROM,
      to: facts.order.customer.email ?? '',
      subject: words.subject,
      html: mailHtml(language, words, link),
      text: mailPlainText(words, link),
      configurationSet: env.MAIL_CONFIGURATION_SET,
      tags: { orderId: asking.orderId, caseId: asking.caseId },
    });
  }
}

function firstAsked(offer: Offer, locale: string, at: Date): Partial<CaseRecord> {
  const answerDue = new Date(at.getTime() + answerHours * hour).toISOString();
  return {
    round: 1,
    offer,
    offerHash: offerHashOf(offer),
    language: languageOf(locale),
    askedAt: at.toISOString(),
    answerDue,
    dueAt: new Date(at.getTime() + (answerHours + 1) * hour).toISOString(),
  };
}

export const handler = taskHandler(askCustomer);
