import { describe, expect, it } from 'vitest';
import type { Detection } from '#infra/trial/observation/detection.ts';
import { detectionOf, leadHoursOf } from '#infra/trial/observation/detection.ts';
import type { TrialOrder } from '#infra/trial/orders/order-draft.ts';
import { Detections } from '#infra/trial/report/detections.tsx';
import { detectionText } from '#infra/trial/report/terminal.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { anOrder, inDays, start } from '#test/support/shop.ts';

const type = 'logistics-delay';
const judging = { types: [type], sweepMinutes: 30, now: start.getTime() + 30 * 86_400_000 };

/** An order promised for the tenth day: when it came, and when a case on it was opened, in days. */
function fate(orderId: string, came: number | undefined, openedOn?: number, causeCode = 'late-predicted') {
  const timeline = { promisedAt: inDays(10), paidAt: inDays(0), weight: 1, ...(came && { deliveredAt: inDays(came) }) };
  const order = { order: anOrder({ orderId }), timeline } as unknown as TrialOrder;
  const opened = openedOn === undefined ? [] : [aCaseRecord({ type, orderId, openedAt: inDays(openedOn), causeCode })];
  return { order, opened };
}

const fates = [
  fate('warned-rightly', 14, 7),
  fate('warned-rightly-too', undefined, 9.5),
  fate('warned-wrongly', 9, 8),
  fate('found-late', 13, 10, 'late'),
  fate('missed', 12),
  fate('in-time', 8),
];
const orders = fates.map(({ order }) => order);
const cases = fates.flatMap(({ opened }) => opened);
const [seen] = detectionOf(orders, cases, judging) as [Detection];
const leadHours = leadHoursOf(type, orders, cases, judging);
const page = String(<Detections detected={[{ seen, leadHours }]} />);
const rowsIn = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh]>(.*?)<\/t[dh]>/g)].map(([, cell]) => cell),
  );

describe('what was detected, in the report of a trial', () => {
  it('has a row for each figure of the summary', () => {
    expect(rowsIn(page)).toEqual([
      ['how many', 'share', 'orders'],
      ['6', '', 'whose promise has passed'],
      ['3', '50.0 %', 'came late'],
      ['1', '16.7 %', 'never came'],
      ['0', '0.0 %', 'of these not paid by their promise'],
      ['3', '75.0 %', 'found no later than one sweep after the promise'],
      ['0', '0.0 %', 'found later'],
      ['1', '25.0 %', 'missed'],
      ['0', '0.0 %', 'of these cancelled before their promise'],
      ['3', '50.0 %', 'warned of before the promise'],
      ['2', '50.0 %', 'of these late or never: a share of all that were'],
      ['', '66.7 %', 'precision of the warnings'],
      ['', '66.7 %', 'precision of the warnings, weighted'],
      ['1', '50.0 %', 'false alarms: a share of what came in time'],
      ['cause', 'late or never', 'in time', 'precision'],
      ['late-predicted', '2', '1', '66.7 %'],
      ['late', '1', '0', '100.0 %'],
    ]);
    expect(page).toContain('missed: missed');
  });

  it('has a chart of how long before the promise it warned, with the same figures in words', () => {
    expect(leadHours).toEqual([72, 12]);
    const [chart = ''] = /<svg.*?<\/svg>/s.exec(page) ?? [];
    expect(chart).toContain('role="img"');
    expect(chart).toContain('Warnings that came true by the time before the promise: ');
    expect(chart).toContain('&lt; 1 day 1, &lt; 2 days 0, &lt; 4 days 1');
    expect(page).toContain('12.0 h median, 3.0 days for 90 %, 3.0 days at most');
  });

  it('is in the table of the terminal too', () => {
    const text = detectionText(seen);
    expect(text).toContain('logistics-delay: 3 of 6 orders came late, 1 never');
    expect(text).toContain('found no later than one sweep after the promise: 3 of 4, later 0, missed 1');
    expect(text).toContain('warned of before it: 3 orders, 2 of them rightly (50.0 % of what was late)');
    expect(text).toContain('precision of 66.7 % (66.7 % weighted), 12.0 h median, 3.0 days for 90 %, 3.0 days at most');
    expect(text).toContain('false alarms: 1 (50.0 % of the orders that came in time)');
    expect(text).toContain('by cause: late-predicted 2 right, 1 wrong, late 1 right, 0 wrong');
  });

  it('is nothing for a file that does not say what became of its orders', () => {
    expect(String(<Detections detected={[]} />)).toBe('');
  });
});
