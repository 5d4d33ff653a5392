import { STATUS_CODES } from 'node:http';
import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { bodyOf } from '#functions/customer-reply/http.ts';
import { Problem } from '#functions/customer-reply/problem.ts';
import { bodyLimitBytes } from '#functions/customer-reply/reply-fields.ts';
import { orderId } from '#shared/domain/primitives.ts';
import { systemWorld } from '#shared/lambda/clock.ts';
import { service } from '#shared/resources.ts';

const logger = new Logger({ serviceName: service });
/** A request may name every line of a large order. */
const longestBody = 64 * bodyLimitBytes;

/** What a program of the shop asks for; the gateway has checked its signature and its right to call. */
export interface ShopCall {
  readonly orderId: string;
  /** Parsed JSON, not yet judged. */
  readonly body: unknown;
  readonly now: Date;
}

export interface ShopAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly replayed?: boolean;
}

/** The frame of the routes for programs of the shop: JSON in, JSON out, and every problem under its code (RFC 9457). */
export function shopHandler(work: (call: ShopCall) => Promise<ShopAnswer>) {
  return middy(async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    try {
      const id = orderId.safeParse(event.pathParameters?.orderId);
      if (!id.success) throw new Problem('ORDER_UNKNOWN');
      const { status, body, replayed } = await work({ orderId: id.data, body: jsonIn(event), now: systemWorld.now() });
      return answer(status, 'application/json', body, replayed ? { 'idempotent-replayed': 'true' } : {});
    } catch (error) {
      return refused(problemOf(error));
    }
  });
}

/** An empty body is an empty object: a link needs nothing said. */
function jsonIn(event: APIGatewayProxyEvent): unknown {
  if (!event.body) return {};
  const { text } = bodyOf(event);
  if (Buffer.byteLength(text) > longestBody) throw new Problem('BODY_TOO_LARGE');
  if (text.includes('�') || !text.isWellFormed()) throw new Problem('BAD_ENCODING');
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('BAD_JSON');
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { name, message } = error as Error;
  logger.error('request of the shop not worked', { errorName: name, errorMessage: message });
  return new Problem('UNAVAILABLE', { retryAfter: 5 });
}

function refused({ status, code, detail }: Problem): APIGatewayProxyResult {
  const body = { type: 'about:blank', title: STATUS_CODES[status], status, code, ...detail };
  const headers = detail.retryAfter === undefined ? {} : { 'retry-after': String(detail.retryAfter) };
  return answer(status, 'application/problem+json', body, headers);
}

const answer = (
  statusCode: number,
  contentType: string,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'content-type': `${contentType}; charset=utf-8`, 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});
