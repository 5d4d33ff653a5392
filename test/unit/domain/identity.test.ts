import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseIdOf, caseKeys, dueShardOf, dueShards, orderIdOf, refundIdOf } from '#shared/domain/identity.ts';
import { orderId } from '#shared/domain/primitives.ts';

const typeKeys = [
  'order-information-error',
  'out-of-stock',
  'payment-failure',
  'logistics-delay',
  'customer-cancellation',
] as const;
const anOrderId = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
const aType = fc.constantFrom(...typeKeys);

describe('the id of a case', () => {
  it('fits the name of an execution for every type and every allowed order id', () => {
    fc.assert(
      fc.property(aType, anOrderId, fc.string(), (type, order, cause) => {
        expect(orderId.safeParse(order).success).toBe(true);
        const id = caseIdOf(type, order, cause);
        expect(id.length).toBeLessThanOrEqual(80);
        expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
    for (const type of typeKeys) expect(caseIdOf(type, 'x'.repeat(40), 'cause').length).toBeLessThanOrEqual(80);
  });

  it('tells its order, and nothing when its type is not installed or it is no id', () => {
    fc.assert(
      fc.property(aType, anOrderId, fc.string(), (type, order, cause) => {
        expect(orderIdOf(caseIdOf(type, order, cause), typeKeys)).toBe(order);
      }),
    );
    expect(orderIdOf(caseIdOf('out-of-stock', 'o-1', 'cause'), ['payment-failure'])).toBeUndefined();
    expect(orderIdOf('out-of-stock-o-1', typeKeys)).toBeUndefined();
  });

  it('is the same for the same cause and another for another, so that a record delivered twice opens one case', () => {
    fc.assert(
      fc.property(aType, anOrderId, fc.string(), fc.string(), (type, order, cause, other) => {
        fc.pre(cause !== other);
        expect(caseIdOf(type, order, cause)).toBe(caseIdOf(type, order, cause));
        expect(caseIdOf(type, order, cause)).not.toBe(caseIdOf(type, order, other));
      }),
    );
  });

  it('starts with the type and the order, so that a person can read it', () => {
    expect(caseIdOf('out-of-stock', 'A-1001', 'round-0')).toMatch(/^out-of-stock-A-1001-[0-9a-f]{12}$/);
  });

  it.each(['', 'x'.repeat(41), 'A 1', 'A#1', 'A/1', '訂單1'])('is not made from the order id "%s"', (id) => {
    expect(orderId.safeParse(id).success).toBe(false);
  });
});

describe('the id of a refund', () => {
  it('is the same for the same decision and payment, and differs when any of the three differs', () => {
    const ids = ['case-1', 'case-2'].flatMap((caseId) =>
      ['answer-1', 'answer-2'].flatMap((answerId) =>
        ['attempt-1', 'attempt-2'].map((attemptId) => refundIdOf(caseId, answerId, attemptId)),
      ),
    );
    expect(new Set(ids).size).toBe(8);
    expect(refundIdOf('case-1', 'answer-1', 'attempt-1')).toBe(ids[0]);
  });

  it('fits the name of an execution', () => {
    expect(refundIdOf('c'.repeat(80), 'answer', 'a'.repeat(64))).toMatch(/^refund-[0-9a-f]{24}$/);
  });
});

describe('the keys of the case table', () => {
  it('spread open work over all partitions and over no other', () => {
    const shards = new Set(Array.from({ length: 500 }, (_, i) => dueShardOf(`case-${i}`)));
    expect([...shards].sort()).toEqual(Array.from({ length: dueShards }, (_, i) => `due#${i}`));
  });

  it('sort the audit trail by its number', () => {
    const keys = [10, 2, 1, 999, 100].map((n) => caseKeys.audit('case-1', n)).sort();
    expect(keys).toEqual([1, 2, 10, 100, 999].map((n) => caseKeys.audit('case-1', n)));
  });

  it('put everything of a case under the prefix of the case', () => {
    const { case: caseKey, decision, wait, refund, message, audit, outbox } = caseKeys;
    const keys = [decision('c'), wait('c'), refund('c', 'r'), message('c', 1), audit('c', 1), outbox('c', 'o')];
    for (const key of keys) expect(key.startsWith(`${caseKey('c')}#`), key).toBe(true);
  });
});
