import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOutstanding,
  mayMove,
  type Refund,
  type RefundState,
  refund,
  refundAlarms,
  refundMoves,
  requestOf,
} from '#shared/domain/refund.ts';

const states = Object.keys(refundMoves) as RefundState[];
const aRefund = (fields: Partial<Refund> = {}): Refund => ({
  pk: 'ORDER#A-1001',
  sk: 'CASE#out-of-stock-A-1001-0123456789ab#REFUND#refund-1',
  entity: 'refund',
  refundId: 'refund-1',
  caseId: 'out-of-stock-A-1001-0123456789ab',
  type: 'out-of-stock',
  orderNumber: 'WEB-1001',
  channel: 'web',
  providerReference: 'ref-1',
  method: 'card',
  lines: [],
  shipping: { net: 1_000, tax: 0 },
  reasonCode: 'not-allocated',
  decisionId: 'answer-1',
  decidedBy: 'customer',
  executor: 'finance',
  documentNeeded: false,
  sequence: 1,
  version: 1,
  orderId: 'A-1001',
  paymentAttemptId: 'attempt-1',
  state: 'requested',
  amount: 1_000,
  currency: 'USD',
  requestedAt: '2026-11-02T08:00:00.000Z',
  dueBy: '2026-11-12T08:00:00.000Z',
  watched: 0,
  expiresAt: 1_900_000_000,
  ...fields,
});

describe('the life of a refund', () => {
  it('never leads back, so that no event of finance is booked twice', () => {
    const reachable = (from: RefundState): RefundState[] => refundMoves[from].flatMap((to) => [to, ...reachable(to)]);
    for (const state of states) expect(reachable(state), state).not.toContain(state);
    expect(new Set(reachable('requested'))).toEqual(new Set(states.filter((state) => state !== 'requested')));
  });

  it('may settle without having been accepted, and fail even after it had settled', () => {
    expect(mayMove('requested', 'settled')).toBe(true);
    expect(mayMove('settled', 'failed')).toBe(true);
    expect(mayMove('failed', 'settled')).toBe(false);
  });

  it('ends with nothing but a failure to come', () => {
    expect(states.filter((state) => refundMoves[state].length === 0)).toEqual(['failed']);
  });
});

describe('a refund that is not there yet', () => {
  it('is told of after four hours, at most of its time, and when it is due', () => {
    expect(refundAlarms(aRefund())).toEqual([
      { at: '2026-11-02T12:00:00.000Z', code: 'NOT_ACKNOWLEDGED' },
      { at: '2026-11-08T08:00:00.000Z', code: 'NEARLY_DUE' },
      { at: '2026-11-12T08:00:00.000Z', code: 'OVERDUE' },
    ]);
  });

  it('is told of in the sequence of the alarms whenever it has a day or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), (days) => {
        const dueBy = new Date(Date.UTC(2026, 10, 2 + days, 8)).toISOString();
        const at = refundAlarms(aRefund({ dueBy })).map((alarm) => alarm.at);
        expect(at).toEqual([...at].sort());
      }),
    );
  });
});

describe('a refund row', () => {
  it.each([0, -1, 0.5])('is not for an amount of %s', (amount) => {
    expect(refund.safeParse(aRefund({ amount })).success).toBe(false);
  });

  it('gives the request to the letter, without what is noted on its way', () => {
    const row = refund.parse(aRefund({ state: 'settled', watched: 2, settledAt: '2026-11-04T08:00:00.000Z' }));
    expect(requestOf(row)).toEqual(requestOf(aRefund()));
    expect(requestOf(row)).not.toHaveProperty('state');
  });

  it('is outstanding until the money is there and its document stands', () => {
    const document = { state: 'requested' } as const;
    const standing: [Partial<Refund>, boolean][] = [
      [{ state: 'requested' }, true],
      [{ state: 'accepted' }, true],
      [{ state: 'settled' }, false],
      [{ state: 'settled', document }, true],
      [{ state: 'settled', document: { state: 'failed' } }, true],
      [{ state: 'settled', document: { state: 'issued', number: 'CN-1' } }, false],
      [{ state: 'failed' }, true],
      [{ state: 'failed', supersededBy: 'refund-2' }, false],
      [{ state: 'failed', supersededBy: 'refund-2', document }, true],
    ];
    for (const [fields, outstanding] of standing)
      expect(isOutstanding(aRefund(fields)), JSON.stringify(fields)).toBe(outstanding);
  });
});
