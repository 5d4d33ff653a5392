import { Hono } from 'hono';
import { jsonOrText } from '../json-fields.ts';
import type { QueueMessage } from '../sqs/message.ts';
import type { Queue } from '../sqs/queue.ts';
import { Empty, framed, JsonText, Moment, pathTo } from './frame.tsx';
import { Listing, newestFirst } from './listing.tsx';
import type { PageSources } from './sources.ts';

/** The queues with what waits in them; what could not be delivered stands out. */
export function queuePages({ account: { site, sqs }, deployment }: PageSources): Hono {
  const failures = new Set(deployment.resources.flatMap(({ failureDestinations }) => failureDestinations));
  const takesFailures = (queue: Queue) => failures.has(queue.arn);
  const now = () => site.clock.now();
  return new Hono()
    .get('/', ({ html }) => {
      const sorted = sqs.queues.toSorted((a, b) => Number(takesFailures(b)) - Number(takesFailures(a)));
      return html(
        framed(
          { title: `Queues (${sorted.length})`, section: 'queues', now: now() },
          sorted.length === 0 ? (
            <Empty>The application has no queue.</Empty>
          ) : (
            <ul class="list">
              {sorted.map((queue) => (
                <li>
                  <QueueLine queue={queue} takesFailures={takesFailures(queue)} />
                </li>
              ))}
            </ul>
          ),
        ),
      );
    })
    .get('/:name', ({ html, req, notFound }) => {
      const queue = sqs.queues.find(({ name }) => name === req.param('name'));
      if (!queue) return notFound();
      return html(
        framed(
          { title: queue.name, section: 'queues', now: now() },
          <>
            <QueueCounts queue={queue} takesFailures={takesFailures(queue)} />
            <Listing
              items={newestFirst(queue.messages)}
              url={req.url}
              empty="No message waits here."
              row={(message) => <MessageView message={message} now={now()} />}
            />
          </>,
        ),
      );
    });
}

function QueueLine(props: { queue: Queue; takesFailures: boolean }) {
  return (
    <div class="line">
      <a href={pathTo('queues', props.queue.name)}>{props.queue.name}</a>
      <QueueCounts {...props} />
    </div>
  );
}

function QueueCounts({ queue, takesFailures }: { queue: Queue; takesFailures: boolean }) {
  const { visible, inFlight, delayed } = queue.counts();
  const alarming = takesFailures && visible + inFlight + delayed > 0;
  return (
    <>
      {takesFailures && <span class={alarming ? 'badge bad' : 'badge'}>dead letters</span>}
      <span class={alarming ? 'badge bad' : 'quiet'}>{`${visible} waiting`}</span>
      <span class="quiet">{`${inFlight} being read, ${delayed} delayed`}</span>
    </>
  );
}

function MessageView({ message, now }: { message: QueueMessage; now: number }) {
  const { messageId, body, messageAttributes, sentAt, groupId, receiveCount, visibleAt, deadLetterSource } = message;
  const content = jsonOrText(body);
  return (
    <>
      <div class="line">
        <strong>{messageId}</strong>
        <span class="quiet">
          {visibleAt > now ? `hidden until ${new Date(visibleAt).toISOString()}` : 'waiting'}, received {receiveCount}{' '}
          times
          {groupId !== undefined && `, group ${groupId}`}
          {deadLetterSource !== undefined && `, given up by ${deadLetterSource}`}
        </span>
        <Moment at={sentAt} />
      </div>
      {typeof content === 'string' ? <pre>{content}</pre> : <JsonText value={content} />}
      {Object.keys(messageAttributes).length > 0 && <JsonText value={messageAttributes} />}
    </>
  );
}
