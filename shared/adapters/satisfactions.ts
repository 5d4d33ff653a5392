import type { CaseRecord } from '#shared/domain/case-record.ts';
import { caseKeys, expiryOf } from '#shared/domain/identity.ts';
import {
  type GivenSatisfaction,
  givenSatisfaction,
  type Satisfaction,
  satisfactions as satisfactionCodes,
} from '#shared/domain/satisfaction.ts';
import type { CasesTable } from './cases-table.ts';
import { transact } from './document-client.ts';

/** Whether customers were content: one answer per case, an item of its own, counted by type and month. */
export function satisfactions(cases: CasesTable) {
  return {
    async of({ orderId, caseId }: Pick<CaseRecord, 'orderId' | 'caseId'>): Promise<GivenSatisfaction | undefined> {
      const item = await cases.get(caseKeys.order(orderId), caseKeys.satisfaction(caseId));
      return item && givenSatisfaction.parse(item);
    },

    /** Writes the answer down and counts it, in the month in which the case opened; false = there was one before. */
    async give({ orderId, caseId, type, openedAt }: CaseRecord, satisfaction: Satisfaction, at: Date) {
      const expiresAt = expiryOf(at);
      const answer = { entity: 'satisfaction', orderId, caseId, satisfaction, at: at.toISOString(), expiresAt };
      const outcome = await transact([
        cases.putItem(
          { pk: caseKeys.order(orderId), sk: caseKeys.satisfaction(caseId), ...answer },
          'attribute_not_exists(pk)',
        ),
        {
          Update: {
            TableName: cases.tableName,
            Key: { pk: caseKeys.satisfactions(type, openedAt.slice(0, 7)), sk: satisfaction },
            UpdateExpression: 'SET entity = :entity, expiresAt = :expiry ADD answers :one',
            ExpressionAttributeValues: { ':entity': 'satisfaction-count', ':expiry': expiresAt, ':one': 1 },
          },
        },
      ]);
      return outcome.written;
    },

    /** What was said of the cases of a type that opened in a month (`yyyy-mm`, UTC). */
    async inMonth(type: string, month: string): Promise<Record<Satisfaction, number>> {
      const items = await cases.under(caseKeys.satisfactions(type, month));
      const answers = new Map(items.map(({ sk, answers: count }) => [sk, Number(count)]));
      const counts = satisfactionCodes.map((code) => [code, answers.get(code) ?? 0] as const);
      return Object.fromEntries(counts) as Record<Satisfaction, number>;
    },
  };
}
