import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type Language, languageOf } from '#shared/domain/primitives.ts';
import { Problem } from './problem.ts';
import type { ReplyBody } from './reply-fields.ts';

export type Method = 'GET' | 'HEAD' | 'POST';

/** A header by its name in lower case. */
export function headerOf(event: APIGatewayProxyEvent, name: string): string | undefined {
  return Object.entries(event.headers ?? {}).find(([each]) => each.toLowerCase() === name)?.[1];
}

/**
 * The gateway calls under its own name or a domain mapped to it; a domain of the shop may stand before it. Nothing is
 * ever built from the host, and any other is refused.
 * @throws Problem WRONG_HOST
 */
export function assertOwnHost(event: APIGatewayProxyEvent, baseUrl: string): void {
  const host = headerOf(event, 'host');
  if (host !== undefined && !ownNames(event, baseUrl).has(nameOf(host))) throw new Problem('WRONG_HOST');
}

/** A form of ours, sent from our page; programs that send no origin are welcome. @throws Problem CROSS_SITE */
export function assertOwnOrigin(event: APIGatewayProxyEvent, baseUrl: string): void {
  const site = headerOf(event, 'sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('CROSS_SITE');
  const origin = headerOf(event, 'origin');
  if (origin === undefined) return;
  const own = new Set([headerOf(event, 'host')?.toLowerCase(), new URL(baseUrl).host]);
  if (!URL.canParse(origin) || !own.has(new URL(origin).host)) throw new Problem('CROSS_SITE');
}

const ownNames = (event: APIGatewayProxyEvent, baseUrl: string) =>
  new Set([new URL(baseUrl).hostname, (event.requestContext?.domainName ?? '').toLowerCase()]);

const nameOf = (host: string) => host.toLowerCase().replace(/:\d+$/, '');

const mediaTypes = ['application/x-www-form-urlencoded', 'application/json'];

/** @throws Problem MEDIA_TYPE, BAD_ENCODING */
export function bodyOf(event: APIGatewayProxyEvent): ReplyBody {
  const [mediaType = '', ...parameters] = (headerOf(event, 'content-type') ?? '').toLowerCase().split(/\s*;\s*/);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (!mediaTypes.includes(mediaType.trim())) throw new Problem('MEDIA_TYPE');
  if (charset !== undefined && charset.replaceAll('"', '') !== 'utf-8') throw new Problem('MEDIA_TYPE');
  return { mediaType: mediaType.trim(), text: textOf(event) };
}

function textOf({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  if (!isBase64Encoded) return body ?? '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body ?? '', 'base64'));
  } catch {
    throw new Problem('BAD_ENCODING');
  }
}

/** Whether the caller would rather read JSON than a page. */
export function wantsJson(event: APIGatewayProxyEvent): boolean {
  const accepted = headerOf(event, 'accept') ?? '';
  const json = accepted.search(/\bapplication\/(problem\+)?json\b/);
  const html = accepted.indexOf('text/html');
  return json !== -1 && (html === -1 || json < html);
}

/** The language of a page that is about no order: the first that the reader's browser names. */
export function preferredLanguage(event: APIGatewayProxyEvent): Language {
  const [first = 'en'] = (headerOf(event, 'accept-language') ?? 'en').split(/[,;]/);
  return languageOf(first.trim());
}
