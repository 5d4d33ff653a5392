import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { Json, JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import { proxyEvent, proxyResponse } from './proxy-integration.ts';
import { RouteNode } from './route-tree.ts';

/** What a method does: calls a function as a proxy, or answers by itself. */
export type Integration =
  | { readonly kind: 'lambda'; readonly functionArn: string }
  | { readonly kind: 'mock'; readonly response: HttpResponse };

/** A method, and whether it wants its request signed: whose signature it is, and that it is right, is not looked at. */
export type ApiMethod = Integration & { readonly signed: boolean };

/** One REST API with its resources and stages. */
export class RestApi {
  readonly id: string;
  readonly name: string;
  readonly root = new RouteNode<ApiMethod>('');
  readonly stages = new Map<string, Readonly<Record<string, string>>>();
  readonly #site: Site;
  readonly #nodes = new Map<string, RouteNode<ApiMethod>>();

  constructor(id: string, name: string, site: Site) {
    this.id = id;
    this.name = name;
    this.#site = site;
    this.#nodes.set(this.rootId, this.root);
  }

  /** Where AWS serves it. */
  get host(): string {
    return `${this.id}.execute-api.${this.#site.region}.amazonaws.com`;
  }

  get origin(): string {
    return `https://${this.host}`;
  }

  get rootId(): string {
    return `${this.id}-root`;
  }

  addResource(id: string, parentId: string, part: string): void {
    this.#nodes.set(id, new RouteNode(part, this.#node(parentId)));
  }

  addMethod(resourceId: string, name: string, method: ApiMethod): void {
    this.#node(resourceId).methods.set(name, method);
  }

  /** True if a GET of this path, with or without its stage, reaches a method. */
  serves(path: string): boolean {
    const { node } = this.#locate(path);
    return node?.methods.has('GET') === true || node?.methods.has('ANY') === true;
  }

  /** Answers a request; the path may begin with the name of a stage. */
  async answer(request: HttpRequest): Promise<HttpResponse> {
    const { pathname, searchParams } = new URL(request.path, 'http://local');
    const { node, parameters, stage } = this.#locate(pathname);
    const integration = node?.methods.get(request.method) ?? node?.methods.get('ANY');
    if (!node || !integration) return refusal(403, 'Missing Authentication Token');
    if (integration.signed && !isSigned(request)) return refusal(403, 'Missing Authentication Token');
    if (integration.kind === 'mock') return integration.response;
    const event = proxyEvent({
      request,
      pathname,
      query: searchParams,
      stage,
      stageVariables: this.stages.get(stage) ?? {},
      resource: node.path,
      parameters,
      apiId: this.id,
      host: this.host,
      requestId: this.#site.random.uuid(),
      now: this.#site.clock.now(),
      account: this.#site.account,
    });
    const answer = await this.#invoke(integration.functionArn, event);
    const response = answer.FunctionError === undefined ? proxyResponse(answer.Payload ?? null) : undefined;
    return response ?? refusal(502, 'Internal server error');
  }

  async #invoke(functionArn: string, event: Json): Promise<JsonObject> {
    try {
      const input = { FunctionName: functionArn, Payload: event };
      return await this.#site.call({ service: 'lambda', operation: 'Invoke', input });
    } catch (error) {
      return { FunctionError: 'Unhandled', Payload: String(error) };
    }
  }

  #locate(path: string): {
    node?: RouteNode<ApiMethod>;
    parameters: Readonly<Record<string, string>>;
    stage: string;
  } {
    const parts = path.split('?')[0]?.split('/').filter(Boolean).map(decoded) ?? [];
    const [first = ''] = parts;
    const staged = this.stages.has(first);
    const stage = staged ? first : ([...this.stages.keys()][0] ?? '');
    const found = this.root.find(staged ? parts.slice(1) : parts);
    return found ? { ...found, stage } : { parameters: {}, stage };
  }

  #node(id: string): RouteNode<ApiMethod> {
    const found = this.#nodes.get(id);
    if (found) return found;
    throw new Error(`${this.name}: unknown API resource "${id}"`);
  }
}

const isSigned = ({ headers }: HttpRequest): boolean => headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') ?? false;

const refusal = (status: number, message: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
