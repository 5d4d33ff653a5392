import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Language } from '#shared/domain/primitives.ts';
import { satisfactions } from '#shared/domain/satisfaction.ts';
import { htmlOf } from './html-page.tsx';
import { maskedNumber } from './order-number.ts';
import type { Page, Reply } from './page.ts';
import { refundOf } from './page.ts';
import { style } from './page-style.ts';
import type { Problem } from './problem.ts';
import type { SentAgain } from './question-again.ts';
import { problemText, words } from './words.ts';

const styleHash = createHash('sha256').update(style).digest('base64');

/** No script, no framing, nothing cached; `same-origin` keeps the token from others and lets a form post its origin. */
const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
} as const;

export interface Asked {
  readonly json: boolean;
  /** Headers only. */
  readonly head: boolean;
}

/** A reply as the gateway takes it: a page, or JSON for who asks for it. */
export function respond(reply: Reply, language: Language, asked: Asked): APIGatewayProxyResult {
  const { page, problem, replayed, again } = reply;
  const facts = { ...factsOf(page), ...(again && { again }) };
  const body = asked.json ? jsonOf(facts, problem, language) : htmlOf(reply, language);
  return framed(body, { problem, replayed }, language, asked);
}

/** The headers of every page behind a link. */
export function framed(
  body: string,
  { problem, replayed }: { readonly problem?: Problem | undefined; readonly replayed?: boolean | undefined },
  language: Language,
  asked: Asked,
): APIGatewayProxyResult {
  const json = problem ? 'application/problem+json' : 'application/json';
  return {
    statusCode: problem?.status ?? 200,
    headers: {
      ...headers,
      'content-type': `${asked.json ? json : 'text/html'}; charset=utf-8`,
      'content-language': language,
      vary: 'Accept, Accept-Language',
      ...(replayed && { 'idempotent-replayed': 'true' }),
      ...(problem?.code === 'METHOD_NOT_ALLOWED' && { allow: 'GET, HEAD, POST' }),
      ...(problem?.detail.retryAfter !== undefined && { 'retry-after': String(problem.detail.retryAfter) }),
    },
    body: asked.head ? '' : body,
  };
}

/** RFC 9457 for a problem, with the page's facts beside it. */
export function jsonOf(
  facts: Readonly<Record<string, unknown>>,
  problem: Problem | undefined,
  language: Language,
): string {
  if (!problem) return JSON.stringify(facts);
  const { status, code, detail } = problem;
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code,
    detail: problemText(words[language], problem),
    ...detail,
    ...facts,
  });
}

function factsOf(page: Page): Record<string, unknown> {
  switch (page.kind) {
    case 'question': {
      const { offer, offerHash, order, inputs } = page.question;
      const orderNumber = maskedNumber(order.orderNumber);
      return { state: 'open', orderNumber, offer, offerHash, ...(inputs.length > 0 && { inputs }) };
    }
    case 'confirmation': {
      const { offer, offerHash } = page.question;
      return { state: 'to-confirm', answer: page.answer, refund: refundOf(offer, page.answer), offerHash };
    }
    case 'onward':
      return { state: 'onward', answer: page.answer, url: page.url };
    case 'decided': {
      const { kind, record, decision, offer, asked } = page.decided;
      const answer = decision?.answer;
      return {
        state: kind,
        ...(kind === 'closed' && { outcome: record.state, closedAt: record.closedAt }),
        ...(decision && { decidedBy: decision.by, decidedAt: decision.decidedAt, phase: decision.phase, answer }),
        ...(page.undoUntil && { undoUntil: page.undoUntil }),
        ...(decision && page.takeBackUntil && { answerId: decision.answerId, takeBackUntil: page.takeBackUntil }),
        ...(offer && answer && { refund: refundOf(offer, answer) }),
        ...(asked && (asked.given ? { satisfaction: asked.given } : { satisfactions })),
      };
    }
    case 'solving':
    case 'pursued':
      return { state: page.kind };
    case 'sent-again':
      return sentFacts(page.sent);
    case 'message':
      return {};
  }
}

export const sentFacts = ({ at, to, nextAt }: SentAgain) => ({ state: 'sent-again', sentAt: at, to, nextAt });
