import { Hono } from 'hono';
import { jsonOrText } from '../json-fields.ts';
import type { Alert } from '../sns/sns-service.ts';
import { Chips, framed, JsonText, Moment } from './frame.tsx';
import { chipsFor, Listing, newestFirst } from './listing.tsx';
import type { PageSources } from './sources.ts';

/** What topics told people, by topic. */
export function alertPages({ account }: PageSources): Hono {
  const { alerts } = account.sns;
  return new Hono().get('/', ({ html, req }) => {
    const topic = req.query('topic');
    const shown = alerts.items.filter((alert) => topic === undefined || alert.topic === topic);
    return html(
      framed(
        { title: `Alerts (${alerts.total})`, section: 'alerts', now: account.site.clock.now() },
        <>
          <Chips
            label="Topics"
            chips={chipsFor(
              req.url,
              'topic',
              alerts.items.map((alert) => alert.topic),
            )}
          />
          <Listing
            items={newestFirst(shown)}
            url={req.url}
            empty="No topic has told anybody anything yet."
            row={(alert) => <AlertView alert={alert} />}
          />
        </>,
      ),
    );
  });
}

function AlertView({ alert: { subject, message, topic, endpoint, at, attributes } }: { alert: Alert }) {
  const content = jsonOrText(message);
  return (
    <details>
      <summary>
        <strong>{subject ?? firstLine(message)}</strong> <span class="quiet">{topic}</span> <Moment at={at} />
      </summary>
      <p class="quiet">{endpoint === undefined ? 'Nobody has subscribed to the topic.' : `To ${endpoint}`}</p>
      {typeof content === 'string' ? <pre>{content}</pre> : <JsonText value={content} />}
      {Object.keys(attributes).length > 0 && (
        <>
          <h2>Attributes</h2>
          <JsonText value={attributes} />
        </>
      )}
    </details>
  );
}

function firstLine(message: string): string {
  const [line = ''] = message.trim().split('\n');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
