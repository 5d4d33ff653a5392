import { Hono } from 'hono';
import { describeExecution } from '../states/describe.ts';
import { plainItem } from './plain-item.ts';
import type { PageSources } from './sources.ts';

/** The lists for scripts, oldest first: `/_local/mails.json` and so on. */
export function jsonLists({ account, addresses }: PageSources): Hono {
  const { ses, sns, events, states, sqs, dynamodb, logs } = account;
  const lists: Readonly<Record<string, () => unknown>> = {
    mails: () => ses.mails.items.map((mail) => ({ ...mail, links: linksIn(addresses.localized(mail.text ?? '')) })),
    alerts: () => sns.alerts.items,
    events: () => events.published.items,
    executions: () => states.executions.map(describeExecution),
    queues: () => sqs.queues.map((queue) => ({ name: queue.name, ...queue.counts(), messages: queue.messages })),
    tables: () =>
      Object.fromEntries(
        [...dynamodb.store.tables.values()].map(({ name, items }) => [name, [...items.walk({}, false)].map(plainItem)]),
      ),
    logs: () => logs.items,
  };
  const app = new Hono();
  for (const [name, list] of Object.entries(lists)) app.get(`/${name}.json`, ({ json }) => json(list() as object));
  return app;
}

/** Addresses in a text part, as a browser on this machine can follow them. */
const linksIn = (text: string): string[] => text.match(/https?:\/\/\S+/g) ?? [];
