import { expect, test } from 'vitest';
import { refundWrites } from '#functions/decisions/refund-rows.ts';
import { transact } from '#shared/adapters/document-client.ts';
import type { Decision } from '#shared/domain/case.ts';
import { caseRecord } from '#shared/domain/case-record.ts';
import { refundDueBy } from '#shared/domain/refund-due.ts';
import { adaptersOn } from '#test/support/adapters-on.ts';
import { paymentsOf, refundsOf } from '#test/support/refund-story.ts';
import { aLine, anOrder, aPayment, start } from '#test/support/shop.ts';
import { World } from '#test/support/world.ts';

/** Asked for a hundred times, each time by a decision of its own: five times what was captured. */
const each = 60;
const captured = 1_200;
const settings = { refundDueBy: refundDueBy.parse({}) };

test('100 partial refunds at once on one payment never pay back more than was captured', async () => {
  await using world = await World.open();
  const { cases, tables } = adaptersOn(world);
  await world.put('Payments', aPayment(captured));
  // Nothing is owed any more, so that each decision alone would be granted: only what was captured stops the sum.
  const order = anOrder({ lines: [aLine()], totalPriceMinor: 0 });
  const decision = (n: number): Decision => ({
    caseId: `out-of-stock-o-1-${n}`,
    orderId: 'o-1',
    answerId: `answer-${n}`,
    phase: 'final',
    until: start.toISOString(),
    by: 'customer',
    decidedAt: start.toISOString(),
  });

  async function refundPart(n: number): Promise<'refunded' | 'nothing left'> {
    for (;;) {
      const payments = await tables.payments('o-1');
      const lines = [{ lineId: 'line-1', sku: 'MUG', quantity: 0, net: each, tax: 0, taxRate: 0, discountShare: 0 }];
      const { items } = refundWrites(cases, tables, {
        record: recordOf(n),
        order,
        payments,
        decision: decision(n),
        mending: { refund: { amountMinor: each, lines, shippingMinor: 0 } },
        at: start,
        settings,
      });
      if (items.length === 0) return 'nothing left';
      if ((await transact(items)).written) return 'refunded';
    }
  }

  const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => refundPart(n)));
  expect(outcomes.filter((outcome) => outcome === 'refunded')).toHaveLength(captured / each);
  const refunds = await refundsOf(world);
  expect(refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(captured);
  expect(await paymentsOf(world)).toMatchObject([
    { pendingRefundMinor: captured, refundableMinor: 0, refundedMinor: 0 },
  ]);
  expect(refunds.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(refunds.map((_, i) => i + 1));
});

const recordOf = (n: number) =>
  caseRecord.parse({
    pk: 'ORDER#o-1',
    sk: `CASE#out-of-stock-o-1-${n}`,
    entity: 'case',
    caseId: `out-of-stock-o-1-${n}`,
    orderId: 'o-1',
    type: 'out-of-stock',
    causeKey: `round-${n}`,
    causeCode: 'not-allocated',
    severity: 'warning',
    state: 'asking',
    version: 1,
    auditSequence: 1,
    openedAt: start.toISOString(),
    settleUntil: start.toISOString(),
    reminders: 0,
    messages: 0,
    owner: 'customer',
    openedShard: 'out-of-stock#2026-03#0',
    reports: [],
    expiresAt: 1_900_000_000,
  });
