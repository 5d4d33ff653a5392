import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type Language, languageOf } from '#shared/domain/primitives.ts';
import { problemPage } from './pages.tsx';
import { Problem, type ProblemCode, problems } from './problem.ts';

/** No script, no framing, nothing cached; `same-origin` keeps the token from others and lets a form post its origin. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
};

export const html = (body: string, statusCode = 200, more: Record<string, string> = {}): APIGatewayProxyResult => ({
  statusCode,
  headers: { ...headers, ...more },
  body,
});

const header = (event: APIGatewayProxyEvent, name: string): string | undefined =>
  Object.entries(event.headers ?? {}).find(([each]) => each.toLowerCase() === name)?.[1];

/** The one place that turns a problem into an answer: a page, or `application/problem+json` for who asks for JSON. */
export function answering(work: (event: APIGatewayProxyEvent, token: string) => Promise<APIGatewayProxyResult>) {
  return async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    try {
      return await work(event, event.pathParameters?.token ?? '');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const json = header(event, 'accept')?.includes('application/json');
      return json ? problemJson(error.code) : html(problemPage(preferred(event), error.code), problems[error.code]);
    }
  };
}

const problemJson = (code: ProblemCode): APIGatewayProxyResult => ({
  statusCode: problems[code],
  headers: { ...headers, 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', status: problems[code], code }),
});

function preferred(event: APIGatewayProxyEvent): Language {
  const [first] = (header(event, 'accept-language') ?? 'en').split(/[,;]/);
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i.test(first ?? '') ? languageOf(first ?? 'en') : 'en';
}

/** @throws Problem CROSS_SITE, MEDIA_TYPE */
export function assertOwnForm(event: APIGatewayProxyEvent): void {
  const site = header(event, 'sec-fetch-site');
  const origin = header(event, 'origin');
  const host = header(event, 'host');
  if (site === 'cross-site' || (origin && host && new URL(origin).host !== host)) throw new Problem('CROSS_SITE');
  if (!header(event, 'content-type')?.startsWith('application/x-www-form-urlencoded')) throw new Problem('MEDIA_TYPE');
}
