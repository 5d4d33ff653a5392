import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import type { LinkClaims } from '#shared/domain/link.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { readEnv } from '#shared/lambda/env.ts';
import { claimsOf } from './claimed-case.ts';
import { assertOwnHost, assertOwnOrigin, bodyOf, type Method, preferredLanguage, wantsJson } from './http.ts';
import type { Reply } from './page.ts';
import { Problem } from './problem.ts';
import type { ReplyBody } from './reply-fields.ts';
import { respond } from './respond.ts';
import type { Standing } from './standing.ts';

const env = readEnv(z.object({ LINK_SECRET_ARN: z.string(), REPLY_BASE_URL: z.url() }));
const logger = new Logger({ serviceName: 'ordermend' });

const unavailableSeconds = 30;

/** One use of a link that is genuine. */
export interface Visit {
  readonly claims: LinkClaims;
  readonly now: Date;
  readonly wantsJson: boolean;
  /** Empty unless the method carries one. */
  readonly body: ReplyBody;
  /** From here on the answer is in the language of the order. */
  speak(standing: Standing): Standing;
}

/** The one frame of the reply page: guards, the link, the work, and every problem as a page or JSON. */
export function replyHandler(methods: readonly Method[], work: (visit: Visit) => Promise<Reply>) {
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
      const claims = await claimsOf(env.LINK_SECRET_ARN, event.pathParameters?.token ?? '', now);
      const speak = (standing: Standing) => {
        language = standing.language;
        return standing;
      };
      return respond(await work({ claims, now, wantsJson: asked.json, body, speak }), language, asked);
    } catch (error) {
      return respond({ page: { kind: 'message' }, problem: problemOf(error) }, language, asked);
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
