import { type LinkKey, signLink } from '#shared/domain/link.ts';
import type { Finding } from './diagnosis.ts';

const about = 'signed link';
/** The link that is asked for lives no longer than that. */
const seconds = 60;

/** What links begin with, and where that is reached from here. */
interface Place {
  readonly baseUrl: string;
  readonly at: string;
}

/** Asks the reply page, as a customer's phone reaches it, whether it knows a link that this key signed. */
export async function checkLink(key: LinkKey, { baseUrl, at }: Place, now: Date): Promise<Finding> {
  const expiresAt = Math.floor(now.getTime() / 1000) + seconds;
  const token = signLink(key, { caseId: '', orderId: '', purpose: 'check', expiresAt });
  let status: number;
  try {
    const answer = await fetch(`${at}/r/${token}`, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    status = answer.status;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    const why = cause?.code ?? message;
    const todo = 'check the domain and its certificate (baseUrl in cdk.json), or deploy again';
    return { about, state: 'broken', says: `${baseUrl} is not reached from here (${why})`, todo };
  }
  if (status === 204) return { about, state: 'fine', says: `${baseUrl} answers, and knows the key` };
  return { about, state: 'broken', says: `${baseUrl} answers ${status}, not 204`, todo: hint(status) };
}

function hint(status: number): string {
  if (status === 404)
    return 'it does not know the key, or another site answers there: is baseUrl the address of the API?';
  if (status === 403) return 'the firewall or the gateway refuses: look at the log group aws-waf-logs-…-reply';
  if (status >= 500) return "look at the log of the function show-question: it is refused the key, or can't run";
  return 'something between the customer and the API changes the answer: look at the domain of baseUrl';
}
