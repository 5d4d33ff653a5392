import { isObject } from '../json-fields.ts';
import { type Json, type JsonObject, type ServiceCall, ServiceError } from '../service.ts';
import type { HttpRequest, HttpResponse } from './message.ts';

interface RestRoute {
  readonly method: string;
  readonly path: RegExp;
  call(parameters: readonly string[], request: HttpRequest): ServiceCall;
  result?(result: JsonObject): HttpResponse;
}

/** The REST calls that the runtime answers: of SES version 2 and Lambda. */
const routes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: /^\/v2\/email\/outbound-emails$/,
    call: (_none, request) => ({ service: 'sesv2', operation: 'SendEmail', input: objectIn(request.body) }),
  },
  {
    method: 'GET',
    path: /^\/v2\/email\/account$/,
    call: () => ({ service: 'sesv2', operation: 'GetAccount', input: {} }),
  },
  {
    method: 'GET',
    path: /^\/v2\/email\/identities\/([^/]+)$/,
    call: ([EmailIdentity = '']) => ({ service: 'sesv2', operation: 'GetEmailIdentity', input: { EmailIdentity } }),
  },
  {
    method: 'GET',
    path: /^\/2015-03-31\/functions\/?$/,
    call: () => ({ service: 'lambda', operation: 'ListFunctions', input: {} }),
  },
  {
    method: 'GET',
    path: /^\/2015-03-31\/event-source-mappings\/?$/,
    call: (_none, { path }) => {
      const { searchParams } = new URL(path, 'http://lambda');
      return { service: 'lambda', operation: 'ListEventSourceMappings', input: Object.fromEntries(searchParams) };
    },
  },
  {
    method: 'PUT',
    path: /^\/2015-03-31\/event-source-mappings\/([^/]+)$/,
    call: ([UUID = ''], { body }) => ({
      service: 'lambda',
      operation: 'UpdateEventSourceMapping',
      input: { ...objectIn(body), UUID },
    }),
    result: (result) => ({ ...plainResult(result), status: 202 }),
  },
  {
    method: 'POST',
    path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/,
    call: ([FunctionName = ''], { headers, body }) => {
      const InvocationType = headers['x-amz-invocation-type'] ?? 'RequestResponse';
      const Payload: Json = JSON.parse(body || '{}');
      return { service: 'lambda', operation: 'Invoke', input: { FunctionName, InvocationType, Payload } };
    },
    result: ({ StatusCode, FunctionError, ExecutedVersion, Payload }) => ({
      status: Number(StatusCode),
      headers: {
        'content-type': 'application/json',
        ...(typeof FunctionError === 'string' && { 'x-amz-function-error': FunctionError }),
        ...(typeof ExecutedVersion === 'string' && { 'x-amz-executed-version': ExecutedVersion }),
      },
      body: Payload === undefined ? '' : JSON.stringify(Payload),
    }),
  },
];

export interface RestCall {
  readonly call: ServiceCall;
  result(result: JsonObject): HttpResponse;
}

/** The call in a request of the REST JSON protocol; undefined if the path belongs to no service. */
export function readRestCall(request: HttpRequest): RestCall | undefined {
  const path = request.path.split('?')[0] ?? '';
  for (const route of routes) {
    const found = route.method === request.method ? route.path.exec(path) : null;
    if (found) {
      const call = route.call(found.slice(1).map(decodeURIComponent), request);
      return { call, result: route.result ?? plainResult };
    }
  }
  if (!/^\/(v2\/email|2015-03-31\/(functions|event-source-mappings))\//.test(path)) return undefined;
  throw new ServiceError('UnknownOperationException', `${request.method} ${path} is not emulated by the local runtime`);
}

export function restError(error: ServiceError): HttpResponse {
  return {
    status: error.statusCode,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ message: error.message, ...error.fields }),
  };
}

const plainResult = (result: JsonObject): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(result),
});

function objectIn(body: string): JsonObject {
  const value: Json = JSON.parse(body || '{}');
  if (isObject(value)) return value;
  throw new ServiceError('BadRequestException', 'The body must be a JSON object');
}
