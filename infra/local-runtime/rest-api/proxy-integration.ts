import type { HttpRequest, HttpResponse } from '../http/message.ts';
import { flag, isObject, list, object, optionalText, textMap } from '../json-fields.ts';
import type { Json } from '../service.ts';

export interface ProxiedRequest {
  readonly request: HttpRequest;
  readonly pathname: string;
  readonly query: URLSearchParams;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** The resource path with its parameters in braces. */
  readonly resource: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly apiId: string;
  readonly host: string;
  readonly requestId: string;
  readonly now: number;
  readonly account: string;
}

/** The event (payload format 1.0) of a Lambda proxy integration. */
export function proxyEvent(proxied: ProxiedRequest): Json {
  const { request, pathname, query, stage, resource, parameters, apiId, requestId, now } = proxied;
  const staged = pathname.startsWith(`/${stage}/`) || pathname === `/${stage}`;
  const path = staged ? pathname.slice(stage.length + 1) || '/' : pathname;
  const headers = { host: proxied.host, 'x-forwarded-proto': 'https', ...request.headers };
  const lists = Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
  const lasts = Object.fromEntries(query);
  return {
    resource,
    path,
    httpMethod: request.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: orNull(lasts),
    multiValueQueryStringParameters: orNull(lists),
    pathParameters: orNull(parameters),
    stageVariables: orNull(proxied.stageVariables),
    requestContext: {
      accountId: proxied.account,
      apiId,
      domainName: domainOf(headers.host, apiId),
      domainPrefix: apiId,
      extendedRequestId: requestId,
      httpMethod: request.method,
      identity: { sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? null },
      path: `/${stage}${path}`,
      protocol: 'HTTP/1.1',
      requestId,
      requestTime: new Date(now).toUTCString(),
      requestTimeEpoch: now,
      resourceId: resource,
      resourcePath: resource,
      stage,
    },
    body: request.body === '' ? null : request.body,
    isBase64Encoded: false,
  };
}

/** The gateway answers under its own names only; here they are the API's, as the service spells it, and this machine. */
function domainOf(host: string, apiId: string): string {
  const name = host.replace(/:\d+$/, '');
  const own = name.startsWith(`${apiId}.execute-api.`) || ['127.0.0.1', 'localhost', '[::1]'].includes(name);
  return own ? name : `${apiId}.execute-api.local`;
}

/** The response that a proxy function described; undefined if it is malformed, which API Gateway answers with 502. */
export function proxyResponse(answer: Json): HttpResponse | undefined {
  if (!isObject(answer)) return undefined;
  const status = Number(answer.statusCode);
  const body = answer.body ?? '';
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return undefined;
  const single = Object.entries(textMap(answer, 'headers'));
  const multiple = Object.keys(object(answer, 'multiValueHeaders')).map(
    (name) => [name, list(object(answer, 'multiValueHeaders'), name).map(String).join(', ')] as const,
  );
  const headers = Object.fromEntries([...single, ...multiple].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: flag(answer, 'isBase64Encoded') ? Buffer.from(optionalText(answer, 'body') ?? '', 'base64').toString() : body,
  };
}

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length > 0 ? value : null);
