import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Method } from '#functions/customer-reply/http.ts';
import { maskedNumber } from '#functions/customer-reply/order-number.ts';
import { linkHandler, type Visit } from '#functions/customer-reply/reply-handler.ts';
import { type Asked, framed, jsonOf, sentFacts } from '#functions/customer-reply/respond.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { doorHtml } from './door-html.tsx';
import { type DoorPage, type DoorReply, unitTitle } from './door-page.ts';
import { mostOf } from './wish.ts';

/** The frame of the front door: the one of the reply page, with pages of its own behind links of its own. */
export const doorHandler = (methods: readonly Method[], work: (visit: Visit) => Promise<DoorReply>) =>
  linkHandler<DoorReply>(
    { purpose: 'cancel', respond, refusal: (problem) => ({ page: { kind: 'message' }, problem }) },
    methods,
    work,
  );

function respond(reply: DoorReply, language: Language, asked: Asked): APIGatewayProxyResult {
  const { page, problem, replayed, again } = reply;
  const facts = { ...factsOf(page), ...(again && { again }) };
  const body = asked.json ? jsonOf(facts, problem, language) : doorHtml(reply, language);
  return framed(body, { problem, replayed }, language, asked);
}

/** The same for programs, without names and without what confirms a request. */
function factsOf(page: DoorPage): Record<string, unknown> {
  switch (page.kind) {
    case 'form': {
      const { order, units, withdrawal } = page.door;
      const what = units.map((unit) => ({ unitId: unit.unitId, title: unitTitle(unit), most: mostOf(unit) }));
      return { state: 'open', orderNumber: maskedNumber(order.orderNumber), withdrawal, units: what };
    }
    case 'confirmation': {
      const { scope, lines, reasonCode } = page.wish;
      return { state: 'to-confirm', request: page.requestId, scope, lines, reasonCode };
    }
    case 'requested': {
      const { requestId, requestedAt, statutory = false, returnBy } = page.door.request;
      return { state: 'requested', requestId, requestedAt, statutory, returnBy };
    }
    case 'nothing-left':
      return { state: 'nothing-left' };
    case 'sent-again':
      return sentFacts(page.sent);
    case 'message':
      return {};
  }
}
