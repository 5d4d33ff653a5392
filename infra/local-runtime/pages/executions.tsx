import { Hono } from 'hono';
import type { Execution } from '../states/execution.ts';
import { Chips, Empty, framed, Moment, pathTo } from './frame.tsx';
import { HistoryView } from './history.tsx';
import { chipsFor, Listing, newestFirst } from './listing.tsx';
import type { PageSources } from './sources.ts';
import { Status } from './status.tsx';

/** The executions of every state machine, and what happened in one. */
export function executionPages({ account: { site, states }, endpoint }: PageSources): Hono {
  const now = () => site.clock.now();
  return new Hono()
    .get('/', ({ html }) =>
      html(
        framed(
          { title: `Executions (${states.executions.length})`, section: 'executions', now: now() },
          <Machines names={states.machines.map(({ name }) => name)} executions={states.executions} />,
        ),
      ),
    )
    .get('/:machine', ({ html, req, notFound }) => {
      const name = req.param('machine');
      if (!states.machines.some((machine) => machine.name === name)) return notFound();
      const executions = states.executions.filter(({ machine }) => machine.name === name);
      const status = req.query('status');
      const shown = executions.filter((execution) => status === undefined || execution.status === status);
      return html(
        framed(
          { title: name, section: 'executions', now: now() },
          <>
            <Chips
              label="Status"
              chips={chipsFor(
                req.url,
                'status',
                executions.map((execution) => execution.status),
              )}
            />
            <Listing
              items={newestFirst(shown)}
              url={req.url}
              empty="No such execution of this state machine."
              row={(execution) => <ExecutionLine execution={execution} />}
            />
          </>,
        ),
      );
    })
    .get('/:machine/:name', ({ html, req, notFound }) => {
      const { machine, name } = req.param();
      const execution = states.executions.find((one) => one.machine.name === machine && one.name === name);
      if (!execution) return notFound();
      return html(
        framed(
          { title: name, section: 'executions', now: now() },
          <HistoryView execution={execution} endpoint={endpoint} />,
        ),
      );
    });
}

function Machines({ names, executions }: { names: readonly string[]; executions: readonly Execution[] }) {
  if (names.length === 0) return <Empty>The application has no state machine.</Empty>;
  return (
    <ul class="list">
      {names.map((name) => {
        const own = executions.filter(({ machine }) => machine.name === name);
        const counts = Map.groupBy(own, ({ status }) => status);
        return (
          <li>
            <div class="line">
              <a href={pathTo('executions', name)}>{name}</a>
              {own.length === 0 && <span class="quiet">none yet</span>}
              {[...counts].map(([status, some]) => (
                <Status status={status} count={some.length} />
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function ExecutionLine({ execution }: { execution: Execution }) {
  const { name, machine, status, startDate, stopDate } = execution;
  return (
    <div class="line">
      <a href={pathTo('executions', machine.name, name)}>{name}</a>
      <Status status={status} />
      <Moment at={startDate} />
      {stopDate !== undefined && <Moment at={stopDate} />}
    </div>
  );
}
