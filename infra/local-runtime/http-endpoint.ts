import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from './account.ts';
import { type HttpRequest, type HttpResponse, lowerCaseNames } from './http/message.ts';
import { answerPage } from './pages/site.ts';

/** The largest body that is read; API Gateway takes 10 MB. */
const largestBody = 10 * 1024 * 1024;

/** The one door from outside: AWS's endpoints, the REST API and the pages for a person, on 127.0.0.1 only. */
export class HttpEndpoint {
  readonly url: string;
  readonly #server: http.Server;

  private constructor(server: http.Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(account: Account, port: number): Promise<HttpEndpoint> {
    const server = http.createServer((incoming, outgoing) => {
      account.site.clock.hold(serve(account, incoming, outgoing));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new HttpEndpoint(server);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

async function serve(account: Account, incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  try {
    const request = await read(incoming);
    const answer = request ? await route(account, request) : { status: 413, headers: {}, body: 'Payload Too Large' };
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(request?.method === 'HEAD' ? undefined : answer.body);
  } catch (error) {
    outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    outgoing.end(error instanceof Error ? error.stack : String(error));
  }
}

async function route(account: Account, request: HttpRequest): Promise<HttpResponse> {
  const page = answerPage(account, request);
  if (page) return page;
  const service = await account.gateway.answer(request);
  if (service) return service;
  const api = apiFor(account, request);
  return api ? api.answer(request) : { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found' };
}

/** The REST API that the host names, as in `<id>.execute-api.localhost`, else the first that has the path. */
function apiFor({ restApis }: Account, { headers, path }: HttpRequest) {
  const host = headers.host ?? '';
  return (
    restApis.find(({ id }) => host.startsWith(`${id}.`)) ?? restApis.find((api) => api.serves(path)) ?? restApis[0]
  );
}

async function read(incoming: http.IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > largestBody) return undefined;
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: lowerCaseNames(Object.fromEntries(headers)),
    body: Buffer.concat(chunks).toString(),
  };
}
