import { isObject } from '../json-fields.ts';
import type { Json, JsonObject, ServiceCall, ServiceError } from '../service.ts';
import type { HttpRequest, HttpResponse } from './message.ts';

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** The call in a request of the Query protocol (SNS); undefined if it is none. */
export function readQueryCall(request: HttpRequest): ServiceCall | undefined {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(request.body);
  const operation = form.get('Action');
  if (operation === null || form.get('Version') !== '2010-03-31') return undefined;
  form.delete('Action');
  form.delete('Version');
  const tree: JsonObject = {};
  for (const [path, value] of form) put(tree, path.split('.'), value);
  const input = collapsed(tree);
  return { service: 'sns', operation, input: isObject(input) ? input : {} };
}

export function queryResult(operation: string, result: JsonObject, requestId: string): HttpResponse {
  const answer = `<${operation}Result>${xml(result)}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response xmlns="${namespace}">${answer}${metadata}</${operation}Response>`,
  };
}

export function queryError(error: ServiceError, requestId: string): HttpResponse {
  const { code, message, statusCode } = error;
  const told = xml({ Type: 'Sender', Code: code, Message: message });
  return {
    status: statusCode,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="${namespace}"><Error>${told}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
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
