import type { CaseRecord } from '#shared/domain/case-record.ts';
import type { CurrencyCode } from '#shared/domain/money.ts';
import { type Judging, leadHoursOf } from '../observation/detection.ts';
import type { TrialOrder } from '../orders/order-draft.ts';
import type { RejectedRow } from '../orders/rejected-row.ts';
import { amountText, handlingHours, type Summary } from '../summary.ts';
import { type Bar, Columns, histogram, Rows, volume } from './charts.tsx';
import { type Detected, Detections } from './detections.tsx';
import { DataTable, Panel } from './parts.tsx';
import { style } from './style.ts';
import { hoursText, spreadText } from './terminal.ts';

const number = new Intl.NumberFormat('en');

interface Details {
  readonly rejected: readonly RejectedRow[];
  readonly cases: readonly CaseRecord[];
  readonly orders: readonly TrialOrder[];
  readonly judging: Judging;
  readonly hoursToAnswer: readonly number[];
}

/** The report of a trial: one HTML file that needs nothing else. */
export function reportPage(summary: Summary, details: Details): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>OrderMend trial: {summary.file}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>OrderMend trial</h1>
          <p class="lead">
            {summary.file} ({summary.layout}), seed {summary.seed}; {summary.from.slice(0, 10)} to{' '}
            {summary.to.slice(0, 10)} in virtual time. Nothing was sent, paid or deployed.
          </p>
          <Numbers summary={summary} />
          <Violations summary={summary} />
          {summary.exceptions.cases === 0 ? (
            <NothingWrong summary={summary} />
          ) : (
            <Charts summary={summary} details={details} />
          )}
          <Detections detected={detectedIn(summary, details)} />
          <OpenCases summary={summary} />
          <Assumptions summary={summary} />
          <Rejected rejected={details.rejected} />
          <Checks summary={summary} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${page}\n`;
}

const detectedIn = ({ detection }: Summary, { orders, cases, judging }: Details): Detected[] =>
  detection.map((seen) => ({ seen, leadHours: leadHoursOf(seen.type, orders, cases, judging) }));

function Numbers({ summary }: { summary: Summary }) {
  const { orders, exceptions, answers, refunds, handlingHours: handling, violations } = summary;
  const settled = Object.entries(refunds.settledMinor).map(([code, minor]) => amountText(minor, code as CurrencyCode));
  return (
    <ul class="numbers">
      <Figure value={number.format(orders.replayed)} says={`orders with ${number.format(orders.lines)} lines`} />
      <Figure
        value={`${(exceptions.share * 100).toFixed(1)} %`}
        says={`of them with a case: ${number.format(exceptions.orders)} orders`}
      />
      <Figure
        value={`${answers.answered} of ${answers.questions}`}
        says={`questions answered, ${answers.tooLate} too late`}
      />
      <Figure
        value={settled.join(' + ') || '0'}
        says={`refunded: ${refunds.settled} of ${refunds.requested} requests settled, ${refunds.failed} failed`}
      />
      <Figure
        value={handling.count === 0 ? 'none' : hoursText(handling.median)}
        says="handling time of a case (median)"
      />
      <Figure
        value={number.format(violations.count)}
        says={`invariants broken, ${orders.lost} orders lost`}
        mood={violations.count === 0 ? 'good' : 'bad'}
      />
    </ul>
  );
}

function Figure({ value, says, mood = '' }: { value: string; says: string; mood?: string }) {
  return (
    <li class={mood}>
      <b>{value}</b>
      <span>{says}</span>
    </li>
  );
}

function Violations({ summary: { violations } }: { summary: Summary }) {
  if (violations.count === 0) return null;
  return (
    <section class="bad">
      <h2>{number.format(violations.count)} checks did not hold</h2>
      <DataTable
        head={['order', 'invariant', 'what']}
        rows={violations.first.map((each) => [each.orderId, each.invariant, each.what])}
      />
    </section>
  );
}

function NothingWrong({ summary: { orders } }: { summary: Summary }) {
  return (
    <section class="good">
      <h2>Nothing went wrong</h2>
      <p>
        None of the {number.format(orders.replayed)} orders met an exception, so nobody was asked, nothing was refunded,
        and there is nothing to draw. A higher <code>--shortage</code>, or a stock file with <code>--stock</code>, shows
        what happens when shelves run empty.
      </p>
    </section>
  );
}

function Charts({ summary, details: { cases, orders, hoursToAnswer } }: { summary: Summary; details: Details }) {
  const placed = orders.map(({ order }) => Date.parse(order.createdAt));
  const opened = cases.map(({ openedAt }) => Date.parse(openedAt));
  const { exceptions, answers, refunds } = summary;
  return (
    <div class="charts">
      <Panel title="Volume">
        <Columns bars={volume(placed, opened)} title="Orders by day" />
        <p class="key">
          <i style="background:#0550ae" />
          orders
          <i style="background:#bc4c00" />
          cases opened
        </p>
      </Panel>
      <Panel title="Exceptions: how they ended, or stand">
        <Rows bars={barsOf(exceptions.byState)} title="Cases by state" />
      </Panel>
      <Panel title="Answers">
        <Rows
          bars={[
            ...barsOf(answers.choices),
            { name: 'never answered', value: answers.silent },
            { name: 'too late', value: answers.tooLate },
          ]}
          title="What customers chose, per line"
        />
      </Panel>
      <Panel title="Time to an answer" note={spreadText(answers.hours)}>
        <Columns bars={histogram(hoursToAnswer)} title="Answers by the time they took" />
      </Panel>
      <Panel title="Refunds">
        <Rows
          bars={[
            { name: 'settled', value: refunds.settled },
            { name: 'under way', value: refunds.underway },
            { name: 'failed', value: refunds.failed },
          ]}
          title="Refunds by where they stand"
        />
      </Panel>
      <Panel title="Handling time of closed cases" note={spreadText(summary.handlingHours)}>
        <Columns bars={histogram(handlingHours(cases))} title="Cases by handling time" />
      </Panel>
    </div>
  );
}

const barsOf = (counts: Readonly<Record<string, number>>): Bar[] =>
  Object.entries(counts).map(([name, value]) => ({ name, value }));

function OpenCases({ summary: { openCases } }: { summary: Summary }) {
  if (openCases.length === 0) return null;
  return (
    <section>
      <h2>{number.format(openCases.length)} cases are open, each with its owner</h2>
      <DataTable
        head={['case', 'state', 'owner', 'due']}
        rows={openCases.map(({ caseId, state, owner, dueAt, overdue }) => [
          caseId,
          state,
          owner,
          `${dueAt}${overdue ? ' (overdue)' : ''}`,
        ])}
      />
    </section>
  );
}

function Assumptions({ summary: { assumptions, rows } }: { summary: Summary }) {
  return (
    <section>
      <h2>What was assumed, and what was left out</h2>
      <ul>
        {assumptions.map((each) => (
          <li>{each}</li>
        ))}
        {rows.setAside.map(({ reason, rows: count, orders }) => (
          <li>
            left out: {number.format(count)} rows of {number.format(orders)} numbers, {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rejected({ rejected }: { rejected: readonly RejectedRow[] }) {
  if (rejected.length === 0) return null;
  return (
    <section>
      <h2>{number.format(rejected.length)} rows could not be used</h2>
      <DataTable
        head={['line', 'reason', 'value']}
        rows={rejected.map(({ line, reason, value }) => [number.format(line), reason, value])}
      />
    </section>
  );
}

function Checks({ summary }: { summary: Summary }) {
  return (
    <section>
      <h2>What was checked on the way</h2>
      <DataTable
        head={['invariant', 'says', 'checks']}
        rows={summary.invariants.map(({ invariant, says, checks }) => [invariant, says, number.format(checks)])}
      />
      <details>
        <summary>Events on the bus</summary>
        <DataTable
          head={['event', 'times']}
          rows={Object.entries(summary.events).map(([name, count]) => [name, number.format(count)])}
        />
      </details>
    </section>
  );
}
