import Table from 'cli-table3';
import type { CurrencyCode } from '#shared/domain/money.ts';
import type { Detection } from '../observation/detection.ts';
import type { Spread } from '../observation/spread.ts';
import type { RejectedRow } from '../orders/rejected-row.ts';
import { amountText, type Summary } from '../summary.ts';

const shown = 20;
const number = new Intl.NumberFormat('en');
/** A share as a number of a hundred. */
export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Hours as people say them. */
export function hoursText(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`;
}

export const spreadText = ({ count, median, p90, most }: Spread): string =>
  count === 0 ? 'none' : `${hoursText(median)} median, ${hoursText(p90)} for 90 %, ${hoursText(most)} at most`;

const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${number.format(count)}`)
    .join(', ') || 'none';

/** What a type saw of lateness, against what the file says. */
export function detectionText(seen: Detection): string {
  const { warned, missed } = seen;
  const causes = Object.entries(seen.byCause).map(
    ([cause, { right, wrong }]) => `${cause} ${right} right, ${wrong} wrong`,
  );
  const owed = seen.deliveredLate + seen.neverDelivered - seen.unpaid;
  return [
    `${seen.type}: ${number.format(seen.deliveredLate)} of ${number.format(seen.orders)} orders came late, ${number.format(seen.neverDelivered)} never (${number.format(seen.unpaid)} of these were not paid by their promise)`,
    `found no later than one sweep after the promise: ${number.format(seen.detectedInTime)} of ${number.format(owed)}, later ${seen.detectedLater}, missed ${missed.length} (${seen.cancelledBefore} cancelled before)`,
    `warned of before it: ${number.format(warned.orders)} orders, ${number.format(warned.right)} of them rightly (${percent(seen.warnedShare)} of what was late) at a precision of ${percent(warned.precision)} (${percent(warned.weightedPrecision)} weighted), ${spreadText(seen.leadHours)} ahead`,
    `false alarms: ${number.format(seen.falseAlarms)} (${percent(seen.falseAlarmShare)} of the orders that came in time)`,
    ...(causes.length > 0 ? [`by cause: ${causes.join(', ')}`] : []),
  ].join('; ');
}

/** The rows that could not be used, the first of them, with where the rest is. */
export function rejectedText(rows: readonly RejectedRow[], report: string): string[] {
  if (rows.length === 0) return [];
  const lines = rows
    .slice(0, shown)
    .map(({ line, reason, value }) => `  line ${line}: ${reason}${value && `: ${value}`}`);
  const more = rows.length > shown ? [`  … and ${rows.length - shown} more, all in ${report}`] : [];
  return [`${rows.length} row(s) could not be used; the rest went on:`, ...lines, ...more, ''];
}

/** The summary as a table for a terminal. */
export function summaryTable(summary: Summary): string {
  const { orders, rows, exceptions, answers, refunds, incidents, handlingHours, openCases, stock, violations } =
    summary;
  const table = new Table({ style: { head: [], border: [] }, colWidths: [22, 74], wordWrap: true });
  const settled = Object.entries(refunds.settledMinor).map(([code, minor]) => amountText(minor, code as CurrencyCode));
  table.push(
    [
      'Orders',
      `${number.format(orders.replayed)} with ${number.format(orders.lines)} lines, ${summary.from.slice(0, 10)} to ${summary.to.slice(0, 10)} (virtual)`,
    ],
    ['Rows', `${number.format(rows.read)} read, ${number.format(rows.rejected)} could not be used`],
    ...rows.setAside.map(({ reason, rows: n, orders: m }) => [
      'Left out',
      `${number.format(n)} rows of ${number.format(m)} numbers: ${reason}`,
    ]),
    [
      'Stock',
      `${stock.source}: ${number.format(stock.skus)} SKUs, ${stock.delivered} deliveries came, ${stock.slipped} dates slipped`,
    ],
    ['Settled', `${number.format(orders.complete)} complete, ${number.format(orders.cancelled)} cancelled`],
    [
      'Open',
      `${number.format(orders.openWithCase)} with an open case, ${number.format(orders.closedByStaff)} left to staff, ${number.format(orders.lost)} lost`,
    ],
    [
      'Exceptions',
      `${number.format(exceptions.cases)} cases on ${number.format(exceptions.orders)} orders (${percent(exceptions.share)}): ${countsText(exceptions.byCause)}`,
    ],
    ...(summary.cancellations.matched > 0
      ? [
          [
            'Cancellations',
            `${number.format(summary.cancellations.matched)} requests matched to orders of the trial, ${number.format(summary.cancellations.asked)} asked, ${number.format(summary.cancellations.notAsked)} not (nothing was left, or another was open too long)`,
          ],
        ]
      : []),
    ...summary.detection.map((each) => ['Detected', detectionText(each)]),
    ['They stand', countsText(exceptions.byState)],
    [
      'Questions',
      `${number.format(answers.questions)} in ${number.format(answers.mails)} mails: ${answers.answered} answered, ${answers.silent} never, ${answers.tooLate} too late`,
    ],
    ['Choices', countsText(answers.choices)],
    ['Time to answer', spreadText(answers.hours)],
    [
      'Refunds',
      `${refunds.requested} requested, ${refunds.settled} settled (${settled.join(', ') || 'nothing'}), ${refunds.failed} failed, ${refunds.underway} under way`,
    ],
    [
      'Incidents',
      incidents.opened === 0
        ? 'none'
        : `${incidents.opened} opened, ${incidents.released} released by staff: no question went out meanwhile`,
    ],
    ['Handling time', spreadText(handlingHours)],
    [
      'Open cases',
      openCases.length === 0
        ? 'none'
        : countsText(countBy(openCases.map(({ owner, overdue }) => `${owner}${overdue ? ' (overdue)' : ''}`))),
    ],
    [
      'Invariants',
      `${number.format(summary.invariants.reduce((sum, { checks }) => sum + checks, 0))} checks, ${number.format(violations.count)} did not hold`,
    ],
  );
  return table.toString();
}

export function violationsText({ violations }: Summary): string[] {
  if (violations.count === 0) return [];
  const lines = violations.first.map(({ invariant, orderId, what }) => `  order ${orderId}: ${invariant}: ${what}`);
  return [`${violations.count} check(s) did not hold:`, ...lines];
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
