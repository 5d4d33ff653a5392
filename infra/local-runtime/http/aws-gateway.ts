import type { Random } from '../random.ts';
import type { JsonObject, ServiceCall } from '../service.ts';
import { ServiceError } from '../service.ts';
import type { Site } from '../site.ts';
import { jsonError, jsonResult, readJsonCall } from './json-protocol.ts';
import type { HttpRequest, HttpResponse } from './message.ts';
import { queryError, queryResult, readQueryCall } from './query-protocol.ts';
import { readRestCall, restError } from './rest-protocol.ts';

/** A protocol's reading of a request, and how it writes what the call gave. */
interface ReadRequest {
  readonly call: ServiceCall;
  result(result: JsonObject): HttpResponse;
}

interface Protocol {
  read(request: HttpRequest, requestId: string): ReadRequest | undefined;
  error(request: HttpRequest, error: ServiceError, requestId: string): HttpResponse;
}

const json: Protocol = {
  read: (request) => {
    const call = readJsonCall(request);
    return call && { call, result: (result) => jsonResult(request, result) };
  },
  error: jsonError,
};

const query: Protocol = {
  read: (request, requestId) => {
    const call = readQueryCall(request);
    return call && { call, result: (result) => queryResult(call, result, requestId) };
  },
  error: (_request, error, requestId) => queryError(error, requestId),
};

const rest: Protocol = { read: readRestCall, error: (_request, error) => restError(error) };

/** Answers requests as AWS's endpoints do, whichever service and protocol they speak. */
export class AwsGateway {
  readonly #site: Site;
  /** Ids of requests are drawn beside the rest: nothing else depends on how many there have been. */
  readonly #random: Random;
  #dated: { readonly second: number; readonly text: string } | undefined;

  constructor(site: Site) {
    this.#site = site;
    this.#random = site.random.fork('gateway');
  }

  /** The answer of a service; undefined if the request is not for AWS. */
  async answer(request: HttpRequest, caller?: string): Promise<HttpResponse | undefined> {
    const requestId = this.#random.uuid();
    for (const protocol of [json, query, rest]) {
      try {
        const read = protocol.read(request, requestId);
        if (!read) continue;
        const call = caller === undefined ? read.call : { ...read.call, caller };
        return this.#sealed(read.result(await this.#site.call(call)), requestId);
      } catch (error) {
        return this.#sealed(protocol.error(request, asServiceError(error), requestId), requestId);
      }
    }
    const service = signedFor(request);
    const forApi = service === undefined || service === 'execute-api';
    return forApi ? undefined : this.#sealed(unknownService(request), requestId);
  }

  /** Every answer tells the runtime's time, by which SDKs correct their clocks. */
  #sealed(response: HttpResponse, requestId: string): HttpResponse {
    return { ...response, headers: { ...response.headers, date: this.#date(), 'x-amzn-requestid': requestId } };
  }

  /** Written once a second, not once a request. */
  #date(): string {
    const second = Math.floor(this.#site.clock.now() / 1000);
    if (second !== this.#dated?.second) this.#dated = { second, text: new Date(second * 1000).toUTCString() };
    return this.#dated.text;
  }
}

/** The service in the signature's scope, `Credential=<key>/<date>/<region>/<service>/aws4_request`. */
function signedFor({ headers }: HttpRequest): string | undefined {
  return /^AWS4-HMAC-SHA256 Credential=[^,]*\/([^/,]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
}

/** A signed request means AWS and no application: it must not end at a REST API unless it was signed for one. */
function unknownService(request: HttpRequest): HttpResponse {
  const message = `${request.method} ${request.path.split('?')[0]} of ${signedFor(request)} is not emulated by the local runtime`;
  const error = new ServiceError('UnknownOperationException', message, { statusCode: 404 });
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return form ? queryError(error, '') : restError(error);
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof SyntaxError) return new ServiceError('SerializationException', error.message);
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ServiceError('InternalFailure', message, { statusCode: 500 });
}
