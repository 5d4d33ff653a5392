import { describe, expect, it } from 'vitest';
import type { Facts } from '#functions/exception-types/exception-type.ts';
import { consentRules } from '#functions/exception-types/logistics-delay/consent.ts';
import { logisticsDelay } from '#functions/exception-types/logistics-delay/definition.ts';
import { messages } from '#functions/exception-types/logistics-delay/messages.ts';
import { dayIn } from '#shared/domain/formats.ts';
import { messagePolicy } from '#shared/domain/message-times.ts';
import type { Order } from '#shared/domain/order.ts';
import { type Language, languages } from '#shared/domain/primitives.ts';
import { renderMail } from '#shared/html/mail.tsx';
import { aCaseRecord } from '#test/support/rows.ts';
import { anOrder, days, inDays, start } from '#test/support/shop.ts';

const rules = logisticsDelay.under({}, messagePolicy.parse({}));
const now = new Date(start.getTime() + days(5));
const record = aCaseRecord({ type: 'logistics-delay' });
const markets = { US: 'US', EU: 'DE', TW: 'TW', CN: 'CN', HK: 'HK', other: 'BR' } as const;
const estimates = { near: inDays(8), far: inDays(60), unknown: undefined };

/** Of goods promised for the fourth day that have not left and were told of since, with the delays that were agreed on before. */
function factsOf({ region, delay, date }: (typeof consentRules)[number], changes: Partial<Order> = {}): Facts {
  const lineIds = ['line-1'];
  const estimatedAt = estimates[date];
  const agreed = { caseId: 'c-0', at: inDays(1), lineIds, until: inDays(4), endedAt: inDays(4) };
  const order = anOrder({
    market: markets[region],
    orderState: 'Confirmed',
    deliveryNotices: [{ caseId: 'c-1', at: inDays(4), lineIds, ...(estimatedAt && { estimatedAt }) }],
    ...(delay === 'later' && { promisedDeliveryAt: inDays(1), deliveryAgreements: [agreed] }),
    ...changes,
  });
  return { order, payments: [], stock: [], siblings: [], shipments: [], transit: [] };
}

interface Sentences {
  readonly choice: (day: string) => string;
  readonly waits: (day: string) => string;
  /** What becomes of it when that day has passed: the money back, or a choice. */
  readonly thenRefund: string;
  readonly thenChoice: string;
  readonly refunds: string;
  readonly silence: string;
}

const sentences: Record<Language, Sentences> = {
  en: {
    choice: (day) => `You can wait for it until ${day}, or cancel it and get your money back.`,
    waits: (day) => `If we do not hear from you, we will take it that you are willing to wait until ${day}.`,
    thenRefund: 'If it has not arrived by then, we will refund it unless you agree to a later date.',
    thenChoice: 'If it has not arrived by then, you can still cancel it.',
    refunds: 'If we do not hear from you, we will refund it without further ado.',
    silence: 'If we do not hear from you',
  },
  'zh-TW': {
    choice: (day) => `您可以選擇繼續等候到 ${day}，或取消並退款。`,
    waits: (day) => `若未收到您的回覆，我們會視為您願意等候到 ${day}。`,
    thenRefund: '屆時若仍未送達，除非您同意再延期，否則我們會為您退款。',
    thenChoice: '屆時若仍未送達，您還是可以取消。',
    refunds: '若未收到您的回覆，我們會直接為您退款。',
    silence: '若未收到您的回覆',
  },
  'zh-CN': {
    choice: (day) => `您可以选择继续等待到 ${day}，或取消并退款。`,
    waits: (day) => `如果没有收到您的回复，我们会视为您愿意等待到 ${day}。`,
    thenRefund: '届时如果仍未送达，除非您同意再次延期，否则我们会为您退款。',
    thenChoice: '届时如果仍未送达，您还是可以取消。',
    refunds: '如果没有收到您的回复，我们会直接为您退款。',
    silence: '如果没有收到您的回复',
  },
};

/** Question and reminder as they are sent, each in both parts. */
function partsOf(language: Language, facts: Facts): string[] {
  const offer = rules.offer(facts, record, now)!;
  const { question, reminder } = messages[language];
  return [question, reminder].flatMap((mail) => {
    const { html, text } = renderMail(language, mail(facts.order, offer), 'https://reply.shop.example/r/k.token.mac');
    return [html, text];
  });
}

const waitUntil = (facts: Facts): string => {
  const [unit] = rules.offer(facts, record, now)!.lines;
  return unit!.options.find(({ kind }) => kind === 'wait')!.until!;
};

describe.each(languages)('the question that makes silence bind says until when, in the mail itself: %s', (language) => {
  const said = sentences[language];

  it.each(consentRules)('$region, a $delay delay, its date $date: silence = $silence', (rule) => {
    const facts = factsOf(rule);
    const day = dayIn(language, facts.order.customer.timeZone, waitUntil(facts));
    const parts = partsOf(language, facts);
    expect(parts).toHaveLength(4);
    for (const part of parts) {
      expect(part).toContain(said.choice(day));
      if (rule.silence === 'wait') {
        expect(part).toContain(said.waits(day));
        expect(part).toContain(rule.region === 'other' ? said.thenChoice : said.thenRefund);
      }
      if (rule.silence === 'refund') expect(part).toContain(said.refunds);
      if (rule.silence === 'staff') expect(part).not.toContain(said.silence);
    }
  });

  it('no wait is spoken of when none is offered any more', () => {
    const facts = factsOf({ region: 'US', delay: 'first', date: 'unknown', silence: 'refund' });
    const longAgo = { ...facts, order: { ...facts.order, promisedDeliveryAt: inDays(-40) } };
    const offer = rules.offer(longAgo, record, now)!;
    expect(offer.lines[0]!.options.map(({ kind }) => kind)).toEqual(['refund']);
    for (const part of partsOf(language, longAgo)) expect(part).not.toMatch(/You can wait|繼續等候|继续等待/);
  });
});
