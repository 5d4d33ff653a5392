import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import type { LinkClaims, LinkPurpose } from '#shared/domain/link.ts';
import type { Language } from '#shared/domain/primitives.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { service } from '#shared/resources.ts';
import { claimsOf } from './claimed-case.ts';
import { assertOwnHost, assertOwnOrigin, bodyOf, type Method, preferredLanguage, wantsJson } from './http.ts';
import type { Reply } from './page.ts';
import { Problem } from './problem.ts';
import type { ReplyBody } from './reply-fields.ts';
import { type Asked, respond } from './respond.ts';

const env = readEnv(z.object({ LINK_SECRET_ARN: z.string(), REPLY_BASE_URL: z.url() }));
const logger = new Logger({ serviceName: service });

const unavailableSeconds = 30;
/** To a link that only asks whether pages and links have the same key. */
const checked: APIGatewayProxyResult = { statusCode: 204, headers: { 'cache-control': 'no-store' }, body: '' };

/** One use of a link that is genuine. */
export interface Visit {
  readonly claims: LinkClaims;
  readonly now: Date;
  readonly wantsJson: boolean;
  /** Empty unless the method carries one. */
  readonly body: ReplyBody;
  /** From here on the answer is in the language of the order. */
  speak<Spoken extends { readonly language: Language }>(standing: Spoken): Spoken;
}

/** What stands behind links of one purpose, and how its answers look. */
export interface LinkSite<Answer> {
  readonly purpose: LinkPurpose;
  readonly respond: (answer: Answer, language: Language, asked: Asked) => APIGatewayProxyResult;
  /** The page that says only what is wrong. */
  readonly refusal: (problem: Problem) => Answer;
}

/** The reply page's own handlers. */
export const replyHandler = (methods: readonly Method[], work: (visit: Visit) => Promise<Reply>) =>
  linkHandler<Reply>(
    { purpose: 'reply', respond, refusal: (problem) => ({ page: { kind: 'message' }, problem }) },
    methods,
    work,
  );

/** The one frame of the pages behind links: guards, the link, the work, and every problem as a page or JSON. */
export function linkHandler<Answer>(
  site: LinkSite<Answer>,
  methods: readonly Method[],
  work: (visit: Visit) => Promise<Answer>,
) {
  return middy(async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const asked = { json: wantsJson(event), head: event.httpMethod === 'HEAD' };
    let language = preferredLanguage(event);
    try {
      assertOwnHost(event, env.REPLY_BASE_URL);
      if (!methods.some((method) => method === event.httpMethod)) throw new Problem('METHOD_NOT_ALLOWED');
      const posted = event.httpMethod === 'POST';
      if (posted) assertOwnOrigin(event, env.REPLY_BASE_URL);
      const body = posted ? bodyOf(event) : { mediaType: '', text: '' };
      const now = systemWorld.now();
      const token = event.pathParameters?.token ?? '';
      const claims = await claimsOf(env.LINK_SECRET_ARN, { token, purpose: site.purpose }, now);
      if (claims.purpose === 'check') return checked;
      const speak = <Spoken extends { readonly language: Language }>(standing: Spoken) => {
        language = standing.language;
        return standing;
      };
      return site.respond(await work({ claims, now, wantsJson: asked.json, body, speak }), language, asked);
    } catch (error) {
      return site.respond(site.refusal(problemOf(error)), language, asked);
    }
  });
}

/** What nobody foresaw is told to staff by its name, and to the customer as a page that says to try again. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { name, message } = error as Error;
  logger.error('reply not worked', { errorName: name, errorMessage: message });
  return new Problem('UNAVAILABLE', { retryAfter: unavailableSeconds });
}
