import { Hono } from 'hono';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import { alertPages } from './alerts.tsx';
import { eventPages } from './events.tsx';
import { executionPages } from './executions.tsx';
import { Empty, framed } from './frame.tsx';
import { jsonLists } from './json-lists.ts';
import { logPages } from './logs.tsx';
import { mailPages } from './mails.tsx';
import { overview } from './overview.tsx';
import { queuePages } from './queues.tsx';
import type { PageSources } from './sources.ts';
import { style } from './style.ts';
import { tablePages } from './tables.tsx';
import { timePages } from './time.tsx';

/** The page for a person under a path; undefined if the path is not one of theirs. */
export type AnswerPage = (request: HttpRequest) => Promise<HttpResponse | undefined>;

/** Names by which a browser on this machine says that it means this machine; a foreign name that leads here is refused. */
const ownHost = /^(127\.0\.0\.1|localhost|\[::1\]|[\w.-]+\.localhost)(:\d+)?$/;

/** No script, nothing from elsewhere. A page that needs other rules sets its own. */
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** The pages under `/_local/`; `/` leads there unless an API of the application serves it. */
export function pagesOf(sources: PageSources): AnswerPage {
  const site = new Hono()
    .route('/_local', jsonLists(sources))
    .get('/_local', ({ redirect }) => redirect('/_local/'))
    .get('/_local/', ({ html }) => html(overview(sources)))
    .get('/_local/style.css', ({ body }) => body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .route('/_local/mails', mailPages(sources))
    .route('/_local/alerts', alertPages(sources))
    .route('/_local/events', eventPages(sources))
    .route('/_local/executions', executionPages(sources))
    .route('/_local/queues', queuePages(sources))
    .route('/_local/tables', tablePages(sources))
    .route('/_local/logs', logPages(sources))
    .route('/_local/time', timePages(sources));
  site.notFound(({ html }) => {
    const now = sources.account.site.clock.now();
    return html(
      framed(
        { title: 'Not found', now },
        <Empty>There is no such page, or what it showed is not kept any more.</Empty>,
      ),
      404,
    );
  });
  return async (request) => {
    const [pathname = ''] = request.path.split('?');
    const isRoot = pathname === '/' && request.method === 'GET' && !sources.addresses.serves('/');
    if (isRoot) return { status: 302, headers: { location: '/_local/' }, body: '' };
    if (pathname !== '/_local' && !pathname.startsWith('/_local/')) return undefined;
    const { host = '' } = request.headers;
    if (!ownHost.test(host)) {
      const body = `The host "${host}" is not this machine; open ${sources.endpoint}/_local/ instead.`;
      return { status: 421, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
    }
    const { method, headers, body } = request;
    const sent = method === 'GET' || method === 'HEAD' ? {} : { body };
    return answered(await site.request(sources.endpoint + request.path, { method, headers, ...sent }));
  };
}

async function answered(response: Response): Promise<HttpResponse> {
  return {
    status: response.status,
    headers: { ...headers, ...Object.fromEntries(response.headers) },
    body: await response.text(),
  };
}
