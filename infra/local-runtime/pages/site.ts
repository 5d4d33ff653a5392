import type { Account } from '../account.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';

/** The page for a person under this path; undefined if the path is not one of theirs. */
export function answerPage(account: Account, { method, path }: HttpRequest): HttpResponse | undefined {
  if (method !== 'GET' || path !== '/') return undefined;
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: `${account.ses.mailbox.length} mails` };
}
