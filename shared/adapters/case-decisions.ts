import { type Decision, decision, type Wait, wait } from '#shared/domain/case.ts';
import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, dueShardOf, expiryOf } from '#shared/domain/identity.ts';
import { absent, type CaseItems } from './case-items.ts';
import { type TransactItem, transact } from './document-client.ts';

/** A wake-up counts as lost after this long, and the sweep makes it again. */
const deliveryGraceSeconds = 120;
const undeliveredAfter = (id: string, from: Date) => ({
  dueShard: dueShardOf(id),
  dueAt: new Date(from.getTime() + deliveryGraceSeconds * 1000).toISOString(),
});
/** The decision of a case, what its run waits for, and what lets its steps through. */
export function caseDecisions({ tableName, get, putItem: put }: CaseItems) {
  return {
    async decisionOf(orderId: string, caseId: string): Promise<Decision | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.decision(caseId));
      if (!item) return undefined;
      const { pk, sk, entity, expiresAt, dueShard, dueAt, ...fields } = item;
      return decision.parse(fields);
    },

    /**
     * The decision as one write that wins only when nothing was decided; `replacing` names a provisional answer that
     * staff or a cancellation may take the place of.
     */
    decisionItem: (made: Decision, replacing?: Decision): TransactItem => ({
      Put: {
        TableName: tableName,
        Item: {
          ...made,
          pk: caseKeys.order(made.orderId),
          sk: caseKeys.decision(made.caseId),
          entity: 'decision',
          expiresAt: expiryOf(new Date(made.decidedAt)),
          ...undeliveredAfter(`${made.caseId}/decision`, new Date(made.until)),
        },
        ...(replacing
          ? {
              ConditionExpression: 'answerId = :replaced AND phase = :provisional',
              ExpressionAttributeValues: { ':replaced': replacing.answerId, ':provisional': 'provisional' },
            }
          : { ConditionExpression: absent }),
      },
    }),

    /** Turns a provisional answer final if it is still the same answer. */
    finalItem: (made: Decision): TransactItem => ({
      Update: {
        TableName: tableName,
        Key: { pk: caseKeys.order(made.orderId), sk: caseKeys.decision(made.caseId) },
        UpdateExpression: 'SET phase = :final REMOVE dueShard, dueAt',
        ConditionExpression: 'answerId = :answerId AND phase = :provisional',
        ExpressionAttributeValues: { ':final': 'final', ':provisional': 'provisional', ':answerId': made.answerId },
      },
    }),

    /** Puts the decision if the case has none; false = another answer was first. */
    async decide(made: Decision): Promise<boolean> {
      return (await transact([this.decisionItem(made)])).written;
    },

    /** Takes a provisional answer back before `until`; refused = it was final, or another one. */
    takeBackItem: (made: Decision): TransactItem => ({
      Delete: {
        TableName: tableName,
        Key: { pk: caseKeys.order(made.orderId), sk: caseKeys.decision(made.caseId) },
        ConditionExpression: 'answerId = :answerId AND phase = :provisional',
        ExpressionAttributeValues: { ':answerId': made.answerId, ':provisional': 'provisional' },
      },
    }),

    /** The token of the state that waits now; the next wait replaces it. */
    waitItem: (record: CaseRecord, waiting: Omit<Wait, 'caseId' | 'orderId'>, at: Date): TransactItem =>
      put({
        pk: record.pk,
        sk: caseKeys.wait(record.caseId),
        entity: 'wait',
        caseId: record.caseId,
        orderId: record.orderId,
        expiresAt: expiryOf(at),
        ...waiting,
      }),

    async waitOf(orderId: string, caseId: string): Promise<Wait | undefined> {
      const item = await get(caseKeys.order(orderId), caseKeys.wait(caseId));
      return item && wait.parse(item);
    },

    /** Lets one step of a case through: staff approved it, or the incident around it is over. */
    releaseItem: ({ pk, caseId, orderId }: CaseRecord, step: string, by: string, at: Date): TransactItem =>
      put({
        pk,
        sk: caseKeys.release(caseId, step),
        entity: 'release',
        caseId,
        orderId,
        step,
        by,
        at: at.toISOString(),
        expiresAt: expiryOf(at),
        ...undeliveredAfter(`${caseId}/${step}`, at),
      }),

    /** Something was heard of the case: its run looks. */
    heardItem: ({ pk, caseId, orderId }: CaseRecord, at: Date): TransactItem =>
      put({
        pk,
        sk: caseKeys.news(caseId),
        entity: 'release',
        caseId,
        orderId,
        step: 'news',
        by: 'events',
        at: at.toISOString(),
        expiresAt: expiryOf(at),
        ...undeliveredAfter(`${caseId}/news`, at),
      }),

    /** A step that was let through and could not be taken waits to be let through again. */
    withdrawItem: ({ pk, caseId }: CaseRecord, step: string): TransactItem => ({
      Delete: { TableName: tableName, Key: { pk, sk: caseKeys.release(caseId, step) } },
    }),

    async isReleased(orderId: string, caseId: string, step: string): Promise<boolean> {
      return Boolean(await get(caseKeys.order(orderId), caseKeys.release(caseId, step)));
    },
  };
}
