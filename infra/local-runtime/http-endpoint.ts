import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from './account.ts';
import { type HttpRequest, type HttpResponse, lowerCaseNames } from './http/message.ts';
import { type AnswerPage, pagesOf } from './pages/site.tsx';
import { ApiAddresses } from './rest-api/api-addresses.ts';
import type { Deployment } from './template/deployment.ts';

/** The largest body that is read; API Gateway takes 10 MB. */
const largestBody = 10 * 1024 * 1024;

/** The one door from outside: AWS's endpoints, the REST APIs and the pages for a person, on 127.0.0.1 only. */
export class HttpEndpoint {
  readonly url: string;
  readonly #account: Account;
  readonly #server: http.Server;
  readonly #addresses: ApiAddresses;
  readonly #answerPage: AnswerPage;

  private constructor(account: Account, deployment: Deployment, server: http.Server) {
    this.#account = account;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#addresses = new ApiAddresses(account.restApis, this.url);
    this.#answerPage = pagesOf({ account, deployment, addresses: this.#addresses, endpoint: this.url });
    server.on('request', (incoming, outgoing) => this.#serve(incoming, outgoing));
  }

  /** @throws an error with `code` EADDRINUSE if another program has the port */
  static async open(account: Account, deployment: Deployment, port: number): Promise<HttpEndpoint> {
    const server = http.createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new HttpEndpoint(account, deployment, server);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    try {
      // Time stands still while a request comes in. What it then waits for may be time itself, as a long poll does.
      const request = await this.#account.site.clock.hold(read(incoming));
      const answer = request ? await this.#route(request) : tooLarge;
      outgoing.writeHead(answer.status, answer.headers);
      outgoing.end(request?.method === 'HEAD' ? undefined : answer.body);
    } catch (error) {
      if (incoming.destroyed && !incoming.complete) return;
      outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      outgoing.end(error instanceof Error ? error.stack : String(error));
    }
  }

  async #route(request: HttpRequest): Promise<HttpResponse> {
    const page = await this.#answerPage(request);
    if (page) return page;
    const service = await this.#account.gateway.answer(request);
    if (service) return service;
    const api = this.#addresses.apiFor(request);
    if (!api) return notFound;
    return this.#addresses.outbound(await api.answer(this.#addresses.inbound(request, api)));
  }
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };
const tooLarge: HttpResponse = { status: 413, headers: plain, body: 'Payload Too Large' };
const notFound: HttpResponse = { status: 404, headers: plain, body: 'Not Found' };

async function read(incoming: http.IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > largestBody) return undefined;
    chunks.push(chunk);
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: lowerCaseNames(Object.fromEntries(headers)),
    body: Buffer.concat(chunks).toString(),
  };
}
