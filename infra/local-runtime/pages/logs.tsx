import { Hono } from 'hono';
import { jsonOrText } from '../json-fields.ts';
import type { LogLine } from '../lambda/execution-environment.ts';
import { Chips, framed, JsonText, Moment } from './frame.tsx';
import { chipsFor, Listing, newestFirst } from './listing.tsx';
import type { PageSources } from './sources.ts';

/** What the functions wrote, by function. */
export function logPages({ account }: PageSources): Hono {
  const { logs } = account;
  return new Hono().get('/', ({ html, req }) => {
    const name = req.query('function');
    const shown = logs.items.filter((line) => name === undefined || line.functionName === name);
    return html(
      framed(
        { title: `Logs (${logs.total})`, section: 'logs', now: account.site.clock.now() },
        <>
          <Chips
            label="Functions"
            chips={chipsFor(
              req.url,
              'function',
              logs.items.map((line) => line.functionName),
            )}
          />
          <Listing
            items={newestFirst(shown)}
            url={req.url}
            empty="No function has written anything yet."
            row={(line) => <LogView line={line} />}
          />
        </>,
      ),
    );
  });
}

function LogView({ line: { at, functionName, level, text, requestId } }: { line: LogLine }) {
  const content = jsonOrText(text);
  return (
    <>
      <div class="line">
        <span>{functionName}</span>
        <span class={level === 'error' ? 'badge bad' : 'badge'}>{level}</span>
        <span class="quiet">{requestId}</span>
        <Moment at={at} />
      </div>
      {typeof content === 'object' ? <JsonText value={content} /> : <pre>{text}</pre>}
    </>
  );
}
