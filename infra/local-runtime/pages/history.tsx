import { isObject, jsonOrText } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import type { Execution } from '../states/execution.ts';
import type { HistoryEvent } from '../states/history.ts';
import { Empty, JsonText, Moment } from './frame.tsx';
import { Status } from './status.tsx';

/** Members that hold JSON as text. */
const written: ReadonlySet<string> = new Set(['input', 'output', 'parameters', 'cause']);

/** One execution: how it stands, and what happened, event by event. */
export function HistoryView({ execution, endpoint }: { execution: Execution; endpoint: string }) {
  const { arn, machine, status, input, output, error, cause, startDate, stopDate, redriveCount } = execution;
  const { events } = execution.history;
  return (
    <>
      <dl>
        <dt>Status</dt>
        <dd>
          <Status status={status} />
        </dd>
        <dt>State machine</dt>
        <dd>{machine.name}</dd>
        <dt>Started</dt>
        <dd>
          <Moment at={startDate} />
        </dd>
        {stopDate !== undefined && (
          <>
            <dt>Stopped</dt>
            <dd>
              <Moment at={stopDate} />
            </dd>
          </>
        )}
        {redriveCount > 0 && (
          <>
            <dt>Redriven</dt>
            <dd>{`${redriveCount} times`}</dd>
          </>
        )}
        {error !== undefined && (
          <>
            <dt>Error</dt>
            <dd>{error}</dd>
          </>
        )}
      </dl>
      <h2>Input</h2>
      <JsonText value={input} />
      {output !== undefined && (
        <>
          <h2>Output</h2>
          <JsonText value={jsonOrText(output)} />
        </>
      )}
      {cause !== undefined && (
        <>
          <h2>Cause</h2>
          <JsonText value={jsonOrText(cause)} />
        </>
      )}
      <h2>{`History (${events.length} events)`}</h2>
      {events.length === 0 && <Empty>Its history is not kept any more.</Empty>}
      <ul class="list">
        {events.map((event) => (
          <li>
            <EventView event={event} />
          </li>
        ))}
      </ul>
      <h2>The same by the AWS command line</h2>
      <pre>{`aws --endpoint-url ${endpoint} stepfunctions get-execution-history --execution-arn ${arn}`}</pre>
    </>
  );
}

const bad = /Failed|TimedOut|Aborted/;

function EventView({ event }: { event: HistoryEvent }) {
  const { id, type, timestamp, details } = event;
  const { name } = details ?? {};
  const summary = (
    <>
      <span class="quiet">{id}</span> <strong class={bad.test(type) ? 'badge bad' : undefined}>{type}</strong>{' '}
      {typeof name === 'string' && name} <Moment at={timestamp} />
    </>
  );
  if (details === undefined) return <div>{summary}</div>;
  return (
    <details open={bad.test(type)}>
      <summary>{summary}</summary>
      <JsonText value={readable(details)} />
    </details>
  );
}

/** The details without what only says that nothing was cut, and with JSON in place of its text. */
function readable(details: JsonObject): JsonObject {
  const told = Object.entries(details).filter(([, value]) => !isObject(value) || value.truncated === undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, written.has(name) ? parsed(value) : value]));
}

const parsed = (value: Json | undefined) => (typeof value === 'string' ? jsonOrText(value) : value);
