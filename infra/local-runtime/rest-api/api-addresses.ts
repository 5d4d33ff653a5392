import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { RestApi } from './rest-api.ts';

/**
 * Two addresses of each REST API: the one at AWS, which the application knows and mails, and the one on this machine,
 * where a browser reaches it. Requests and answers are translated on the way, so that the application sees its own
 * host, and a browser only links, redirects and form targets that it can follow.
 */
export class ApiAddresses {
  readonly #apis: readonly RestApi[];
  readonly #endpoint: string;

  /** `endpoint` is the address of this machine's door: `http://127.0.0.1:<port>`. */
  constructor(apis: readonly RestApi[], endpoint: string) {
    this.#apis = apis;
    this.#endpoint = endpoint;
  }

  /** The API for a request: the one that its host names, else the first that serves the path, else the first. */
  apiFor({ headers, path }: HttpRequest): RestApi | undefined {
    const host = headers.host ?? '';
    return (
      this.#apis.find(({ id }) => host.startsWith(`${id}.`)) ??
      this.#apis.find((api) => api.serves(path)) ??
      this.#apis[0]
    );
  }

  /** True if a GET of this path reaches an API. */
  serves(path: string): boolean {
    return this.#apis.some((api) => api.serves(path));
  }

  /** Every API with the address of its first stage on this machine. */
  get local(): readonly { readonly name: string; readonly url: string }[] {
    return this.#apis.map((api) => ({
      name: api.name,
      url: `${this.#origin(api)}/${[...api.stages.keys()][0] ?? ''}`,
    }));
  }

  /** The text with AWS's addresses of the APIs replaced by those on this machine. */
  localized(text: string): string {
    return this.#apis.reduce((done, api) => done.replaceAll(api.origin, this.#origin(api)), text);
  }

  /** The request as the application would have received it at AWS. */
  inbound(request: HttpRequest, api: RestApi): HttpRequest {
    const local = [`http://${request.headers.host}`, this.#origin(api)];
    const translated = (name: 'origin' | 'referer') => {
      const value = request.headers[name];
      const from = local.find((origin) => value === origin || value?.startsWith(`${origin}/`));
      return value === undefined || from === undefined ? {} : { [name]: api.origin + value.slice(from.length) };
    };
    const { host } = api;
    return { ...request, headers: { ...request.headers, host, ...translated('origin'), ...translated('referer') } };
  }

  /** The answer as a browser on this machine can follow it. */
  outbound({ status, headers, body }: HttpResponse): HttpResponse {
    const { 'content-length': _length, ...kept } = headers;
    const local = Object.entries(kept).map(([name, value]) => [name, this.localized(value)]);
    const shown = headers['content-type']?.startsWith('text/') ? this.localized(body) : body;
    return { status, headers: Object.fromEntries(local), body: shown };
  }

  /** The door itself, or, if an earlier API has a stage of the same name, a name of its own that leads to the door. */
  #origin(api: RestApi): string {
    const first = this.#apis.find((other) => [...api.stages.keys()].some((stage) => other.stages.has(stage)));
    if (first === undefined || first === api) return this.#endpoint;
    return `http://${api.id}.execute-api.localhost:${new URL(this.#endpoint).port}`;
  }
}
