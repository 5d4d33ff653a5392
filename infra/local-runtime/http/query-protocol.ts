import { isObject } from '../json-fields.ts';
import type { Json, JsonObject, ServiceCall, ServiceError, ServiceName } from '../service.ts';
import type { HttpRequest, HttpResponse } from './message.ts';

/** Services of the AWS Query protocol by the version that a request names. */
const services: Readonly<Record<string, ServiceName>> = {
  '2010-03-31': 'sns',
  '2010-05-15': 'cloudformation',
  '2011-06-15': 'sts',
};

const namespaces: Readonly<Partial<Record<ServiceName, string>>> = {
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** The call in a request of the Query protocol; undefined if it is none. */
export function readQueryCall(request: HttpRequest): ServiceCall | undefined {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(request.body);
  const operation = form.get('Action');
  const service = services[form.get('Version') ?? ''];
  if (operation === null || !service) return undefined;
  form.delete('Action');
  form.delete('Version');
  const tree: JsonObject = {};
  for (const [path, value] of form) put(tree, path.split('.'), value);
  const input = collapsed(tree);
  return { service, operation, input: isObject(input) ? input : {} };
}

export function queryResult({ service, operation }: ServiceCall, result: JsonObject, requestId: string): HttpResponse {
  const answer = `<${operation}Result>${xml(result)}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response xmlns="${namespaces[service]}">${answer}${metadata}</${operation}Response>`,
  };
}

export function queryError(error: ServiceError, requestId: string): HttpResponse {
  const { code, message, statusCode } = error;
  const told = xml({ Type: 'Sender', Code: code, Message: message });
  return {
    status: statusCode,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error>${told}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}

function put(tree: JsonObject, [first = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const below = tree[first];
  const next = isObject(below) ? below : {};
  tree[first] = next;
  put(next, rest, value);
}

/** `{member: {1: …}}` is a list, `{entry: {1: {Name, Value}}}` a map. */
function collapsed(value: Json | undefined): Json {
  if (!isObject(value)) return value ?? null;
  if (isObject(value.member)) return Object.values(value.member).map(collapsed);
  if (isObject(value.entry)) {
    const pairs = Object.values(value.entry).flatMap((entry) => (isObject(entry) ? [entry] : []));
    return Object.fromEntries(
      pairs.map((pair) => [String(pair.Name ?? pair.key), collapsed(pair.Value ?? pair.value)]),
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, collapsed(member)]));
}

function xml(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${xml(item)}</member>`).join('');
  if (isObject(value)) {
    return Object.entries(value)
      .map(([name, member]) => `<${name}>${xml(member)}</${name}>`)
      .join('');
  }
  return String(value ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
