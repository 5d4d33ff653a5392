import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancesOf, book, LedgerConflict, overdue, unmatched } from '#functions/integrations/finance-ledger.ts';
import { outgoingDetail } from '#shared/domain/events.ts';
import { aJournal } from '#test/support/journal.ts';

const at = '2026-03-02T08:00:00.000Z';

interface ARefund {
  readonly payment: number;
  readonly amount: number;
  readonly end: 'open' | 'overdue' | 'completed' | 'failed' | 'completed-then-failed' | 'failed-then-superseded';
}

const refunds: fc.Arbitrary<ARefund[]> = fc.array(
  fc.record({
    payment: fc.nat(2),
    amount: fc.integer({ min: 1, max: 100_000 }),
    end: fc.constantFrom<ARefund['end']>(
      'open',
      'overdue',
      'completed',
      'failed',
      'completed-then-failed',
      'failed-then-superseded',
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

function requested(refundId: string, payment: number, amount: number, sequence: number, supersedes?: string) {
  const fields = {
    refundId,
    orderNumber: 'WEB-1001',
    channel: 'web',
    paymentAttemptId: `pay-${payment}`,
    providerReference: 'ch_1',
    method: 'card',
    currency: 'USD',
    amount,
    lines: [],
    shipping: { net: amount, tax: 0 },
    reasonCode: 'not-allocated',
    decisionId: 'answer-1',
    decidedBy: 'customer',
    requestedAt: at,
    dueBy: '2026-03-12T08:00:00.000Z',
    executor: 'finance',
    documentNeeded: false,
    sequence,
    ...(supersedes && { supersedes }),
  };
  return event('RefundRequested', refundId, fields);
}
const event = (name: string, id: string, fields: Record<string, unknown>) => ({
  'detail-type': name,
  detail: outgoingDetail(name, { id, at, caseId: 'case-1', orderId: 'o-1' }, fields),
});
const money = (refundId: string, payment: number, amount: number) => ({
  refundId,
  paymentAttemptId: `pay-${payment}`,
  amount,
  currency: 'USD',
});
const completed = (refundId: string, payment: number, amount: number) =>
  event('RefundCompleted', `${refundId}/completed`, {
    ...money(refundId, payment, amount),
    settledAt: at,
    reference: 'tr_1',
  });
const failed = (refundId: string) => ({
  'detail-type': 'RefundFailed',
  detail: { refundId, caseId: 'case-1', orderId: 'o-1', code: 'account-closed' },
});

/** Everything that goes over the bus for these refunds, and what the books must say at the end. */
function story(given: readonly ARefund[]) {
  const sequences = [0, 0, 0];
  const books = new Map<number, { payable: number; paid: number }>();
  const events = given.flatMap(({ payment, amount, end }, i) => {
    const refundId = `refund-${i}`;
    const first = requested(refundId, payment, amount, ++sequences[payment]!);
    const entry = books.get(payment) ?? { payable: 0, paid: 0 };
    books.set(payment, entry);
    if (end === 'open' || end === 'overdue') entry.payable += amount;
    if (end === 'completed' || end === 'failed-then-superseded') entry.paid += amount;
    const paid = completed(refundId, payment, amount);
    const late = event('RefundOverdue', `${refundId}/overdue`, { ...money(refundId, payment, amount), dueBy: at });
    if (end !== 'failed-then-superseded') {
      const rest = { open: [], overdue: [late], completed: [paid], failed: [failed(refundId)] };
      return [first, ...(end === 'completed-then-failed' ? [paid, failed(refundId)] : rest[end])];
    }
    const next = `${refundId}-again`;
    const second = requested(next, payment, amount, ++sequences[payment]!, refundId);
    return [first, failed(refundId), second, completed(next, payment, amount)];
  });
  return { events, books };
}

describe('the ledger of the reference consumer', () => {
  it('equals the oracle when every event comes one to five times, shuffled, and all of it is replayed', async () => {
    await fc.assert(
      fc.asyncProperty(
        refunds,
        fc.array(fc.nat(4), { minLength: 60, maxLength: 60 }),
        fc.gen(),
        async (given, more, gen) => {
          const { events, books } = story(given);
          const deliveries = events.flatMap((each, i) =>
            Array.from({ length: 1 + more[i % more.length]! }, () => each),
          );
          const shuffled = gen(fc.shuffledSubarray, deliveries, { minLength: deliveries.length });
          const journal = aJournal();
          for (const each of [...shuffled, ...events]) await book(journal, each);
          const balances = balancesOf(journal.standing);
          expect(
            new Map(
              balances.map(({ paymentAttemptId, payable, paid }) => [
                Number(paymentAttemptId.slice(4)),
                { payable, paid },
              ]),
            ),
          ).toEqual(books);
          expect(balances.flatMap(({ missing }) => missing)).toEqual([]);
          expect(unmatched(journal.standing)).toEqual([]);
          expect(overdue(journal.standing)).toHaveLength(given.filter(({ end }) => end === 'overdue').length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is the same after ten deliveries at once', async () => {
    const journal = aJournal();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => book(journal, requested('refund-1', 1, 500, 1))),
    );
    expect(answers.filter((answer) => answer === 'booked')).toHaveLength(1);
    expect(balancesOf(journal.standing)).toMatchObject([{ payable: 500, paid: 0 }]);
  });

  it('shows a request that has not arrived yet, by the gap and by the completion without it', async () => {
    const journal = aJournal();
    await book(journal, requested('refund-3', 1, 500, 3));
    await book(journal, completed('refund-2', 1, 700));
    expect(balancesOf(journal.standing)).toMatchObject([{ missing: [1, 2] }]);
    expect(unmatched(journal.standing)).toEqual(['refund-2']);
  });

  it('refuses an id that says another amount the second time, and keeps the first', async () => {
    const journal = aJournal();
    await book(journal, requested('refund-1', 1, 500, 1));
    await expect(book(journal, requested('refund-1', 1, 501, 1))).rejects.toThrow(LedgerConflict);
    expect(balancesOf(journal.standing)).toMatchObject([{ payable: 500 }]);
  });

  it('bears fields that a later version adds, and passes over events that are not about refunds', async () => {
    const journal = aJournal();
    const later = requested('refund-1', 1, 500, 1);
    expect(await book(journal, { ...later, detail: { ...later.detail, note: 'new' } })).toBe('booked');
    expect(await book(journal, { 'detail-type': 'StockCounted', detail: {} })).toBe('passed-over');
  });
});
