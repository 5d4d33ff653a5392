import http from 'node:http';
import https from 'node:https';
import { Readable, Writable } from 'node:stream';
import { type HttpRequest, type HttpResponse, lowerCaseNames } from '../http/message.ts';

/** Host of `AWS_ENDPOINT_URL`: no such machine exists, what is sent there is answered in this process. */
export const inProcessHost = 'aws.local-runtime.invalid';

/** Answers a request, or never, if the one who asks has crashed meanwhile. */
export type AnswerHttp = (request: HttpRequest) => Promise<HttpResponse>;

type OnResponse = (response: IncomingAnswer) => void;
type RequestFunction = typeof http.request;

class IncomingAnswer extends Readable {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #body: string;

  constructor({ status, headers, body }: HttpResponse) {
    super();
    this.statusCode = status;
    this.statusMessage = http.STATUS_CODES[status] ?? '';
    this.headers = headers;
    this.#body = body;
  }

  override _read(): void {
    if (this.#body) this.push(Buffer.from(this.#body));
    this.push(null);
  }
}

class OutgoingRequest extends Writable {
  readonly #chunks: Buffer[] = [];
  readonly #send: (body: string) => Promise<HttpResponse>;
  readonly reusedSocket = false;

  constructor(send: (body: string) => Promise<HttpResponse>) {
    super();
    this.#send = send;
  }

  setTimeout(): this {
    return this;
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  abort(): void {
    this.destroy();
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(Buffer.from(chunk));
    done();
  }

  override _final(done: (error?: Error) => void): void {
    this.#send(Buffer.concat(this.#chunks).toString()).then(
      (answer) => {
        done();
        if (!this.destroyed) this.emit('response', new IncomingAnswer(answer));
      },
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }
}

/** `node:http` and `node:https` whose requests to the runtime's host are answered by `answer`, without a socket. */
export function inProcessHttp(answer: AnswerHttp): { http: typeof http; https: typeof https } {
  const through = (real: RequestFunction): RequestFunction =>
    ((...words: Parameters<RequestFunction>) => {
      const options = optionsOf(words[0]);
      if ((options.hostname ?? options.host) !== inProcessHost) return real(...words);
      const onResponse = words.find((word) => typeof word === 'function') as OnResponse | undefined;
      const request = new OutgoingRequest((body) => {
        const headers = Object.fromEntries(
          Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]),
        );
        const path = options.path ?? '/';
        return answer({ method: options.method ?? 'GET', path, headers: lowerCaseNames(headers), body });
      });
      if (onResponse) request.once('response', onResponse);
      return request;
    }) as RequestFunction;
  return {
    http: { ...http, request: through(http.request), get: through(http.get) },
    https: { ...https, request: through(https.request), get: through(https.get) },
  };
}

function optionsOf(first: unknown): http.RequestOptions {
  if (typeof first === 'string' || first instanceof URL) {
    const { hostname, pathname, search } = new URL(first);
    return { hostname, path: pathname + search };
  }
  return first instanceof Object ? first : {};
}
