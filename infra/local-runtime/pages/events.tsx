import { Hono } from 'hono';
import type { BusEvent } from '../events/bus-event.ts';
import { Chips, framed, JsonText, Moment } from './frame.tsx';
import { chipsFor, Listing, newestFirst } from './listing.tsx';
import type { PageSources } from './sources.ts';

/** What went over the buses, by bus and detail type. */
export function eventPages({ account }: PageSources): Hono {
  const { published } = account.events;
  return new Hono().get('/', ({ html, req }) => {
    const { type, bus } = req.query();
    const onBus = published.items.filter((event) => bus === undefined || event.bus === bus);
    const shown = onBus.filter(({ event }) => type === undefined || event['detail-type'] === type);
    const types = onBus.map(({ event }) => event['detail-type']);
    return html(
      framed(
        { title: `Events (${published.total})`, section: 'events', now: account.site.clock.now() },
        <>
          <Chips
            label="Buses"
            chips={chipsFor(
              req.url,
              'bus',
              published.items.map((event) => event.bus),
            )}
          />
          <Chips label="Detail types" chips={chipsFor(req.url, 'type', types)} />
          <Listing
            items={newestFirst(shown)}
            url={req.url}
            empty="No such event has been put on a bus yet."
            row={(event) => <EventView published={event} />}
          />
        </>,
      ),
    );
  });
}

function EventView({ published: { bus, event, rules } }: { published: BusEvent }) {
  return (
    <details>
      <summary>
        <strong>{event['detail-type']}</strong> <span class="quiet">{`${event.source} on ${bus}`}</span>{' '}
        <Moment at={event.time} />
      </summary>
      <p class="quiet">{rules.length > 0 ? `Matched by ${rules.join(', ')}` : 'No rule matched it.'}</p>
      <JsonText value={event} />
    </details>
  );
}
