import type { Detection } from '../observation/detection.ts';
import { Columns, histogram } from './charts.tsx';
import { DataTable, Panel } from './parts.tsx';
import { percent, spreadText } from './terminal.ts';

const number = new Intl.NumberFormat('en');
/** Orders that are named one by one. */
const named = 20;

/** What a type saw of lateness, with the hours from each warning that came true to the promise. */
export interface Detected {
  readonly seen: Detection;
  readonly leadHours: readonly number[];
}

/** By type: what became of the orders of the file and what was seen of it when; nothing = the file does not say. */
export function Detections({ detected }: { detected: readonly Detected[] }) {
  return (
    <>
      {detected.map(({ seen, leadHours }) => (
        <div class="charts">
          <Panel title={`${seen.type}: what was seen of lateness`}>
            <DataTable head={['how many', 'share', 'orders']} rows={figuresOf(seen)} />
            <Missed missed={seen.missed} />
          </Panel>
          <Panel title={`${seen.type}: how long before the promise it warned`} note={spreadText(seen.leadHours)}>
            <Columns bars={histogram(leadHours)} title="Warnings that came true by the time before the promise" />
          </Panel>
          <Panel title={`${seen.type}: right and wrong by cause`}>
            <DataTable head={['cause', 'late or never', 'in time', 'precision']} rows={causesOf(seen)} />
          </Panel>
        </div>
      ))}
    </>
  );
}

function figuresOf(seen: Detection): string[][] {
  const { warned, missed } = seen;
  const late = seen.deliveredLate + seen.neverDelivered;
  const owed = late - seen.unpaid;
  const row = (says: string, count: number, share = '') => [number.format(count), share, says];
  const of = (count: number, all: number) => (all === 0 ? '' : percent(count / all));
  return [
    row('whose promise has passed', seen.orders),
    row('came late', seen.deliveredLate, of(seen.deliveredLate, seen.orders)),
    row('never came', seen.neverDelivered, of(seen.neverDelivered, seen.orders)),
    row('of these not paid by their promise', seen.unpaid, of(seen.unpaid, late)),
    row('found no later than one sweep after the promise', seen.detectedInTime, of(seen.detectedInTime, owed)),
    row('found later', seen.detectedLater, of(seen.detectedLater, owed)),
    row('missed', missed.length, of(missed.length, owed)),
    row('of these cancelled before their promise', seen.cancelledBefore, of(seen.cancelledBefore, missed.length)),
    row('warned of before the promise', warned.orders, of(warned.orders, seen.orders)),
    row('of these late or never: a share of all that were', warned.right, percent(seen.warnedShare)),
    ['', percent(warned.precision), 'precision of the warnings'],
    ['', percent(warned.weightedPrecision), 'precision of the warnings, weighted'],
    row('false alarms: a share of what came in time', seen.falseAlarms, percent(seen.falseAlarmShare)),
  ];
}

const causesOf = ({ byCause }: Detection): string[][] =>
  Object.entries(byCause)
    .sort(([, a], [, b]) => b.right + b.wrong - (a.right + a.wrong))
    .map(([cause, { right, wrong }]) => [
      cause,
      number.format(right),
      number.format(wrong),
      percent(right / (right + wrong)),
    ]);

function Missed({ missed }: { missed: readonly string[] }) {
  if (missed.length === 0) return null;
  const more = missed.length - named;
  return (
    <p class="key">
      missed: {missed.slice(0, named).join(', ')}
      {more > 0 && `, and ${number.format(more)} more`}
    </p>
  );
}
