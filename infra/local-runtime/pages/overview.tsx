import { framed, pathTo, type Section } from './frame.tsx';
import type { PageSources } from './sources.ts';
import { SkipForm } from './time.tsx';

/** Where everything is: the lists with how much is in them, addresses, and the way in for other tools. */
export function overview({ account, addresses, deployment, endpoint }: PageSources): string {
  const { ses, sns, events, states, sqs, dynamodb, logs, site } = account;
  const counts: readonly (readonly [Section, string, number])[] = [
    ['mails', 'Mails', ses.mails.total],
    ['alerts', 'Alerts', sns.alerts.total],
    ['events', 'Events', events.published.total],
    ['executions', 'Executions', states.executions.length],
    ['queues', 'Messages in queues', sqs.queues.reduce((sum, queue) => sum + queue.messages.length, 0)],
    ['tables', 'Rows in tables', [...dynamodb.store.tables.values()].reduce((sum, table) => sum + table.items.size, 0)],
    ['logs', 'Lines in logs', logs.total],
  ];
  const outputs = Object.entries(deployment.outputs).filter(([name]) => !isInternal(name));
  return framed(
    { title: 'Overview', now: site.clock.now() },
    <>
      <div class="cards">
        {counts.map(([section, name, count]) => (
          <a href={pathTo(section)}>
            <strong>{count}</strong>
            {name}
          </a>
        ))}
      </div>
      <SkipForm />
      <h2>REST APIs</h2>
      {addresses.local.length === 0 && <p class="quiet">The application has none.</p>}
      <dl>
        {addresses.local.map(({ name, url }) => (
          <>
            <dt>{name}</dt>
            <dd>{url}</dd>
          </>
        ))}
      </dl>
      <h2>For the AWS command line and SDKs</h2>
      <pre>{`export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${site.region} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local\naws dynamodb list-tables`}</pre>
      <h2>Outputs of the stacks</h2>
      {outputs.length === 0 && <p class="quiet">The application has none.</p>}
      <dl>
        {outputs.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <h2>As JSON</h2>
      <p>
        {counts.map(([section, name]) => (
          <>
            <a href={`${pathTo(section)}.json`}>{name}</a>{' '}
          </>
        ))}
      </p>
    </>,
  );
}

/** Named a second time by its stack, or made by the CDK to hand a value from one stack to another. */
const isInternal = (output: string) => output.includes('.') || output.startsWith('ExportsOutput');
