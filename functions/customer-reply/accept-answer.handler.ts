import { isDeepStrictEqual } from 'node:util';
import middy from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { takeBackMinutes } from '#shared/domain/case.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { answering, assertOwnForm, html } from './http.ts';
import { cases, openQuestion } from './link-holder.ts';
import { thanksPage } from './pages.tsx';
import { Problem } from './problem.ts';
import { readReply } from './reply-form.ts';

/** POST decides: one conditional write, and everything that follows is its delivery. */
async function accept(event: APIGatewayProxyEvent, token: string) {
  assertOwnForm(event);
  const now = systemWorld.now();
  const { record, order, offer, offerHash, decision, type, language } = await openQuestion(token, now);
  const form = readReply(bodyOf(event), offer);
  if (form.offerHash !== offerHash) throw new Problem('OFFER_CHANGED');
  const moves = type.movesMoney(offer, form.answer);
  if (moves && form.confirmation !== order.orderNumber.slice(-4)) throw new Problem('CONFIRMATION_MISMATCH');
  if (decision) {
    if (isDeepStrictEqual(decision.answer, form.answer)) return replayed();
    throw new Problem('ALREADY_ANSWERED');
  }
  const made = await cases.decide({
    caseId: record.caseId,
    orderId: record.orderId,
    answerId: systemWorld.newId(),
    phase: 'provisional',
    until: new Date(now.getTime() + (moves ? takeBackMinutes * 60_000 : 0)).toISOString(),
    by: 'customer',
    answer: form.answer,
    offer,
    offerHash,
    decidedAt: now.toISOString(),
  });
  if (made) return html(thanksPage(language));
  const first = await cases.decisionOf(record.orderId, record.caseId);
  if (isDeepStrictEqual(first?.answer, form.answer)) return replayed();
  throw new Problem('ALREADY_ANSWERED');

  function replayed() {
    return html(thanksPage(language), 200, { 'idempotent-replayed': 'true' });
  }
}

const bodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEvent): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

export const handler = middy(answering(accept));
