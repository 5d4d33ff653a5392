import { expect, test } from 'vitest';
import { Findings } from '#infra/trial/invariants/findings.ts';
import { checkLateness } from '#infra/trial/invariants/lateness.ts';
import type { TrialOrder } from '#infra/trial/orders/order-draft.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { aCaseRecord } from '#test/support/rows.ts';
import { anOrder, inDays, minutes, start } from '#test/support/shop.ts';

const type = 'logistics-delay';
const judging = { types: [type], sweepMinutes: 30, now: start.getTime() + 30 * 86_400_000 };

interface Life {
  /** The day on which it came. */
  readonly came?: number;
  readonly unpaid?: boolean;
  readonly opened?: Partial<CaseRecord>;
}

/** What does not hold of an order promised for the tenth day. */
function wrongWith({ came, unpaid, opened }: Life): readonly string[] {
  const timeline = {
    promisedAt: inDays(10),
    weight: 1,
    ...(!unpaid && { paidAt: inDays(0) }),
    ...(came && { deliveredAt: inDays(came) }),
  };
  const order = { order: anOrder(), timeline } as unknown as TrialOrder;
  const findings = new Findings();
  checkLateness(findings, [order], opened ? [aCaseRecord({ type, orderId: 'o-1', ...opened })] : [], judging);
  return findings.violations.map(({ invariant, orderId, what }) => `${invariant} ${orderId}: ${what}`);
}

const after = (ms: number) => new Date(Date.parse(inDays(10)) + ms).toISOString();

test('an order that came late and was never detected does not hold, nor does one that never came', () => {
  expect(wrongWith({ came: 12 })).toEqual([`lateness o-1: promised for ${inDays(10)}, delivered late: no case`]);
  expect(wrongWith({})).toEqual([`lateness o-1: promised for ${inDays(10)}, never delivered: no case`]);
});

test('a case holds until one sweep after the promise, and not later', () => {
  expect(wrongWith({ came: 12, opened: { openedAt: inDays(8) } })).toEqual([]);
  expect(wrongWith({ came: 12, opened: { openedAt: after(minutes(31)) } })).toEqual([]);
  const tooLate = after(minutes(32));
  expect(wrongWith({ came: 12, opened: { openedAt: tooLate } })).toEqual([
    `lateness o-1: promised for ${inDays(10)}, delivered late: its first case is of ${tooLate}`,
  ]);
});

test('for an order that was not paid by its promise a case of any type holds, for a paid one it does not', () => {
  const opened = { type: 'payment-failure', openedAt: inDays(1) };
  expect(wrongWith({ unpaid: true, opened })).toEqual([]);
  expect(wrongWith({ unpaid: true })).toHaveLength(1);
  expect(wrongWith({ opened })).toHaveLength(1);
});

test('nothing is asked of what came in time, or was cancelled before its promise', () => {
  expect(wrongWith({ came: 9 })).toEqual([]);
  const opened = { type: 'out-of-stock', openedAt: inDays(1), state: 'refunded', closedAt: inDays(2) } as const;
  expect(wrongWith({ opened })).toEqual([]);
});
